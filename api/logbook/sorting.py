"""What was written goes along when a house is put apart: notes, answers and thanks get their side.

Every note keeps its author, its words and its versions. An answer below a note that its writer can
no longer read would be lost to its writer, so it also becomes a note of their own, for them alone:
only where the sides are why, and never out of what a ward and its safety person say to each other.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.ids import new_id
from api.core.vault import Box, Tampered
from api.logbook.finding import item_of
from api.logbook.keeping import add_version, columns, keep
from api.logbook.model import Entry, EntryAbout, EntryVersion, Reply, Thanks
from api.logbook.note import Kind, Note
from api.logbook.rules import PRIVATE
from api.logbook.words import named_in, typed_in, words_of
from api.people.apart.queries import names_of_adults
from api.people.apart.rules import names_in, side_after
from api.people.model import Person
from api.people.policy import Audience, Item, Side, Verb, Viewer, may
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


@dataclass(frozen=True, slots=True)
class _Version:
    """What a note said from a moment on: for whom it was meant, whom it names, what was typed."""

    at: datetime
    audience: Audience
    named: frozenset[UUID]
    typed: str


Versions = Mapping[UUID, Sequence[_Version]]


def sort_notes(session: Session, household: UUID) -> None:
    """Give all that was written in a house its side. The people have theirs already."""
    people = session.scalars(select(Person).filter_by(household_id=household))
    sides = {each.id: Side(each.side) for each in people}
    home = _House(sides, names_of_adults(session, household), Box.of(session, household))
    versions = _versions(session, home.box, household)
    _sort_entries(session, home, household, versions)
    shared = _sort_replies(session, home, household, versions)
    for thanks in session.scalars(select(Thanks).filter_by(household_id=household)):
        thanks.side = home.sides[thanks.person_id]
    session.flush()
    for reply in shared:
        _keep_for_its_writer(session, home.box, reply)


def _sort_entries(session: Session, home: _House, household: UUID, versions: Versions) -> None:
    """A note that is not for all goes with its writer, whoever it names: no adult is to read it.

    So a version that was private once gives a note no side either: only who read it then reads it.
    """
    about: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for row in session.scalars(select(EntryAbout).filter_by(household_id=household)):
        about[row.entry_id].add(row.person_id)
    for entry in session.scalars(select(Entry).filter_by(household_id=household)).all():
        if entry.audience in PRIVATE:
            entry.side = home.sides[entry.author_id]
            continue
        told = [each for each in versions[entry.id] if each.audience not in PRIVATE]
        named = about[entry.id].union(*(each.named for each in told))
        entry.side = home.side(entry.author_id, named, "\n".join(each.typed for each in told))


def _sort_replies(
    session: Session, home: _House, household: UUID, versions: Versions
) -> Iterable[Reply]:
    """What was said below a private note goes with who said it, as the note does. Return the others."""
    mine = select(Entry.id, Entry.audience).filter_by(household_id=household)
    now = {note: Audience(audience) for note, audience in session.execute(mine)}
    shared = []
    for reply in session.scalars(select(Reply).filter_by(household_id=household)):
        then = (each.audience for each in versions[reply.entry_id] if each.at <= reply.at)
        if PRIVATE & {now[reply.entry_id], *deque(then, maxlen=1)}:
            reply.side = home.sides[reply.person_id]
        else:
            reply.side = home.side(reply.person_id, (), _said(home.box, reply) or "")
            shared.append(reply)
    return shared


def _versions(session: Session, box: Box, household: UUID) -> Versions:
    """Return what each note said, in order; a version that does not open says nothing."""
    found: defaultdict[UUID, list[_Version]] = defaultdict(list)
    rows = select(EntryVersion).filter_by(household_id=household).order_by(EntryVersion.number)
    for row in session.scalars(rows):
        with suppress(Tampered):
            body = box.open_json("entry_versions", "body", row.id, row.body)
            named = frozenset(map(UUID, named_in(body)))
            found[row.entry_id].append(
                _Version(row.written_at, Audience(body["audience"]), named, typed_in(body))
            )
    return found


def _said(box: Box, reply: Reply) -> str | None:
    try:
        return str(box.open_json("replies", "body", reply.id, reply.body)["text"])
    except Tampered:
        return None


def _keep_for_its_writer(session: Session, box: Box, reply: Reply) -> None:
    note = session.get_one(Entry, reply.entry_id)
    by, text = viewer(session, reply.person_id), _said(box, reply)
    if text is None or not _is_lost_by_sides(by, item_of(session, note)):
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


def _is_lost_by_sides(by: Viewer, note: Item) -> bool:
    """Say whether somebody cannot read a note any more because of the sides, and for nothing else."""
    before = replace(by, side=Side.BOTH, not_told=frozenset())
    was_there = may(before, Verb.SEE, replace(note, side=Side.BOTH))
    return was_there and not may(by, Verb.SEE, note)
