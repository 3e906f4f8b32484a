"""Who sits at the table. Each may come twice."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import Invalid
from api.core.ids import new_id
from api.meetings import inviting_rules, items
from api.meetings.keeping import led, say, take_turns, unsay
from api.meetings.model import MeetingCame, MeetingInvited
from api.meetings.rows import Row
from api.people.policy import Role, Side, Viewer
from api.people.queries import Member, lives_apart, members, viewer
from i18n.marking import N_

WHO: Final = N_("Deze naam kennen we niet. Kies iemand uit de lijst.")


def invite(
    session: Session, *, by: Viewer, meeting_id: UUID, people: Collection[UUID], now: datetime
) -> None:
    """Ask people to come; who is asked already stays. They are told. Raises NotHere, and Invalid."""
    take_turns(session, by)
    row = led(session, by, meeting_id)
    side, apart = Side(row.meeting.side), lives_apart(session, by.household)
    known = {each.id: each for each in members(session, by)}
    fresh = set(people) - row.invited.keys()
    for person in fresh:
        if person not in known or known[person].role is Role.HOST:
            raise Invalid(WHO, field="people")
        inviting_rules.check_invited(known[person].role, known[person].side, side, apart=apart)
    for person in sorted(fresh):
        session.add(
            MeetingInvited(
                id=new_id(),
                household_id=by.household,
                meeting_id=meeting_id,
                person_id=person,
                by_id=by.person,
                at=now,
                ended_at=None,
            )
        )
    session.flush()
    asked = row.invited | dict.fromkeys(fresh, now)
    sees = (each for each in fresh if items.sees(viewer(session, each), row.meeting, asked))
    say(session, row.meeting, sees, "meeting_day" if row.day else "meeting_asked", now)


def uninvite(
    session: Session, *, by: Viewer, meeting_id: UUID, people: Collection[UUID], now: datetime
) -> None:
    """These are not asked any more: from now on there is no such sitting for them. Twice is once."""
    take_turns(session, by)
    row = led(session, by, meeting_id)
    mine = {"meeting_id": meeting_id, "ended_at": None}
    for each in session.scalars(select(MeetingInvited).filter_by(**mine)):
        if each.person_id in people and each.person_id != by.person:
            each.ended_at = now
            unsay(session, row.meeting, each.person_id, now)
    session.flush()


def came(
    session: Session, *, by: Viewer, meeting_id: UUID, people: Collection[UUID], now: datetime
) -> None:
    """Write down who was there. Twice is once; raises NotHere, and Invalid for who was not asked."""
    take_turns(session, by)
    row = led(session, by, meeting_id)
    if not set(people) <= row.invited.keys():
        raise Invalid(WHO, field="people")
    for person in sorted(set(people) - set(row.came)):
        session.add(
            MeetingCame(
                meeting_id=meeting_id,
                person_id=person,
                household_id=by.household,
                by_id=by.person,
                at=now,
            )
        )
    session.flush()


def could_sit(session: Session, by: Viewer, row: Row) -> list[Member]:
    """Return who can be asked, or is, in their order."""
    side, apart = Side(row.meeting.side), lives_apart(session, by.household)
    return [
        each
        for each in members(session, by)
        if each.id in row.invited or inviting_rules.can_sit(each.role, each.side, side, apart=apart)
    ]
