"""What was written goes along when a house is put apart: notes, answers and thanks get their side.

Every note keeps its author, its words and its versions. An answer below a note that its writer can
no longer read would be lost to its writer, so it also becomes a note of their own, for them alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.ids import new_id
from api.core.vault import Box, Tampered
from api.logbook.finding import item_of
from api.logbook.keeping import add_version, columns, keep
from api.logbook.model import Entry, EntryAbout, EntryVersion, Reply, Thanks
from api.logbook.note import Kind, Note
from api.logbook.words import named_in, typed_in, words_of
from api.people.apart.queries import names_of_adults
from api.people.apart.rules import names_in, side_after
from api.people.model import Person
from api.people.policy import Audience, Side, Verb, may
from api.people.queries import viewer


@dataclass(frozen=True, slots=True)
class _House:
    """The people of a house that has just been put apart, and its keys."""

    sides: Mapping[UUID, Side]
    adults: Mapping[UUID, frozenset[str]]
    box: Box

    def side(self, writer: UUID, named: Iterable[UUID], typed: str) -> Side:
        """Return where something stands that this person wrote."""
        about = (set(named) | names_in(typed, self.adults)) & self.adults.keys()
        return side_after(self.sides[writer], (self.sides[each] for each in about))


def sort_notes(session: Session, household: UUID) -> None:
    """Give all that was written in a house its side. The people have theirs already."""
    people = session.scalars(select(Person).filter_by(household_id=household))
    sides = {each.id: Side(each.side) for each in people}
    home = _House(sides, names_of_adults(session, household), Box.of(session, household))
    _sort_entries(session, home, household)
    for reply in session.scalars(select(Reply).filter_by(household_id=household)).all():
        reply.side = home.side(reply.person_id, (), _said(home.box, reply) or "")
    for thanks in session.scalars(select(Thanks).filter_by(household_id=household)):
        thanks.side = home.sides[thanks.person_id]
    session.flush()
    for reply in session.scalars(select(Reply).filter_by(household_id=household)).all():
        _keep_for_its_writer(session, home.box, reply)


def _sort_entries(session: Session, home: _House, household: UUID) -> None:
    named: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for row in session.scalars(select(EntryAbout).filter_by(household_id=household)):
        named[row.entry_id].add(row.person_id)
    typed: defaultdict[UUID, list[str]] = defaultdict(list)
    for version in session.scalars(select(EntryVersion).filter_by(household_id=household)):
        for people, words in _told(home.box, version):
            named[version.entry_id] |= people
            typed[version.entry_id].append(words)
    for entry in session.scalars(select(Entry).filter_by(household_id=household)).all():
        entry.side = home.side(entry.author_id, named[entry.id], "\n".join(typed[entry.id]))


def _told(box: Box, version: EntryVersion) -> Iterator[tuple[set[UUID], str]]:
    """Yield whom a version names and what was typed in it; nothing when it does not open."""
    try:
        body = box.open_json("entry_versions", "body", version.id, version.body)
    except Tampered:
        return
    yield set(map(UUID, named_in(body))), typed_in(body)


def _said(box: Box, reply: Reply) -> str | None:
    try:
        return str(box.open_json("replies", "body", reply.id, reply.body)["text"])
    except Tampered:
        return None


def _keep_for_its_writer(session: Session, box: Box, reply: Reply) -> None:
    note = session.get_one(Entry, reply.entry_id)
    by, text = viewer(session, reply.person_id), _said(box, reply)
    if text is None or may(by, Verb.SEE, item_of(session, note)):
        return
    own = Note(kind=Kind.HOW, text=text, audience=Audience.SELF)
    words = words_of(own, audience=Audience.SELF, chosen=frozenset(), happened_at=reply.at)
    entry = Entry(
        id=new_id(),
        household_id=reply.household_id,
        author_id=by.person,
        written_at=reply.at,
        shared_at=reply.at,
        side=by.side,
        **columns(words),
    )
    session.add(entry)
    session.flush()
    add_version(session, entry, words, by=by.person, at=reply.at, number=1)
    keep(session, entry, words)
