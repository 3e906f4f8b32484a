"""Days to choose from: offering, answering, and choosing one. Each may come twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import Invalid, NotHere
from api.core.ids import new_id
from api.meetings import rules
from api.meetings.keeping import find, led, moves, say_to_others, take_turns
from api.meetings.kinds import Says
from api.meetings.model import Meeting, MeetingAnswer, MeetingDay
from api.meetings.rows import Row
from api.people.policy import Role, Viewer
from api.people.queries import UNKNOWN


def offer_days(
    session: Session,
    *,
    by: Viewer,
    meeting_id: UUID,
    days: Iterable[tuple[datetime | None, int]],
    now: datetime,
) -> None:
    """Put down more days to choose from; one that stands there stands there once."""
    take_turns(session, by)
    row = led(session, by, meeting_id)
    there = {each.at for each in row.days if each.ended_at is None}
    fresh = [(rules.check_day(at, minutes, now), minutes) for at, minutes in days]
    fresh = [each for each in fresh if each[0] not in there]
    if len(there) + len(fresh) > rules.MOST_DAYS:
        raise Invalid(rules.TOO_MANY, field="day")
    add_days(session, row.meeting, by, fresh, now)
    if fresh and row.meeting.day_id is None:
        say_to_others(session, row, by, "meeting_asked", now)


def end_day(session: Session, *, by: Viewer, meeting_id: UUID, day_id: UUID, now: datetime) -> None:
    """Take a day away that was not chosen. Twice is once."""
    take_turns(session, by)
    row = led(session, by, meeting_id)
    day = _day(row, day_id)
    if day.id == row.meeting.day_id:
        raise NotHere(UNKNOWN)
    day.ended_at = day.ended_at or now
    session.flush()


def answer_days(
    session: Session, *, by: Viewer, meeting_id: UUID, says: Mapping[UUID, Says], now: datetime
) -> None:
    """Say on which days one can; the same again is not kept twice. For the invited. Raises NotHere."""
    take_turns(session, by)
    row = find(session, by, meeting_id)
    if by.person not in row.invited or by.role is Role.CHILD or by.quiet:
        raise NotHere(UNKNOWN)
    for day_id, said in says.items():
        day = _day(row, day_id)
        if day.ended_at is None and row.answers[day.id].get(by.person) is not said:
            session.add(
                MeetingAnswer(
                    id=new_id(),
                    household_id=by.household,
                    day_id=day.id,
                    person_id=by.person,
                    says=said,
                    at=now,
                )
            )
    session.flush()


def answer_day(
    session: Session, *, by: Viewer, meeting_id: UUID, day_id: UUID, says: Says, now: datetime
) -> None:
    """Say whether one can on one day."""
    answer_days(session, by=by, meeting_id=meeting_id, says={day_id: says}, now=now)


def choose_day(
    session: Session,
    *,
    by: Viewer,
    meeting_id: UUID,
    day_id: UUID,
    base: int | None = None,
    now: datetime,
) -> None:
    """Hold it on a day; everybody who is invited is told. Twice is once.

    Raises NotHere and Invalid, and Changed when somebody else chose another meanwhile.
    """
    take_turns(session, by)
    row = led(session, by, meeting_id)
    day = _day(row, day_id)
    if row.meeting.day_id == day.id:
        return
    if day.ended_at is not None:
        raise NotHere(UNKNOWN)
    rules.check_day(day.at, day.minutes, now)
    moves(row.meeting, base)
    row.meeting.day_id = day.id
    session.flush()
    say_to_others(session, row, by, "meeting_day", now)


def add_days(
    session: Session, row: Meeting, by: Viewer, days: Iterable[tuple[datetime, int]], now: datetime
) -> None:
    """Put down days to choose from."""
    for at, minutes in sorted(dict(days).items()):
        session.add(
            MeetingDay(
                id=new_id(),
                household_id=row.household_id,
                meeting_id=row.id,
                at=at,
                minutes=minutes,
                by_id=by.person,
                offered_at=now,
                ended_at=None,
            )
        )
    session.flush()


def _day(row: Row, day_id: UUID) -> MeetingDay:
    found = next((each for each in row.days if each.id == day_id), None)
    if found is None:
        raise NotHere(UNKNOWN)
    return found
