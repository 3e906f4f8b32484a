"""Ending a meeting: the next one has its day, what was said last is kept, and who was not there is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import Invalid, NotHere
from api.core.ids import new_id
from api.meetings.actions import choose_day, invite, plan_meeting
from api.meetings.inviting import could_sit
from api.meetings.keeping import led, take_turns, unsay
from api.meetings.kinds import Phase
from api.meetings.queries import meeting
from api.meetings.rules import check_day, may_close
from api.meetings.table import minutes
from api.meetings.table.keeping import add, is_known
from api.meetings.table.queries import Seat, seat, state_of
from api.meetings.table.rules import WHEN_NEXT, check, check_words
from api.meetings.table.state import Kind, TableState
from api.meetings.table.steps import Step
from api.people.notices.actions import tell
from api.people.policy import Role, Side, Viewer, is_away
from api.people.queries import UNKNOWN, viewers

MET: Final = "met_without"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What is said last: when the next time is and how long, what if it does not work out, how all hear it."""

    next_at: datetime | None
    minutes: int = 90
    if_not: str = ""
    inform: str = ""
    story: str = ""


def close(
    session: Session,
    *,
    by: Viewer,
    meeting_id: UUID,
    act_id: UUID,
    next_id: UUID,
    ending: Ending,
    now: datetime,
    closed_path: bool = False,
) -> UUID | None:
    """End a meeting; return the one that comes. Sent twice it ends once.

    Raises Invalid without a day for the next one, Changed when it is over already. With a
    ``closed_path`` the household goes on by itself: then there need not be a next one.
    """
    take_turns(session, by)
    at = seat(session, by, meeting_id)
    if not at.leads:
        raise NotHere(UNKNOWN)
    if is_known(session, by, meeting_id, act_id, Kind.CLOSED):
        return at.meeting.next_id
    state = state_of(session, at.meeting)
    check(state, Kind.CLOSED, {})
    _check_next(ending, closed_path=closed_path, now=now)
    comes = next_id if ending.next_at else None
    _note_last(session, by=by, at=at, ending=ending, now=now)
    if comes:
        _plan_next(session, by=by, at=at, next_id=comes, ending=ending, now=now)
    _end(session, by=by, at=at, act_id=act_id, comes=comes, ending=ending, now=now)
    _first_minutes(session, by=by, at=at, state=state, ending=ending, now=now)
    for person in at.row.invited:
        unsay(session, at.meeting, person, now)
    absent = _not_there(session, by, at, state)
    tell(
        session, to=absent, kind=MET, about=by.person, now=now, values={"meeting": str(meeting_id)}
    )
    return comes


def _check_next(ending: Ending, *, closed_path: bool, now: datetime) -> None:
    """A day that was typed must be one that can be, whether it was needed or not."""
    if ending.next_at is not None:
        check_day(ending.next_at, ending.minutes, now)
    if not may_close(ending.next_at, closed_path=closed_path, now=now):
        raise Invalid(WHEN_NEXT, field="day")


def _not_there(session: Session, by: Viewer, at: Seat, state: TableState) -> set[UUID]:
    """Return who was asked and did not come. A child hears it from its own people."""
    grown_up = {
        each.person
        for each in viewers(session, by.household)
        if each.role in {Role.ADULT, Role.CIRCLE}
    }
    return (grown_up & set(at.row.invited)) - set(state.came) - {by.person}


def _note_last(session: Session, *, by: Viewer, at: Seat, ending: Ending, now: datetime) -> None:
    for step, text in ((Step.IF_NOT, ending.if_not), (Step.INFORM, ending.inform)):
        if text.strip():
            body = {"step": str(step), "text": text.strip()}
            check_words(body)
            values = {"meeting": at.meeting, "act_id": new_id(), "body": body, "now": now}
            add(session, by=by, kind=Kind.NOTED, **values)  # type: ignore[arg-type]


def _plan_next(
    session: Session, *, by: Viewer, at: Seat, next_id: UUID, ending: Ending, now: datetime
) -> None:
    """The same people who can come, about the same, unless they change it later."""
    plan_meeting(
        session,
        by=by,
        meeting_id=next_id,
        side=Side(at.meeting.side),
        phase=Phase(at.meeting.phase),
        danger=_danger(session, by, at, now),
        days=[(ending.next_at, ending.minutes)],
        after=at.meeting.id,
        now=now,
    )
    invite(session, by=by, meeting_id=next_id, people=_again(session, by, at, now), now=now)
    day = led(session, by, next_id).days[0]
    choose_day(session, by=by, meeting_id=next_id, day_id=day.id, now=now)


def _again(session: Session, by: Viewer, at: Seat, now: datetime) -> set[UUID]:
    """Return who can be asked again: whoever left is not, and who was sent away is asked when back."""
    seated = {each.id for each in could_sit(session, by, at.row) if each.is_here}
    away = {each.person for each in viewers(session, by.household) if is_away(each, now)}
    return (set(at.row.invited) & seated) - away - {by.person}


def _danger(session: Session, by: Viewer, at: Seat, now: datetime) -> UUID | None:
    """A worry that is over since is not taken along."""
    held = meeting(session, by, at.meeting.id, now).danger
    return held.id if held else None


def _end(
    session: Session,
    *,
    by: Viewer,
    at: Seat,
    act_id: UUID,
    comes: UUID | None,
    ending: Ending,
    now: datetime,
) -> None:
    at.meeting.closed_at, at.meeting.closed_by, at.meeting.next_id = now, by.person, comes
    said = ending.next_at.isoformat() if ending.next_at else ""
    body = {"next": str(comes) if comes else "", "at": said}
    add(session, by=by, meeting=at.meeting, act_id=act_id, kind=Kind.CLOSED, body=body, now=now)


def _first_minutes(
    session: Session, *, by: Viewer, at: Seat, state: TableState, ending: Ending, now: datetime
) -> None:
    """What the chair wrote, or else what was decided, so that everybody has something to read.

    What was written during the meeting stays: more words make the next version.
    """
    before = minutes.last(session, at.meeting)
    decided = (each.body["text"] for each in state.decisions)
    told = ending.story.strip() or ("" if before else _as_fits(decided))
    if told:
        base = before.id if before else None
        values = {"meeting_id": at.meeting.id, "minutes_id": new_id(), "base": base, "now": now}
        minutes.write(session, by=by, text=told, **values)  # type: ignore[arg-type]


def _as_fits(decided: Iterable[str]) -> str:
    """All decisions stand on the page of the minutes themselves; these are as many as there is room for."""
    told = ""
    for each in decided:
        if len(told) + len(each) < minutes.LONGEST_MINUTES:
            told = f"{told}\n{each}".strip()
    return told
