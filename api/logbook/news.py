"""What is new for who reads with a program: the lists of its seats by last change, and how notes stand.

A list shows nothing: each note on it is put to the policy for each reader who asks. How a note stands is
known without opening it, so that "nothing new" is said without a word being read.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select, tuple_
from sqlalchemy.orm import Session

from api.logbook.model import Entry, EntryNews
from api.logbook.rows import NOTED, Noted, Rows, rows_of
from api.logbook.shown import Leaf, Reader, missed
from api.logbook.views import EntryView
from api.people.policy import Viewer

Place = tuple[datetime, UUID]
BY_IDS: Final = select(*NOTED).where(Entry.id.in_(bindparam("ids", expanding=True)))


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
    """A handful of notes with what hangs on them, fetched once for all who read them."""

    def __init__(self, session: Session, ids: Collection[UUID]) -> None:
        """Fetch; nothing is opened."""
        self._session = session
        self._notes = [Noted(*row) for row in session.execute(BY_IDS, {"ids": list(ids)})]
        self._rows: Rows = rows_of(session, self._notes)

    def standing(self, viewer: Viewer) -> Mapping[UUID, str]:
        """Return which of these a reader may see, each with a mark that changes when what they see does."""
        reader = Reader.of(self._session, viewer)
        return {
            note.id: self._mark(reader, note)
            for note in self._notes
            if self._leaf(reader, note).is_for_reader()
        }

    def views(self, viewer: Viewer, ids: Collection[UUID]) -> Mapping[UUID, EntryView]:
        """Return these notes as a reader may see them."""
        reader = Reader.of(self._session, viewer)
        wanted = set(ids)
        leaves = (self._leaf(reader, note) for note in self._notes if note.id in wanted)
        return {view.id: view for view in (leaf.view() for leaf in leaves if leaf.is_for_reader())}

    def _leaf(self, reader: Reader, note: Noted) -> Leaf:
        mine = note.household_id == reader.viewer.household
        return Leaf(reader, note, self._rows if mine else Rows({}, {}, {}, {}, {}, {}))

    def _mark(self, reader: Reader, note: Noted) -> str:
        withdrawn = self._rows.withdrawals.get(note.id)
        if withdrawn:
            return f"{note.id} gone {withdrawn[0].at.isoformat()}"
        versions = (str(each.id) for each in self._rows.versions[note.id])
        media = (
            str(each.id)
            for each in self._rows.media.get(note.id, ())
            if not missed(reader.viewer, note, each.at)
        )
        return " ".join((str(note.id), note.happened_at.isoformat(), *versions, *media))
