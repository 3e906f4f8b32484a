"""Calling people together: days to choose from, where it is, and calling it off. Each may come twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import Invalid, NotHere
from api.core.ids import new_id
from api.core.vault import Box
from api.meetings import items, rules
from api.meetings.keeping import add_words, find, led, moves, say, take_turns
from api.meetings.model import Meeting, MeetingAnswer, MeetingChair, MeetingDay, MeetingInvited
from api.meetings.rows import Row, opened
from api.meetings.rules import Mode, Phase, Says
from api.people.policy import Role, Side, Viewer
from api.people.queries import UNKNOWN, viewer
from api.plan.queries import dangers


def plan_meeting(
    session: Session,
    *,
    by: Viewer,
    meeting_id: UUID,
    side: Side,
    phase: Phase,
    danger: UUID | None = None,
    days: Sequence[tuple[datetime | None, int]] = (),
    place: str = "",
    goal: str = "",
    now: datetime,
) -> UUID:
    """Call people together; return the id. Who does it is invited and leads. Sent twice it is one.

    Raises NotHere, and Invalid when a day cannot be.
    """
    take_turns(session, by)
    if not items.may_plan(by, side, now):
        raise NotHere(UNKNOWN)
    if (known := session.get(Meeting, meeting_id)) is not None:
        return find(session, by, known.id).meeting.id
    if danger is not None and danger not in {each.id for each in dangers(session, by, now)}:
        raise NotHere(UNKNOWN)
    offered = [(rules.check_day(at, minutes, now), minutes) for at, minutes in days]
    place = rules.check_text(place, "place", rules.LONGEST_PLACE)
    goal = rules.check_text(goal, "goal")
    row = _new(by, meeting_id, side=side, phase=phase, danger=danger, now=now)
    session.add(row)
    session.flush()
    add_words(session, row, by=by, place=place, goal=goal, now=now)
    _add_days(session, row, by, offered, now)
    _lead(session, row, by, now)
    return meeting_id


def change_words(
    session: Session,
    *,
    by: Viewer,
    meeting_id: UUID,
    place: str,
    goal: str,
    base: int,
    now: datetime,
) -> None:
    """Say in other words where it is and what it is for. The same words again change nothing.

    Raises NotHere and Invalid, and Changed when somebody else was first.
    """
    take_turns(session, by)
    row = led(session, by, meeting_id)
    place = rules.check_text(place, "place", rules.LONGEST_PLACE)
    goal = rules.check_text(goal, "goal")
    last = row.words[-1]
    stood = opened(Box.of(session, by.household), "meeting_words", last.id, last.body)
    if stood == {"place": place, "goal": goal}:
        return
    moves(row.meeting, base)
    add_words(session, row.meeting, by=by, place=place, goal=goal, now=now)
    if row.meeting.day_id is not None and stood.get("place") != place:
        _say_to_others(session, row, by, "meeting_moved", now)


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
    _add_days(session, row.meeting, by, fresh, now)
    if fresh and row.meeting.day_id is None:
        _say_to_others(session, row, by, "meeting_asked", now)


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
    _say_to_others(session, row, by, "meeting_day", now)


def call_off(session: Session, *, by: Viewer, meeting_id: UUID, now: datetime) -> None:
    """It is not held. Everybody who was invited is told; twice is once."""
    take_turns(session, by)
    row = led(session, by, meeting_id, done=True)
    if row.meeting.called_off_at is not None or row.meeting.closed_at is not None:
        return
    moves(row.meeting, None)
    row.meeting.called_off_at, row.meeting.called_off_by = now, by.person
    session.flush()
    _say_to_others(session, row, by, "meeting_off", now)


def _new(
    by: Viewer, meeting_id: UUID, *, side: Side, phase: Phase, danger: UUID | None, now: datetime
) -> Meeting:
    return Meeting(
        id=meeting_id,
        household_id=by.household,
        side=side,
        kind="network",
        phase=phase,
        danger_id=danger,
        by_id=by.person,
        made_at=now,
        number=1,
        day_id=None,
        called_off_at=None,
        called_off_by=None,
        began_at=None,
        began_by=None,
        closed_at=None,
        closed_by=None,
        next_id=None,
    )


def _add_days(
    session: Session, row: Meeting, by: Viewer, days: Iterable[tuple[datetime, int]], now: datetime
) -> None:
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


def _lead(session: Session, row: Meeting, by: Viewer, now: datetime) -> None:
    """Who calls people together sits there too, and leads until somebody else does."""
    who = {"household_id": row.household_id, "meeting_id": row.id, "person_id": by.person}
    session.add(MeetingInvited(id=new_id(), **who, by_id=by.person, at=now, ended_at=None))
    chair = new_id()
    body = Box.of(session, row.household_id).lock_json(
        "meeting_chairs", "body", chair, {"name": ""}
    )
    session.add(MeetingChair(id=chair, **who, mode=Mode.CIRCLE, by_id=by.person, at=now, body=body))
    session.flush()


def _day(row: Row, day_id: UUID) -> MeetingDay:
    found = next((each for each in row.days if each.id == day_id), None)
    if found is None:
        raise NotHere(UNKNOWN)
    return found


def _say_to_others(session: Session, row: Row, by: Viewer, kind: str, now: datetime) -> None:
    here = (
        person
        for person in row.invited
        if person != by.person and items.sees(viewer(session, person), row.meeting, row.invited)
    )
    say(session, row.meeting, here, kind, now)
