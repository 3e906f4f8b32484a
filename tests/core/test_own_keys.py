"""Each person has a key of their own among those of the household: what it locked can be forgotten alone."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from api.core import secret_file
from api.core.house import House
from api.core.keystore import KeyStore, Wrapped
from api.core.vault import Box, Tampered, Vault
from api.people.actions import add_person
from api.people.model import Person
from api.people.policy import Role
from tests.houses import NOW
from tests.world import World

ROW = UUID(int=7)


def version_of(cell: bytes) -> int:
    return int.from_bytes(cell[:2])


def locked(house: House, household: UUID, by: UUID | None, plain: bytes = b"rustig") -> bytes:
    with house.db.writing(household, by=by, now=NOW) as session:
        return Box.of(session, household).lock("entries", "body", ROW, plain)


def opened(house: House, household: UUID, cell: bytes) -> bytes:
    with house.db.reading(household) as session:
        return Box.of(session, household).open("entries", "body", ROW, cell)


def test_everybody_locks_with_a_key_of_their_own_and_each_cell_opens_for_all(
    house: House, world: World
) -> None:
    by = [world.noor, world.sara, world.els, None]
    cells = [locked(house, world.household, each) for each in by]
    assert len({version_of(cell) for cell in cells}) == len(by)
    assert [opened(house, world.household, cell) for cell in cells] == [b"rustig"] * len(by)
    assert version_of(cells[0]) == version_of(locked(house, world.household, world.noor))


def test_what_was_locked_before_there_were_own_keys_opens_as_it_did(
    house: House, world: World
) -> None:
    """A house of before: no person has a key, and nothing says whose a key is."""
    old = locked(house, world.household, None)
    _forget_whose(house, world.household)
    assert opened(house, world.household, old) == b"rustig"
    fresh = locked(house, world.household, world.sara, b"nieuw")
    assert version_of(fresh) != version_of(old)
    assert opened(house, world.household, fresh) == b"nieuw"
    assert opened(house, world.household, old) == b"rustig"


def test_who_is_not_of_the_house_locks_with_the_key_of_the_house(
    house: House, world: World
) -> None:
    shared = version_of(locked(house, world.household, None))
    before = len(house.keys.of(world.household))
    for stranger in (world.lotte, uuid4()):
        assert version_of(locked(house, world.household, stranger)) == shared
    assert len(house.keys.of(world.household)) == before


def test_a_name_is_locked_with_the_key_of_who_bears_it(house: House, world: World) -> None:
    with house.db.writing(world.household, by=world.sara, now=NOW) as session:
        new = add_person(session, household=world.household, role=Role.CIRCLE, name="Joke", now=NOW)
        body = session.get_one(Person, new).body
    assert version_of(body) == version_of(locked(house, world.household, new))
    assert version_of(body) != version_of(locked(house, world.household, world.sara))


def test_a_forgotten_key_takes_what_it_locked_along_and_nothing_else(
    house: House, world: World
) -> None:
    mine, hers = (locked(house, world.household, by) for by in (world.mark, world.sara))
    house.vault.forget_own(world.household, world.mark)
    with pytest.raises(Tampered):
        opened(house, world.household, mine)
    assert opened(house, world.household, hers) == b"rustig"
    last = max(version_of(mine), version_of(hers))
    with house.db.writing(world.household, by=None, now=NOW) as session:
        new = add_person(session, household=world.household, role=Role.CIRCLE, name="Joke", now=NOW)
    assert version_of(locked(house, world.household, new)) > last, "no version is given twice"


def test_a_key_that_another_process_made_is_found(house: House, world: World) -> None:
    opened(house, world.household, locked(house, world.household, None))
    other = House.open(house.settings, house.clock)
    with other.db.writing(world.household, by=world.sara, now=NOW) as session:
        new = add_person(session, household=world.household, role=Role.CIRCLE, name="Joke", now=NOW)
    cell = locked(other, world.household, new)
    other.close()
    assert opened(house, world.household, cell) == b"rustig"


def test_many_at_once_get_each_a_version_of_their_own(house: House) -> None:
    household, people = uuid4(), [uuid4() for _ in range(12)]
    house.vault.make_key(household)
    with ThreadPoolExecutor(6) as pool:
        made = list(pool.map(lambda who: house.vault.make_own_key(household, who), people * 2))
    assert made[:12] == made[12:]
    assert sorted(filter(None, set(made))) == list(range(2, 14))


def test_a_process_with_the_old_wrapping_key_makes_no_key_that_would_be_lost(
    house: House, world: World
) -> None:
    """`keys rotate` ran; the web server that still goes on has the old key until it starts anew."""
    stale = Vault(house.secrets, house.keys, lambda _where: None)
    fresh = house.secrets.with_new_kek()
    house.vault.rewrap(fresh)
    assert stale.make_own_key(world.household, uuid4()) is None
    later = Vault(fresh.without_old_keks(), house.keys, lambda _where: None)
    assert later.ring(world.household).own.keys() >= {world.noor, world.sara, world.mark}


def test_nobody_makes_a_key_another_persons(house: House, world: World) -> None:
    rows = {row.person_id: row for row in house.keys.of(world.household)}
    theirs = rows[world.mark]
    moved = Wrapped(
        theirs.household_id, theirs.version, theirs.kek, theirs.wrapped, person_id=world.sara
    )
    with pytest.raises(Tampered):
        house.vault._unwrap(moved)


@pytest.mark.only("sqlite")
def test_a_store_of_before_gets_the_column_and_keeps_its_keys(house: House) -> None:
    household = uuid4()
    house.vault.make_key(household)
    cell = Box(household, house.vault.ciphers(household)).lock("entries", "body", ROW, b"oud")
    path = house.settings.data / "keys.db"
    house.keys.close()
    with closing(sqlite3.connect(path)) as store:
        store.execute("ALTER TABLE household_keys DROP COLUMN person_id")
    for _twice in range(2):
        keys = KeyStore(house.settings.keys_url)
        vault = Vault(secret_file.load(house.settings.secret_file), keys, lambda _where: None)
        box = Box(household, vault.ciphers(household))
        assert box.open("entries", "body", ROW, cell) == b"oud"
        keys.close()


def _forget_whose(house: House, household: UUID) -> None:
    """Leave only the house's own key, as before."""
    for row in house.keys.of(household):
        if row.person_id:
            house.vault.forget_own(household, row.person_id)


PLAIN = st.binary(max_size=300)


@pytest.fixture(scope="module")
def ring() -> Callable[[int], tuple[Box, Box]]:
    """A ring of five keys; a box that locks with one of them, and one that only opens."""
    ciphers = {version: AESGCM(bytes([version]) * 32) for version in range(1, 6)}
    home = UUID(int=1)
    return lambda version: (Box(home, ciphers, version=version), Box(home, ciphers))


@given(version=st.integers(1, 5), row=st.uuids(), plain=PLAIN)
def test_what_anybody_locked_opens_for_who_has_the_ring_and_only_in_its_place(
    ring: Callable[[int], tuple[Box, Box]], version: int, row: UUID, plain: bytes
) -> None:
    locks, opens = ring(version)
    cell = locks.lock("entries", "body", row, plain)
    assert version_of(cell) == version
    assert opens.open("entries", "body", row, cell) == plain
    other = version % 5 + 1
    with pytest.raises(Tampered):
        opens.open("entries", "body", row, other.to_bytes(2) + cell[2:])
