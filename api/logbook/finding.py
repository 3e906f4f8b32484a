"""Finds one note for somebody, or says that it is not here. Hidden and unknown are the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.core.vault import Box
from api.logbook.items import message_item, note_item
from api.logbook.model import Entry, EntryChosen, EntryVersion, Medium, Reply
from api.logbook.rows import Version
from api.logbook.rules import NOT_HERE
from api.logbook.words import Words, from_json
from api.people.policy import Audience, Item, Verb, Viewer, may


def find(session: Session, by: Viewer, entry_id: UUID) -> Entry:
    """Return a note that this viewer may see; raises NotHere."""
    entry = session.get(Entry, entry_id)
    if entry is None or not may(by, Verb.SEE, item_of(session, entry)):
        raise NotHere(NOT_HERE)
    return entry


def item_of(session: Session, entry: Entry) -> Item:
    """Return a note as the policy sees it."""
    chosen = select(EntryChosen.person_id).filter_by(entry_id=entry.id)
    return note_item(entry, frozenset(session.scalars(chosen)))


def first_words(session: Session, entry: Entry) -> Words:
    """Return what the note said at first."""
    return _words(session, entry, EntryVersion.number)


def latest_words(session: Session, entry: Entry) -> Words:
    """Return what the note says now."""
    return _words(session, entry, EntryVersion.number.desc())


def words_in(box: Box, version: EntryVersion | Version) -> Words:
    """Open one version."""
    return from_json(box.open_json("entry_versions", "body", version.id, version.body))


def media_of(session: Session, entry: Entry) -> Sequence[UUID]:
    """Return the ids of a note's media."""
    return session.scalars(select(Medium.id).filter_by(entry_id=entry.id)).all()


def answers_of(session: Session, entry: Entry, person: UUID) -> int:
    """Return how many answers somebody gave below a note."""
    mine = select(func.count()).select_from(Reply)
    return session.scalar(mine.filter_by(entry_id=entry.id, person_id=person)) or 0


def in_thread(session: Session, by: Viewer, entry: Entry, now: datetime) -> bool:
    """Say whether the viewer is the ward or its first safety person, below a private note."""
    if entry.audience != Audience.SAFETY_PERSON:
        return False
    message = message_item(item_of(session, entry), by.person, by.side, now)
    return may(by, Verb.WRITE, message)


def _words(session: Session, entry: Entry, order: object) -> Words:
    query = select(EntryVersion).filter_by(entry_id=entry.id).order_by(order).limit(1)  # type: ignore[arg-type]
    return words_in(Box.of(session, entry.household_id), session.scalars(query).one())
