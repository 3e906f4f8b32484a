"""What every change of a meeting needs: one after another, the sitting found, and somebody told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import Changed, Invalid, NotHere
from api.core.ids import new_id
from api.core.vault import Box
from api.meetings import items
from api.meetings.model import Meeting, MeetingWords
from api.meetings.rows import Row, read
from api.meetings.sharing import is_shared
from api.people.model import Household
from api.people.notices.actions import put_aside_done, tell
from api.people.policy import Role, Viewer
from api.people.queries import UNKNOWN, viewer
from api.push.queue import send
from api.push.rules import Word
from i18n.marking import N_

MEANWHILE: Final = N_("Iemand anders veranderde dit ook. Kijk hieronder wat er nu staat.")
OVER: Final = N_("Dit gesprek is al geweest of gaat niet door.")
# Each of these says something about the same sitting; the last one takes the place of those before.
KINDS: Final = ("meeting_asked", "meeting_day", "meeting_moved", "meeting_soon", "meeting_off")


def take_turns(session: Session, by: Viewer) -> None:
    """Let the writers of one household in one after another, so that twice at once is once."""
    session.execute(select(Household.id).filter_by(id=by.household).with_for_update())


def find(session: Session, by: Viewer, meeting_id: UUID) -> Row:
    """Return a sitting that is there for somebody; raises NotHere."""
    found = read(session, by.household, meeting_id)
    if not found or not items.sees(by, found[0].meeting, found[0].invited):
        raise NotHere(UNKNOWN)
    if not is_shared(session, by, found[0]):
        raise NotHere(UNKNOWN)
    return found[0]


def led(session: Session, by: Viewer, meeting_id: UUID, *, done: bool = False) -> Row:
    """Return a sitting that somebody may change; raises NotHere, and Invalid when it is over."""
    row = find(session, by, meeting_id)
    if not items.leads(by, row.meeting, row.chair):
        raise NotHere(UNKNOWN)
    if not done and (row.meeting.closed_at or row.meeting.called_off_at):
        raise Invalid(OVER)
    return row


def moves(row: Meeting, base: int | None) -> None:
    """Another number stands under it from now on; raises Changed when it does not rest on the last one."""
    if base is not None and base != row.number:
        raise Changed(MEANWHILE)
    row.number += 1


def add_words(
    session: Session, row: Meeting, *, by: Viewer, place: str, goal: str, now: datetime
) -> None:
    """Write down where it is and what it is for, beside what stood there."""
    words = new_id()
    session.add(
        MeetingWords(
            id=words,
            household_id=row.household_id,
            meeting_id=row.id,
            number=row.number,
            by_id=by.person,
            at=now,
            body=Box.of(session, row.household_id).lock_json(
                "meeting_words", "body", words, {"place": place, "goal": goal}
            ),
        )
    )
    session.flush()


def say(session: Session, row: Meeting, people: Iterable[UUID], kind: str, now: datetime) -> None:
    """Tell each of these about a sitting, and knock. A child is told by people, never by a phone.

    The notice is about who reads it: it names nobody else.
    """
    values = {"meeting": str(row.id)}
    for person in sorted(set(people)):
        someone = viewer(session, person)
        if someone.ended_at is not None or someone.role not in {Role.ADULT, Role.CIRCLE}:
            continue
        put_aside_done(session, by=someone, kinds=KINDS, values=values, now=now)
        tell(session, to=[person], kind=kind, about=person, values=values, now=now)
        send(
            session,
            person=person,
            household=row.household_id,
            word=Word.NEWS,
            about=row.id,
            now=now,
        )


def unsay(session: Session, row: Meeting, person: UUID, now: datetime) -> None:
    """Nothing that waits leads somebody to a sitting that is not theirs any more."""
    someone, values = viewer(session, person), {"meeting": str(row.id)}
    put_aside_done(session, by=someone, kinds=KINDS, values=values, now=now)


def say_to_others(session: Session, row: Row, by: Viewer, kind: str, now: datetime) -> None:
    """Tell everybody who is invited, but who did it: for them nothing waits any more."""
    unsay(session, row.meeting, by.person, now)
    here = (
        person
        for person in row.invited
        if person != by.person and items.sees(viewer(session, person), row.meeting, row.invited)
    )
    say(session, row.meeting, here, kind, now)
