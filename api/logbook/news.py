"""What is new for who reads with a program: the lists of its seats by last change, and how notes stand.

A list shows nothing: each note on it is put to the policy for each reader who asks. How a note stands is
known without opening it, so that "nothing new" is said without a word being read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import BindParameter, bindparam, select, tuple_
from sqlalchemy.orm import Session

from api.logbook.items import note_item
from api.logbook.model import Entry, EntryNews, EntryVersion, Medium, Withdrawal
from api.logbook.rows import NOTED, Noted, rows_of
from api.logbook.shown import Reader, entry_views, missed
from api.logbook.views import EntryView
from api.people.policy import Verb, Viewer, may
from api.people.queries import names

Place = tuple[datetime, UUID]
IDS: Final[BindParameter[Any]] = bindparam("ids", expanding=True)
BY_IDS: Final = select(*NOTED).where(Entry.id.in_(IDS))
GONE: Final = select(Withdrawal.entry_id, Withdrawal.at).where(Withdrawal.entry_id.in_(IDS))
VERSIONS: Final = (
    select(EntryVersion.entry_id, EntryVersion.id, EntryVersion.written_at)
    .where(EntryVersion.entry_id.in_(IDS))
    .order_by(EntryVersion.number)
)
MEDIA: Final = (
    select(Medium.entry_id, Medium.id, Medium.at)
    .where(Medium.entry_id.in_(IDS))
    .order_by(Medium.at, Medium.place)
)


@dataclass(frozen=True, slots=True)
class Line:
    """A note of a list, when it last changed, and the house of which it is."""

    changed_at: datetime
    entry: UUID
    household: UUID

    @property
    def place(self) -> Place:
        """Where it stands in the list."""
        return self.changed_at, self.entry


def lines(
    session: Session,
    account: UUID,
    *,
    household: UUID | None,
    before: Place | None,
    step: int,
    since: datetime | None = None,
) -> Sequence[Line]:
    """Return so many notes at most that the seats of an account could ever read, the last changed first.

    Of one house or, in a session of everywhere, of all; with nothing that last changed before ``since``.
    """
    at, entry = EntryNews.changed_at, EntryNews.entry_id
    query = select(at, entry, EntryNews.household_id).where(EntryNews.account_id == account)
    if household is not None:
        query = query.where(EntryNews.household_id == household)
    if since is not None:
        query = query.where(at >= since)
    if before is not None:
        place = tuple_(
            bindparam("at", before[0], type_=at.type), bindparam("id", before[1], type_=entry.type)
        )
        query = query.where(tuple_(at, entry) < place)
    found = session.execute(query.order_by(at.desc(), entry.desc()).limit(step))
    # A note stands there once for each seat; those beyond the last one here are the same note again.
    return tuple(dict.fromkeys(Line(*row) for row in found))


class Shelf:
    """A handful of notes for all who read them: how they stand at once, their words when they are wanted."""

    def __init__(self, session: Session, ids: Collection[UUID]) -> None:
        """Fetch what tells how they stand; nothing is opened."""
        values = {"ids": list(ids)}
        self._session = session
        self._notes = {row.id: Noted(*row) for row in session.execute(BY_IDS, values)}
        self._gone = {row.entry_id: row.at for row in session.execute(GONE, values)}
        self._versions = _listed(session.execute(VERSIONS, values))
        self._media = _listed(session.execute(MEDIA, values))

    def standing(self, viewer: Viewer) -> Mapping[UUID, str]:
        """Return which of these a reader may see, each with a mark that changes when what they see does.

        What was meant for chosen people stands on none of these lists, so nobody is chosen here.
        """
        known = names(self._session, viewer)
        return {
            note.id: self._mark(viewer, note)
            for note in self._notes.values()
            if note.author_id in known and may(viewer, Verb.SEE, note_item(note, frozenset()))
        }

    def views(self, viewers: Mapping[UUID, Viewer]) -> Mapping[UUID, EntryView]:
        """Return notes as a reader of each may see them; ``viewers`` are by note.

        What hangs on them is fetched at once; each reader is given a view of their own notes alone.
        """
        notes: dict[Viewer, list[Noted]] = {}
        for each, viewer in viewers.items():
            if each in self._notes:
                notes.setdefault(viewer, []).append(self._notes[each])
        rows = rows_of(self._session, [note for mine in notes.values() for note in mine])
        return {
            view.id: view
            for viewer, mine in notes.items()
            for view in entry_views(
                self._session, Reader.of(self._session, viewer), mine, rows=rows
            )
        }

    def _mark(self, viewer: Viewer, note: Noted) -> str:
        if note.id in self._gone:
            return f"{note.id} gone {self._gone[note.id].isoformat()}"
        versions = (str(id) for id, _ in self._versions.get(note.id, ()))
        media = (str(id) for id, at in self._media.get(note.id, ()) if not missed(viewer, note, at))
        return " ".join((str(note.id), note.happened_at.isoformat(), *versions, *media))


def _listed(rows: Iterable[Any]) -> Mapping[UUID, list[tuple[UUID, datetime]]]:
    found: dict[UUID, list[tuple[UUID, datetime]]] = {}
    for entry, row, at in rows:
        found.setdefault(entry, []).append((row, at))
    return found
