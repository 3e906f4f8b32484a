"""What a note that is a check says of the plan: never more than each of its readers may read there.

A note is for whom its writer chose, and an agreement for whom it was made. Where the two differ the note
keeps what its writer saw, without the words of the plan.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import Invalid
from api.logbook.finding import item_of
from api.logbook.items import new_item
from api.logbook.model import Entry
from api.logbook.note import WHICH_AGREEMENT, Kind, Note
from api.logbook.views import EntryView
from api.people.policy import Audience, Item, Side, Viewer, readers
from api.people.queries import viewers
from api.plan.checking.then import Then, agreed_then


def then_of(
    session: Session, by: Viewer, note: Note, at: datetime, *, now: datetime, late: bool
) -> Then | None:
    """Return what the plan said of what was looked at; raises Invalid for what is not there."""
    if note.agreement_id is None or note.kind is not Kind.CHECK:
        return None
    then = agreed_then(session, by, note.agreement_id, at, now)
    if then is None and not late:
        raise Invalid(WHICH_AGREEMENT, field="agreement_id")
    return then


def on_its_side(by: Viewer, then: Then | None) -> Viewer:
    """Who stands on both sides tells of what one side agreed on that side alone."""
    return by if then is None or then.side is Side.BOTH else replace(by, side=then.side)


def meant_as(by: Viewer, note: Note, now: datetime) -> Item:
    """Return a note that somebody is about to write; not said for whom, it is for all."""
    audience = note.audience or Audience.CIRCLE
    return new_item(by, audience, now, chosen=note.chosen, kind=note.kind)


def meant_now(session: Session, entry_id: UUID, note: Note, now: datetime) -> Item:
    """Return one's own note as a correction makes it."""
    stands = item_of(session, session.get_one(Entry, entry_id))
    if note.audience is None:
        return stands
    return replace(stands, audience=note.audience, chosen=note.chosen, shared_at=now)


def put_beside(session: Session, note: Note, then: Then | None, meant: Item, now: datetime) -> Note:
    """Put what the plan says beside a note."""
    if then is None:
        return replace(note, agreement_id=None)
    words = then.text if _all_may_read(session, then, meant, now) else ""
    return replace(note, agreed=words)


def put_again(
    session: Session, by: Viewer, note: Note, before: EntryView, *, meant: Item, now: datetime
) -> Note:
    """Let a corrected note keep the words it had; for other readers only when all may read them."""
    if note.audience is None or before.agreement_id is None:
        return replace(note, agreed=before.agreement)
    then = agreed_then(session, by, before.agreement_id, before.written_at, now)
    may = then is not None and _all_may_read(session, then, meant, now)
    return replace(note, agreed=before.agreement if may else "")


def _all_may_read(session: Session, then: Then, meant: Item, now: datetime) -> bool:
    people = viewers(session, meant.household)
    reading = readers(meant, people)
    return all(then.is_for(each, now) for each in people if each.person in reading)
