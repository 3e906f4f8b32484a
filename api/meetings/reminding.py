"""Knocks once, by day, the day before a sitting, for who was asked and did not say that they cannot.

The knock says nothing of it, and the notice neither when nor where: that stands on the page of the sitting.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from api.core.db import EVERYWHERE
from api.core.each import for_each
from api.core.house import House
from api.meetings import items
from api.meetings.keeping import say
from api.meetings.kinds import Says
from api.meetings.model import Meeting, MeetingDay, MeetingReminder
from api.meetings.rows import Row, read
from api.people.model import Household
from api.people.organisation.halted import stop_of
from api.people.queries import viewer
from i18n.dates import AMSTERDAM, here

FIRST: Final = time(9)
LAST: Final = time(20)
TOLD: Final = "meeting_soon"


def remind_of_meetings(house: House, now: datetime) -> None:
    """Knock in each house where people sit together tomorrow, or today when nobody was told yet."""
    if not FIRST <= now.astimezone(AMSTERDAM).time() < LAST:
        return
    with house.db.reading(EVERYWHERE) as session:
        found = session.scalars(_due(now).with_only_columns(Meeting.household_id).distinct()).all()
    for_each(found, lambda each: _remind(house, each, now), chore="remind_of_meetings")


def _due(now: datetime) -> Select[UUID]:
    """Ask for the sittings whose day has come and was not told; a day that is chosen anew is told anew."""
    told = select(MeetingReminder.day_id)
    ends = datetime.combine(here(now) + timedelta(days=2), time(), AMSTERDAM)
    return (
        select(Meeting.id)
        .join(MeetingDay, MeetingDay.id == Meeting.day_id)
        .where(Meeting.closed_at.is_(None), Meeting.called_off_at.is_(None))
        .where(Meeting.began_at.is_(None), MeetingDay.at > now, MeetingDay.at < ends)
        .where(MeetingDay.id.not_in(told))
    )


def _remind(house: House, household: UUID, now: datetime) -> None:
    with house.db.writing(household, by=None, now=now) as session:
        session.execute(select(Household.id).filter_by(id=household).with_for_update())
        if stop_of(session, household) is not None:
            return
        for meeting in session.scalars(_due(now).where(Meeting.household_id == household)).all():
            for row in read(session, household, meeting):
                _tell(session, row, now)


def _tell(session: Session, row: Row, now: datetime) -> None:
    """What was called together today everybody hears of today already."""
    day = row.day
    if day is None:
        return
    session.add(MeetingReminder(day_id=day.id, household_id=row.meeting.household_id, at=now))
    session.flush()
    if here(row.meeting.made_at) < here(now):
        said = row.answers[day.id]
        come = [
            each
            for each in row.invited
            if said.get(each) is not Says.CANNOT
            and items.sees(viewer(session, each), row.meeting, row.invited)
        ]
        say(session, row.meeting, come, TOLD, now)
