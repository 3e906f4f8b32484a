"""Walks through the notes that somebody may read, newest first, by seeking: no OFFSET, no COUNT."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, or_, select, tuple_
from sqlalchemy.orm import Session

from api.logbook.model import Entry, EntryAbout, EntryReader
from api.logbook.note import Kind
from api.logbook.rows import NOTED, Noted
from api.people.policy import Viewer
from i18n.dates import AMSTERDAM

Place = tuple[datetime, UUID]


@dataclass(frozen=True, slots=True)
class Filter:
    """What somebody wants to see. `since` and `until` are days of the house, both included."""

    kinds: Collection[Kind] = ()
    person: UUID | None = None
    since: date | None = None
    until: date | None = None


def walk(
    session: Session, viewer: Viewer, wanted: Filter, before: Place | None, step: int
) -> Iterator[Sequence[Noted]]:
    """Yield the notes in handfuls, as long as there are any."""
    values = {"household": viewer.household, "reader": viewer.person, "step": step}
    values |= _values(wanted)
    while True:
        place = {"at": before[0], "id": before[1]} if before else {}
        query = _seek(frozenset(values | place))
        entries = [Noted(*row) for row in session.execute(query, values | place)]
        if entries:
            yield entries
        if len(entries) < step:
            return
        before = entries[-1].happened_at, entries[-1].id


def _values(wanted: Filter) -> dict[str, Any]:
    """Return the values of a filter, by the names that its conditions use."""
    values = {
        "kinds": sorted(wanted.kinds) or None,
        "person": wanted.person,
        "since": wanted.since and _began(wanted.since),
        "until": wanted.until and _began(wanted.until + timedelta(days=1)),
    }
    return {name: value for name, value in values.items() if value is not None}


@cache
def _seek(names: frozenset[str]) -> Select[Any]:
    """Return the query: it seeks in the reader's own list, so other people's notes cost nothing.

    It is made once for each set of conditions.
    """
    query = select(*NOTED).join(EntryReader, EntryReader.entry_id == Entry.id)
    query = query.where(
        EntryReader.household_id == bindparam("household"),
        EntryReader.person_id == bindparam("reader"),
        *(condition for name, condition in _conditions() if name in names),
    )
    latest_first = (EntryReader.happened_at.desc(), EntryReader.entry_id.desc())
    return query.order_by(*latest_first).limit(bindparam("step"))


def _conditions() -> tuple[tuple[str, ColumnElement[bool]], ...]:
    at, note = EntryReader.happened_at, EntryReader.entry_id
    place = tuple_(bindparam("at", type_=at.type), bindparam("id", type_=note.type))
    about = select(EntryAbout.entry_id).where(EntryAbout.person_id == bindparam("person"))
    return (
        ("at", tuple_(at, note) < place),
        ("since", at >= bindparam("since")),
        ("until", at < bindparam("until")),
        ("kinds", Entry.kind.in_(bindparam("kinds", expanding=True))),
        ("person", or_(Entry.author_id == bindparam("person"), Entry.id.in_(about))),
    )


def _began(day: date) -> datetime:
    return datetime.combine(day, time(), AMSTERDAM)
