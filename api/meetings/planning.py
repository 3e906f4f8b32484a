"""Calling people together, where it is, and calling it off. Each may come twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.core.ids import new_id
from api.core.vault import Box
from api.meetings import items, rules
from api.meetings.days import add_days
from api.meetings.keeping import add_words, find, led, moves, say_to_others, take_turns
from api.meetings.kinds import Mode, Phase
from api.meetings.model import Meeting, MeetingChair, MeetingInvited
from api.meetings.rows import opened, read
from api.people.policy import Side, Viewer
from api.people.queries import UNKNOWN
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
    after: UUID | None = None,
    now: datetime,
) -> UUID:
    """Call people together; return the id. Who does it is invited and leads. Sent twice it is one.

    Who leads the sitting ``after`` which this one comes calls it as well. Raises NotHere, and Invalid
    when a day cannot be.
    """
    take_turns(session, by)
    if not (items.may_plan(by, side, now) or _leads(session, by, after, side)):
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
    add_days(session, row, by, offered, now)
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
        say_to_others(session, row, by, "meeting_moved", now)


def call_off(session: Session, *, by: Viewer, meeting_id: UUID, now: datetime) -> None:
    """It is not held. Everybody who was invited is told; twice is once."""
    take_turns(session, by)
    row = led(session, by, meeting_id, done=True)
    if row.meeting.called_off_at is not None or row.meeting.closed_at is not None:
        return
    moves(row.meeting, None)
    row.meeting.called_off_at, row.meeting.called_off_by = now, by.person
    session.flush()
    say_to_others(session, row, by, "meeting_off", now)


def _leads(session: Session, by: Viewer, meeting: UUID | None, side: Side) -> bool:
    """Say whether somebody leads this sitting of the same side."""
    found = read(session, by.household, meeting) if meeting else ()
    return any(
        each.meeting.side == side and items.leads(by, each.meeting, each.chair) for each in found
    )


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
