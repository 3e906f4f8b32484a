"""Many houses of many months in a few minutes, as the app itself would have left them.

The rows are added to the house's own session, a street at a time: so the journal is written and chained by
what always writes it, and who reads which note is worked out by the policy at the end of the transaction.
Every cell is sealed with the own key of who wrote it. What the app does besides (asking, telling, one
transaction for each note) is left out; `check` lets the app's own verifying and reading look at it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_bytes
from typing import Any, Final
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from api.core import journal
from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.ids import new_id
from api.core.keystore import Wrapped
from api.core.vault import Box
from api.logbook.keeping import columns
from api.logbook.model import Entry, EntryVersion
from api.logbook.note import Kind, Note
from api.logbook.words import to_json, words_of
from api.people.consenting.kinds import Kind as Shared
from api.people.consenting.kinds import as_text
from api.people.consenting.model import Sharing, SharingAnswer
from api.people.consenting.rules import TEXT_VERSION
from api.people.model import Duty, Household, Person
from api.people.policy import Audience, Ring, Role, Side
from api.people.professionals.model import Seat

MONTHS: Final = 18
LASTED: Final = timedelta(days=547)
A_WEEK: Final = 3
NOTES: Final = LASTED.days // 7 * A_WEEK
STREET: Final = 25
WORDS: Final = (
    "We aten samen en het bleef rustig. Daarna deden we een spel, en Noor ging op tijd naar bed."
)
KINDS: Final = (Kind.GOOD, Kind.GOOD, Kind.HOW, Kind.NEAR)


@dataclass(frozen=True, slots=True)
class Made:
    """A house that was made: two grown-ups, a child, one of the circle, the chair, and who reads along."""

    id: UUID
    parents: tuple[UUID, UUID]
    child: UUID
    els: UUID
    chair: UUID
    reader: UUID
    seat: UUID

    @property
    def people(self) -> tuple[tuple[UUID, str, Role], ...]:
        """Everybody, as the house knows them."""
        return (
            (self.parents[0], "Sara", Role.ADULT),
            (self.parents[1], "Mark", Role.ADULT),
            (self.child, "Noor", Role.CHILD),
            (self.els, "Els", Role.CIRCLE),
            (self.chair, "Tim", Role.CIRCLE),
            (self.reader, "Amina", Role.PROFESSIONAL),
        )


def make_houses(house: House, account: UUID, many: int, *, notes: int, now: datetime) -> list[Made]:
    """Make so many houses that share with this account and let its programs read."""
    every = [_ids() for _ in range(many)]
    for first in range(0, many, STREET):
        street = every[first : first + STREET]
        _make_keys(house, street)
        with house.db.writing(EVERYWHERE, by=None, now=now) as session:
            _lay(session, street, account, now)
            for each in street:
                _write(session, each, notes, now)
    return every


def _ids() -> Made:
    one, two, *others = (new_id() for _ in range(7))
    return Made(new_id(), (one, two), *others)


def _make_keys(house: House, street: Sequence[Made]) -> None:
    """A key for the house and one for each of its people, as `make_key` and `make_own_key` do."""

    def wrapped() -> Iterator[Wrapped]:
        for home in street:
            for version, whose in enumerate((None, *(who for who, _, _ in home.people)), start=1):
                yield house.vault._wrap(home.id, version, token_bytes(32), whose)

    house.keys.put(wrapped())


def _lay(session: Session, street: Sequence[Made], account: UUID, now: datetime) -> None:
    """Houses with people, who keeps the plan, a seat, and what is shared: each needs the one before."""
    then = now - LASTED
    boxes = {home.id: Box.of_house(session, home.id) for home in street}
    session.add_all(
        Household(
            id=home.id,
            mode="together",
            opened_at=then,
            body=boxes[home.id].lock_json(
                "households", "body", home.id, {"name": f"Huis {home.id.hex[-6:]}"}
            ),
        )
        for home in street
    )
    session.flush()
    session.add_all(_person(session, home, each, then) for home in street for each in home.people)
    session.flush()
    for home in street:
        mine = {"household_id": home.id, "until": None}
        session.add(Duty(id=new_id(), person_id=home.chair, kind="chair", since=then, **mine))
    session.add_all(_seat(session, home, account, then, now) for home in street)
    session.flush()
    for table in (_sharing, _answers):
        session.add_all(row for home in street for row in table(session, home, now))
        session.flush()


def _person(session: Session, home: Made, known: tuple[UUID, str, Role], then: datetime) -> Person:
    person, name, role = known
    body = {"name": name, "called": "", "face": ""}
    return Person(
        id=person,
        household_id=home.id,
        role=role,
        side=Side.BOTH,
        ring=Ring.ALL,
        generation=3 if role is Role.CHILD else 2,
        born_year=then.year - 8 if role is Role.CHILD else None,
        joined_at=then,
        ended_at=None,
        body=Box.of(session, home.id, whose=person).lock_json("people", "body", person, body),
    )


def _seat(session: Session, home: Made, account: UUID, then: datetime, now: datetime) -> Seat:
    said = {"name": "Amina", "works_at": "Veilig Thuis"}
    box = Box.of(session, home.id, whose=home.chair)
    return Seat(
        id=home.seat,
        household_id=home.id,
        account_id=account,
        person_id=home.reader,
        side=Side.BOTH,
        works_as="casusregisseur",
        made_by=home.chair,
        made_at=then,
        secret_hash=token_bytes(32),
        expires_at=then + timedelta(days=3),
        taken_at=then,
        feed_since=now - timedelta(days=1),
        waits_since=None,
        ended_at=None,
        body=box.lock_json("seats", "body", home.seat, said),
    )


def _sharing(session: Session, home: Made, now: datetime) -> Iterator[Sharing]:
    """Its id is that of the seat: who answers it must find it."""
    box = Box.of(session, home.id, whose=home.chair)
    purpose = {"purpose": "Zien hoe het gaat."}
    yield Sharing(
        id=home.seat,
        household_id=home.id,
        seat_id=home.seat,
        kinds=as_text(Shared),
        items_from=now - LASTED,
        made_by=home.chair,
        made_at=now - timedelta(days=1),
        until=now + timedelta(days=80),
        ended_at=None,
        text_version=TEXT_VERSION,
        body=box.lock_json("sharings", "body", home.seat, purpose),
    )


def _answers(_session: Session, home: Made, now: datetime) -> Iterator[SharingAnswer]:
    for parent in home.parents:
        yield SharingAnswer(
            id=new_id(),
            household_id=home.id,
            sharing_id=home.seat,
            person_id=parent,
            says="yes",
            text_version=TEXT_VERSION,
            at=now - timedelta(days=1),
            ended_at=None,
        )


def _write(session: Session, home: Made, notes: int, now: datetime) -> None:
    """So many notes over the whole time, each house a little later than its neighbour."""
    writers = (*home.parents, home.els, home.child)
    boxes = {each: Box.of(session, home.id, whose=each) for each in writers}
    later = timedelta(seconds=home.id.int % 86_400)
    entries: list[dict[str, Any]] = []
    versions: list[dict[str, Any]] = []
    for turn in range(notes):
        at = now - LASTED + (LASTED - timedelta(days=2)) / notes * (turn + 1) + later
        author = writers[turn % len(writers)]
        entry, version = new_id(), new_id()
        note = Note(
            kind=KINDS[turn % len(KINDS)], text=f"{WORDS} ({turn})", audience=Audience.CIRCLE
        )
        words = words_of(note, audience=Audience.CIRCLE, chosen=frozenset(), happened_at=at)
        mine = {"household_id": home.id, "written_at": at}
        outside = columns(words) | {"author_id": author, "shared_at": at, "side": str(Side.BOTH)}
        entries.append({"id": entry, **outside, **mine})
        body = boxes[author].lock_json("entry_versions", "body", version, to_json(words))
        told = {"entry_id": entry, "number": 1, "by_id": author, "body": body}
        versions.append({"id": version, **told, **mine})
    _add(session, home.id, Entry, entries)
    _add(session, home.id, EntryVersion, versions)


def _add(
    session: Session, household: UUID, table: type[Entry | EntryVersion], rows: list[dict[str, Any]]
) -> None:
    """Insert rows past the session, which takes twice as long, with the lines that it would have written."""
    if rows:
        session.connection().execute(insert(table), rows)
        name = table.__tablename__
        lines = [("add", name, str(row["id"]), journal.fingerprint(row)) for row in rows]
        journal.write(session, household, lines)
