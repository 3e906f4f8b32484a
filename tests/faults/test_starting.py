"""The house does not start on a database that could lose what it has answered for (security R35)."""

import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import event

from api.core.clock import FixedClock
from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.settings import Settings
from tests.faults.server import run_to_its_end
from tests.houses import NOW

SPOILED = {
    "journal_mode": "PRAGMA journal_mode=DELETE",
    "synchronous": "PRAGMA synchronous=NORMAL",
    "foreign_keys": "PRAGMA foreign_keys=OFF",
    "secure_delete": "PRAGMA secure_delete=OFF",
    "busy_timeout": "PRAGMA busy_timeout=0",
}


@pytest.mark.only("sqlite")
@pytest.mark.parametrize("name", SPOILED)
def test_one_setting_less_and_the_house_stays_shut(house: House, name: str) -> None:
    house.ready()
    house.db.close()

    @event.listens_for(house.db.engine, "connect")
    def spoil(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(SPOILED[name])

    with pytest.raises(RuntimeError, match=name):
        house.ready()


@pytest.mark.only("postgresql")
def test_postgresql_that_answers_before_the_disk_has_it_is_refused(
    environment: dict[str, str],
) -> None:
    quick = environment["HUISBOEK_DATABASE_URL"] + "&options=-csynchronous_commit%3Doff"
    settings = Settings.from_environment({**environment, "HUISBOEK_DATABASE_URL": quick})
    house = House.open(settings, FixedClock(NOW))
    with pytest.raises(RuntimeError, match="synchronous_commit"):
        house.ready()
    house.close()


@pytest.mark.only("postgresql")
def test_the_server_says_why_it_does_not_start_and_ends(environment: dict[str, str]) -> None:
    quick = environment["HUISBOEK_DATABASE_URL"] + "&options=-csynchronous_commit%3Doff"
    code, said = run_to_its_end({**environment, "HUISBOEK_DATABASE_URL": quick})
    assert code == 1
    assert "synchronous_commit" in said
    assert "Traceback" not in said


@pytest.mark.only("sqlite")
def test_every_connection_that_writes_waits_for_the_disk(house: House) -> None:
    """What strace counts in test_synced.py, for a machine that has no strace."""
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
