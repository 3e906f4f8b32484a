"""A note, an answer and a message as the policy sees them. Pure: facts in, an Item out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from api.logbook.model import Entry
from api.logbook.note import Kind
from api.logbook.rows import Answer, Noted, Thanked
from api.logbook.rules import FOR_CHILDREN
from api.logbook.words import Words
from api.people.policy import Audience, Item, Side, Viewer


def note_item(entry: Entry | Noted, chosen: frozenset[UUID]) -> Item:
    """Return the note as it stands now. Its author is also the one whose own it is."""
    return Item(
        kind="entry",
        household=entry.household_id,
        author=entry.author_id,
        ward=entry.author_id,
        shared_at=entry.shared_at,
        audience=Audience(entry.audience),
        chosen=chosen,
        side=Side(entry.side),
        child_good=entry.kind in FOR_CHILDREN,
    )


def new_item(
    by: Viewer, audience: Audience, now: datetime, *, chosen: frozenset[UUID], kind: Kind
) -> Item:
    """Return a note that somebody is about to write."""
    return Item(
        kind="entry",
        household=by.household,
        author=by.person,
        ward=by.person,
        shared_at=now,
        audience=audience,
        chosen=chosen,
        side=by.side,
        child_good=kind in FOR_CHILDREN,
    )


def version_item(note: Item, words: Words, at: datetime) -> Item:
    """Return an older version: for whom it was meant then, it is still meant, and for nobody else."""
    return replace(
        note,
        shared_at=at,
        audience=words.audience,
        chosen=words.chosen,
        child_good=words.kind in FOR_CHILDREN,
    )


def added_item(note: Item, person: UUID, side: str, at: datetime) -> Item:
    """Return an answer or thanks below a note: for the same people, as far as they may know its writer."""
    return replace(
        note, author=person, side=Side(side), shared_at=at, chosen=note.chosen | {note.author}
    )


def message_item(note: Item, person: UUID, side: str, at: datetime) -> Item:
    """Return what a ward and its first safety person say to each other below a private note."""
    return replace(added_item(note, person, side, at), kind="message")


def below_item(note: Item, below: Answer | Thanked) -> Item:
    """Return an answer or thanks as the policy sees it."""
    private = isinstance(below, Answer) and note.audience is Audience.SAFETY_PERSON
    make = message_item if private else added_item
    return make(note, below.person_id, below.side, below.at)
