"""Gathers a page of a feed: who reads it, and which notes, before a word of it is opened.

Bounded for any number of houses: a page looks at so many lines and so many houses at most. When all of
them are closed to the reader it is short, and the next one goes on where it ended.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.logbook.news import Line, Place, Shelf, lines
from api.logbook.views import EntryView
from api.people.consenting.kinds import Kind
from api.people.policy import Viewer
from api.people.professionals.queries import Reader, readers_on, seats_with_feed
from api.people.queries import UNKNOWN, household_name, names

OF_A_HOUSE: Final = 50
OF_ALL: Final = 16
HANDFUL: Final = 50
MOST_LINES: Final = 500
MOST_HOUSES: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A note on a page, who may read it by which seats, and how it stands."""

    line: Line
    readers: tuple[Reader, ...]
    mark: str
    shelf: Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of notes. ``after`` is where the next one begins, None at the end."""

    given: tuple[Given, ...]
    readers: tuple[Reader, ...]
    titles: Mapping[UUID, str]
    after: Place | None
    state: str

    def views(self) -> Mapping[UUID, EntryView]:
        """Open all of it, each note as its first reader sees it; a handful at once."""
        handfuls: dict[Shelf, dict[UUID, Viewer]] = {}
        for each in self.given:
            handfuls.setdefault(each.shelf, {})[each.line.entry] = each.readers[0].viewer
        found: dict[UUID, EntryView] = {}
        for shelf, viewers in handfuls.items():
            found |= shelf.views(viewers)
        return found

    def read_by(self) -> tuple[Reader, ...]:
        """Return each seat that is given something here, once."""
        every = (reader for each in self.given for reader in each.readers)
        return tuple({reader.seat.id: reader for reader in every}.values())


def readers_of(
    session: Session, account: UUID, household: UUID, kind: Kind | None, now: datetime
) -> list[Reader]:
    """Return who reads with a program in one house now, and what kind; raises NotHere when nobody does."""
    seats = seats_with_feed(session, account, [household])
    found = readers_on(session, seats, now).values() if seats else ()
    reading = [each for each in found if kind is None or kind in each.kinds]
    if not reading:
        raise NotHere(UNKNOWN)
    return reading


def page_of_house(
    session: Session, account: UUID, household: UUID, before: Place | None, now: datetime
) -> Page:
    """Return a page of one house; raises NotHere when nothing of its log is shared now."""
    here = readers_of(session, account, household, Kind.LOG, now)
    walk = _Walk(session, account, now, size=OF_A_HOUSE, houses={household: here})
    walk.go(before, household=household, since=min(each.viewer.joined_at for each in here))
    return walk.page(here)


def page_of_all(session: Session, account: UUID, before: Place | None, now: datetime) -> Page:
    """Return a page of all houses that an account reads in; the session is of everywhere."""
    walk = _Walk(session, account, now, size=OF_ALL)
    walk.go(before, household=None)
    return walk.page(())


@dataclass(slots=True)
class _Walk:
    """One page on its way."""

    session: Session
    account: UUID
    now: datetime
    size: int
    houses: dict[UUID, list[Reader]] = field(default_factory=dict)
    found: list[Given] = field(default_factory=list)
    stopped_at: Place | None = None

    def go(
        self, before: Place | None, *, household: UUID | None, since: datetime | None = None
    ) -> None:
        """Walk until the page is full and one more, or at the end, or at the limit."""
        looked = 0
        while len(self.found) <= self.size:
            step = max(self.size + 1 - len(self.found), HANDFUL if looked else 0)
            handful = lines(
                self.session,
                self.account,
                household=household,
                before=before,
                step=step,
                since=since,
            )
            if not handful:
                return
            self._take(handful)
            looked, before = looked + len(handful), handful[-1].place
            far = looked >= MOST_LINES or len(self.houses) >= MOST_HOUSES
            if household is None and far and len(self.found) <= self.size:
                self.stopped_at = before
                return

    def page(self, readers: Sequence[Reader]) -> Page:
        """Return what was found, with a mark of how all of it stands."""
        given = tuple(self.found[: self.size])
        more = len(self.found) > self.size
        after = given[-1].line.place if more else self.stopped_at
        reading = {each.seat.id: each for each in readers}
        reading |= {each.seat.id: each for note in given for each in note.readers}
        homes = {each.seat.household for each in reading.values()}
        titles = {each: household_name(self.session, each) for each in homes}
        return Page(
            given=given,
            readers=tuple(reading.values()),
            titles=titles,
            after=after,
            state=_state(self.session, reading.values(), titles, given, after),
        )

    def _take(self, handful: Sequence[Line]) -> None:
        self._open({line.household for line in handful})
        wanted = [line for line in handful if self._could_be_read(line)]
        if not wanted:
            return
        shelf = Shelf(self.session, [line.entry for line in wanted])
        marks = {
            reader.seat.id: shelf.standing(reader.viewer)
            for household in {line.household for line in wanted}
            for reader in self.houses[household]
        }
        for line in wanted:
            here = self.houses[line.household]
            may = tuple(each for each in here if line.entry in marks[each.seat.id])
            if may:
                mark = marks[may[0].seat.id][line.entry]
                self.found.append(Given(line=line, readers=may, mark=mark, shelf=shelf))

    def _open(self, households: set[UUID]) -> None:
        """Ask who reads in houses that were not met yet on this page."""
        new = sorted(households - self.houses.keys())
        seats = seats_with_feed(self.session, self.account, new) if new else ()
        self.houses |= {household: [] for household in new}
        for reader in readers_on(self.session, seats, self.now).values():
            if Kind.LOG in reader.kinds:
                self.houses[reader.seat.household].append(reader)

    def _could_be_read(self, line: Line) -> bool:
        """What last changed before the first moment of a sharing came before it."""
        return any(each.viewer.joined_at <= line.changed_at for each in self.houses[line.household])


def _state(
    session: Session,
    readers: Iterable[Reader],
    titles: Mapping[UUID, str],
    given: Iterable[Given],
    after: Place | None,
) -> str:
    """Return a mark that changes with what the page would say, and with by which consent it is said."""
    told = hashlib.sha256()
    for reader in sorted(readers, key=lambda each: each.seat.id):
        known = names(session, reader.viewer)
        told.update(
            f"{reader.seat.id} {reader.shared.id} {titles[reader.seat.household]}\n".encode()
        )
        # In an order of their own: in that of the database it would tell whose row was written last.
        told.update("".join(f"{each} {known[each].name}\n" for each in sorted(known)).encode())
    for note in given:
        seats = " ".join(str(each.seat.id) for each in note.readers)
        told.update(f"{note.mark} {seats} {note.line.changed_at.isoformat()}\n".encode())
    told.update(repr(after).encode())
    return told.hexdigest()
