"""What several people may all read: the notes that can lie on a table between them.

The policy is asked for each of them. A note that one of them may not read, or that says something
else to one of them, is not there for any: nothing shows that it was left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from api.core.vault import Box, Tampered
from api.logbook.finding import words_in
from api.logbook.items import note_item, version_item
from api.logbook.model import Entry, EntryReader
from api.logbook.note import Feeling, Kept, Kind, Visit
from api.logbook.rows import NOTED, Noted, Rows, rows_of
from api.people.policy import Item, Verb, Viewer, may
from api.people.queries import Member, names

A_HANDFUL: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedNote:
    """A note as all of them may read it. Names are of people whom all of them know."""

    id: UUID
    kind: Kind
    author: Member
    happened_at: datetime
    text: str
    feeling: Feeling | None
    helped: str
    helped_by: tuple[Member, ...]
    helped_by_name: str
    agreement: str
    agreement_id: UUID | None
    kept: Kept | None
    visit: Visit | None


def readable_by_all(
    session: Session, people: Sequence[Viewer], *, since: datetime, until: datetime
) -> list[SharedNote]:
    """Return what all of these people may read of what happened after one moment until another, oldest first."""
    if not people:
        return []
    table = _Table.of(session, people)
    found = [Noted(*row) for row in session.execute(_of_all(people, since, until))]
    handfuls = (found[start : start + A_HANDFUL] for start in range(0, len(found), A_HANDFUL))
    return [
        note for handful in handfuls for note in table.notes(rows_of(session, handful), handful)
    ]


def _of_all(people: Sequence[Viewer], since: datetime, until: datetime) -> Select[Any]:
    """Seek in the lists of all of them at once: the policy is asked again for what is found."""
    everybody = {each.person for each in people}
    mine = (EntryReader.household_id == people[0].household, EntryReader.person_id.in_(everybody))
    between = (EntryReader.happened_at > since, EntryReader.happened_at <= until)
    of_all = (
        select(EntryReader.entry_id)
        .where(*mine, *between)
        .group_by(EntryReader.entry_id)
        .having(func.count() == len(everybody))
    )
    return select(*NOTED).where(Entry.id.in_(of_all)).order_by(Entry.happened_at, Entry.id)


@dataclass(frozen=True, slots=True)
class _Table:
    """Those who look, whom they all know, and the keys of their house."""

    people: Sequence[Viewer]
    known: dict[UUID, Member]
    box: Box

    @classmethod
    def of(cls, session: Session, people: Sequence[Viewer]) -> _Table:
        all_names = [names(session, each) for each in people]
        known = {
            id_: member
            for id_, member in all_names[0].items()
            if all(id_ in each for each in all_names)
        }
        return cls(people, known, Box.of(session, people[0].household))

    def notes(self, rows: Rows, entries: Iterable[Noted]) -> Iterator[SharedNote]:
        for entry in entries:
            note = self._note(rows, entry)
            if note is not None:
                yield note

    def _note(self, rows: Rows, entry: Noted) -> SharedNote | None:
        item = note_item(entry, rows.chosen.get(entry.id, frozenset()))
        withdrawn = rows.withdrawals.get(entry.id)
        if withdrawn or entry.author_id not in self.known or not self._all_may(item):
            return None
        last = rows.versions[entry.id][-1]
        try:
            words = words_in(self.box, last)
        except Tampered:
            return None
        if not self._all_may(version_item(item, words, last.written_at)):
            return None
        return SharedNote(
            id=entry.id,
            kind=words.kind,
            author=self.known[entry.author_id],
            happened_at=entry.happened_at,
            text=words.text,
            feeling=words.feeling,
            helped=words.helped,
            helped_by=tuple(self.known[each] for each in words.helped_by if each in self.known),
            helped_by_name=words.helped_by_name,
            agreement=words.agreement,
            agreement_id=words.agreement_id,
            kept=words.kept,
            visit=words.visit,
        )

    def _all_may(self, item: Item) -> bool:
        return all(may(each, Verb.SEE, item) for each in self.people)
