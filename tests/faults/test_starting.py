"""The house does not start on a store that could lose what it has answered for (security R35).

Both stores: the data, and the wrapped keys without which the data cannot be read.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import event

from api.core.clock import FixedClock
from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.settings import Settings
from api.core.vault import Box
from tests.faults.server import run_to_its_end
from tests.houses import NOW
from tests.postgres import as_owner, running_postgres

SPOILED = {
    "journal_mode": "PRAGMA journal_mode=DELETE",
    "synchronous": "PRAGMA synchronous=NORMAL",
    "foreign_keys": "PRAGMA foreign_keys=OFF",
    "secure_delete": "PRAGMA secure_delete=OFF",
    "busy_timeout": "PRAGMA busy_timeout=0",
}


@pytest.mark.only("sqlite")
@pytest.mark.parametrize("name", SPOILED)
@pytest.mark.parametrize("store", ["db", "keys"])
def test_one_setting_less_and_the_house_stays_shut(house: House, name: str, store: str) -> None:
    house.ready()
    kept = getattr(house, store)
    kept.close()

    @event.listens_for(kept.engine, "connect")
    def spoil(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(SPOILED[name])

    with pytest.raises(RuntimeError, match=name):
        house.ready()


STORES = ("HUISBOEK_DATABASE_URL", "HUISBOEK_KEYS_URL")


def stays_shut(environment: dict[str, str], why: str, **store: str) -> None:
    """Open a house with these stores; it must say why it does not start."""
    house = House.open(Settings.from_environment({**environment, **store}), FixedClock(NOW))
    with pytest.raises(RuntimeError, match=why):
        house.ready()
    house.close()


@pytest.mark.only("postgresql")
@pytest.mark.parametrize("store", STORES)
@pytest.mark.parametrize("of", ["DATABASE {database}", "ROLE {role}", "connection"])
def test_postgresql_that_answers_before_the_disk_has_it_is_refused(
    environment: dict[str, str], postgres_server: str, store: str, of: str
) -> None:
    """It may be said for the whole database, for the role that connects, or by the connection."""
    with somewhere(postgres_server) as (role, database, url):
        option = "&options=-csynchronous_commit%3Doff" if of == "connection" else ""
        if not option:
            words = of.format(role=role, database=database)
            with as_owner(postgres_server) as owner:
                owner.execute(f"ALTER {words} SET synchronous_commit = off")
        stays_shut(environment, "synchronous_commit", **{store: url + option})


@pytest.mark.only("postgresql")
@pytest.mark.parametrize("store", STORES)
def test_postgresql_without_fsync_is_refused(
    environment: dict[str, str], careless: str, store: str
) -> None:
    with somewhere(careless) as (_role, _database, url):
        stays_shut(environment, "fsync", **{store: url})


@pytest.mark.only("postgresql")
def test_a_key_store_in_postgresql_that_keeps_its_keys_lets_the_house_start(
    environment: dict[str, str], postgres_server: str
) -> None:
    with somewhere(postgres_server) as (_role, _database, url):
        settings = Settings.from_environment({**environment, "HUISBOEK_KEYS_URL": url})
        house, household, row = House.open(settings, FixedClock(NOW)), uuid4(), uuid4()
        house.ready()
        house.vault.make_key(household)
        sealed = Box(household, house.vault.ciphers(household)).lock("t", "c", row, b"warm")
        house.close()
        again = House.open(settings, FixedClock(NOW))
        again.ready()
        opened = Box(household, again.vault.ciphers(household)).open("t", "c", row, sealed)
        again.close()
    assert opened == b"warm"


@pytest.fixture(scope="module")
def careless(scratch: Path) -> Iterator[str]:
    """A server that does not wait for the disk."""
    own = scratch / uuid4().hex[:6]  # a worker may come back to this file and begin anew
    own.mkdir(0o755)
    with running_postgres(own / "careless", own / "s", "fsync=off") as sockets:
        yield sockets


@contextmanager
def somewhere(sockets: str) -> Iterator[tuple[str, str, str]]:
    """A role and an empty database of its own on a server, and its address."""
    name = f"apart_{uuid4().hex[:12]}"
    with as_owner(sockets) as owner:
        owner.execute(f"CREATE ROLE {name} LOGIN")
        owner.execute(f"CREATE DATABASE {name} OWNER {name}")
    try:
        yield name, name, f"postgresql+psycopg://{name}@/{name}?host={sockets}"
    finally:
        with as_owner(sockets) as owner:
            owner.execute(f"DROP DATABASE {name} WITH (FORCE)")
            owner.execute(f"DROP ROLE {name}")


@pytest.mark.only("postgresql")
def test_the_server_says_why_it_does_not_start_and_ends(environment: dict[str, str]) -> None:
    quick = environment["HUISBOEK_DATABASE_URL"] + "&options=-csynchronous_commit%3Doff"
    code, said = run_to_its_end({**environment, "HUISBOEK_DATABASE_URL": quick})
    assert code == 1
    assert "synchronous_commit" in said
    assert "Traceback" not in said


@pytest.mark.only("sqlite")
def test_every_connection_that_writes_waits_for_the_disk(house: House) -> None:
    """What strace counts in test_killed.py, for a machine that has no strace."""
    together = threading.Barrier(8)

    def ask(look: Callable[[], Any]) -> tuple[int, str]:
        with look() as session:
            together.wait(20)
            connection = session.connection()
            return (
                connection.exec_driver_sql("PRAGMA synchronous").scalar(),
                connection.exec_driver_sql("PRAGMA journal_mode").scalar(),
            )

    with ThreadPoolExecutor(8) as pool:
        seen = set(pool.map(ask, [lambda: house.db.reading(EVERYWHERE)] * 8))
    with house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        seen.add((session.connection().exec_driver_sql("PRAGMA synchronous").scalar(), "wal"))
    assert seen == {(2, "wal")}


@pytest.mark.only("sqlite")
def test_a_worker_that_starts_while_others_write_waits_for_its_turn(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite itself lets some wait for ever; past the queue a busy house would start nothing any more."""
    starting, written = House.open(house.settings, house.clock), threading.Event()

    @event.listens_for(starting.db.engine, "connect")
    def hurry(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA busy_timeout=0")

    monkeypatch.setattr("api.core.sqlite.PRAGMAS", {"busy_timeout": 0})
    with ThreadPoolExecutor(1) as other:
        with house.db.writing(EVERYWHERE, by=None, now=NOW):
            started = other.submit(lambda: (starting.db.check(), written.is_set()))
            with pytest.raises(TimeoutError):
                started.result(0.2)
            written.set()
        assert started.result(20) == (None, True)
    starting.close()


@pytest.mark.only("postgresql")
def test_a_key_store_of_before_in_postgresql_keeps_its_keys_and_gets_own_ones(
    environment: dict[str, str], postgres_server: str
) -> None:
    with somewhere(postgres_server) as (_role, _database, url):
        settings = Settings.from_environment({**environment, "HUISBOEK_KEYS_URL": url})
        house, household, row = House.open(settings, FixedClock(NOW)), uuid4(), uuid4()
        house.vault.make_key(household)
        sealed = Box(household, house.vault.ciphers(household)).lock("t", "c", row, b"warm")
        with house.keys.engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE household_keys DROP COLUMN person_id")
        house.close()
        again = House.open(settings, FixedClock(NOW))
        person = uuid4()
        assert again.vault.make_own_key(household, person) == 2
        again.vault.forget_own(household, person)
        assert again.vault.make_own_key(household, person) == 3
        opened = Box(household, again.vault.ciphers(household)).open("t", "c", row, sealed)
        again.close()
    assert opened == b"warm"
