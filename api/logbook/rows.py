"""Fetches everything that belongs to a handful of notes, a query for each table, none for each note.

Plain values instead of mapped objects, and statements made once: this is behind every page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from api.logbook.model import (
    Entry,
    EntryChosen,
    EntryVersion,
    Medium,
    Reply,
    Thanks,
    Withdrawal,
)
from api.people.policy import Audience


class Noted(NamedTuple):
    """A note without its words."""

    id: UUID
    household_id: UUID
    author_id: UUID
    kind: str
    happened_at: datetime
    written_at: datetime
    shared_at: datetime
    audience: str
    side: str


class Chosen(NamedTuple):
    """Somebody who was chosen by name."""

    entry_id: UUID
    person_id: UUID


class Version(NamedTuple):
    """A version under seal."""

    entry_id: UUID
    id: UUID
    number: int
    by_id: UUID
    written_at: datetime
    body: bytes


class TakenBack(NamedTuple):
    """The mark of a withdrawal."""

    entry_id: UUID
    by_id: UUID
    at: datetime


class Thanked(NamedTuple):
    """Thanks from somebody."""

    entry_id: UUID
    person_id: UUID
    side: str
    at: datetime


class Answer(NamedTuple):
    """An answer under seal."""

    entry_id: UUID
    person_id: UUID
    side: str
    at: datetime
    id: UUID
    body: bytes


class Shown(NamedTuple):
    """A medium without its bytes."""

    entry_id: UUID
    id: UUID
    kind: str
    type: str
    width: int | None
    height: int | None
    seconds: float | None
    at: datetime
    is_drawn: bool


Fact = TypeVar("Fact", Chosen, Version, TakenBack, Thanked, Answer, Shown)

NOTED: Final = tuple(getattr(Entry, name) for name in Noted._fields)


def _below(column: InstrumentedAttribute[UUID], *columns: Any) -> Select[Any]:  # noqa: ANN401
    """Return the rows of these notes."""
    return select(column, *columns).where(column.in_(bindparam("ids", expanding=True)))


def _of(table: type[Any], fact: type[NamedTuple]) -> Select[Any]:
    names = (name for name in fact._fields if name not in {"entry_id", "is_drawn"})
    return _below(table.entry_id, *(getattr(table, name) for name in names))


CHOSEN: Final = _of(EntryChosen, Chosen)
VERSIONS: Final = _of(EntryVersion, Version).order_by(EntryVersion.number)
WITHDRAWALS: Final = _of(Withdrawal, TakenBack)
THANKS: Final = _of(Thanks, Thanked).order_by(Thanks.at)
REPLIES: Final = _of(Reply, Answer).order_by(Reply.at)
MEDIA: Final = (
    _of(Medium, Shown).add_columns(Medium.strokes.is_not(None)).order_by(Medium.at, Medium.place)
)


@dataclass(frozen=True, slots=True)
class Rows:
    """What hangs on the notes of a page, by note."""

    chosen: dict[UUID, frozenset[UUID]]
    versions: dict[UUID, list[Version]]
    withdrawals: dict[UUID, list[TakenBack]]
    thanks: dict[UUID, list[Thanked]]
    replies: dict[UUID, list[Answer]]
    media: dict[UUID, list[Shown]]


def rows_of(session: Session, entries: Sequence[Entry | Noted]) -> Rows:
    """Fetch what hangs on these notes."""
    ids = [entry.id for entry in entries]
    chosen = [entry.id for entry in entries if entry.audience == Audience.CHOSEN]
    return Rows(
        chosen={
            entry: frozenset(row.person_id for row in found)
            for entry, found in _grouped(session, CHOSEN, Chosen, chosen).items()
        },
        versions=versions_of(session, ids),
        withdrawals=_grouped(session, WITHDRAWALS, TakenBack, ids),
        thanks=_grouped(session, THANKS, Thanked, ids),
        replies=_grouped(session, REPLIES, Answer, ids),
        media=_grouped(session, MEDIA, Shown, ids),
    )


def versions_of(session: Session, ids: Sequence[UUID]) -> dict[UUID, list[Version]]:
    """Return the versions of notes, the first one first."""
    return _grouped(session, VERSIONS, Version, ids)


def _grouped(
    session: Session, query: Select[Any], fact: Callable[..., Fact], ids: Sequence[UUID]
) -> dict[UUID, list[Fact]]:
    found: defaultdict[UUID, list[Fact]] = defaultdict(list)
    if ids:
        for row in session.execute(query, {"ids": ids}):
            found[row[0]].append(fact(*row))
    return found
