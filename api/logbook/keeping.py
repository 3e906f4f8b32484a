"""Puts the words of a note in their tables. Only the actions call this; nothing is decided here."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.core.ids import new_id
from api.core.vault import Box
from api.logbook.model import Entry, EntryAbout, EntryChosen, EntryVersion
from api.logbook.readers import set_readers
from api.logbook.words import Words, to_json
from api.people.model import Household
from api.people.policy import Viewer


def take_turns(session: Session, by: Viewer) -> None:
    """Let the writers of one household in one after another, so that twice at once is once."""
    session.execute(select(Household.id).filter_by(id=by.household).with_for_update())


def columns(words: Words) -> dict[str, Any]:
    """Return what of the words also stands outside the seal, to sort and find by."""
    return {
        "kind": words.kind,
        "source": words.source,
        "audience": words.audience,
        "happened_at": words.happened_at,
    }


def add_version(
    session: Session,
    entry: Entry,
    words: Words,
    *,
    by: UUID,
    at: datetime,
    number: int,
    row: UUID | None = None,
) -> None:
    """Add the next version under seal."""
    row = row or new_id()
    body = Box.of(session, entry.household_id).lock_json(
        "entry_versions", "body", row, to_json(words)
    )
    session.add(
        EntryVersion(
            id=row,
            household_id=entry.household_id,
            entry_id=entry.id,
            number=number,
            by_id=by,
            written_at=at,
            body=body,
        )
    )


def keep(session: Session, entry: Entry, words: Words, before: Words | None = None) -> UUID:
    """Write down whom the note is about, for whom it is, and so who may read it."""
    _name(session, entry, EntryAbout, before.about if before else (), words.about)
    _name(session, entry, EntryChosen, before.chosen if before else (), words.chosen)
    session.flush()
    set_readers(session, entry, words.chosen, is_new=before is None)
    return entry.id


def latest_number(session: Session, entry: Entry) -> int:
    """Return how many versions there are."""
    return session.scalar(select(func.max(EntryVersion.number)).filter_by(entry_id=entry.id)) or 0


def _name(
    session: Session,
    entry: Entry,
    table: type[EntryAbout | EntryChosen],
    before: Collection[UUID],
    now: Collection[UUID],
) -> None:
    """Make the rows of one entry name exactly these people."""
    for person in sorted(set(before) - set(now)):
        session.delete(session.get_one(table, (entry.id, person)))
    for person in sorted(set(now) - set(before)):
        session.add(table(entry_id=entry.id, person_id=person, household_id=entry.household_id))
