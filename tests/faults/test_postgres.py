"""PostgreSQL that is full, away or in doubt: the same honest sentences, and nothing half written."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from flask.testing import FlaskClient
from psycopg import sql
from sqlalchemy import make_url

from api.core.errors import Busy
from api.core.house import House
from api.core.verify import findings
from api.people.actions import add_person
from api.people.policy import Role
from tests.core.media import sounds
from tests.faults.counting import rows
from tests.faults.phone import Phone, told_honestly
from tests.postgres import account, as_owner
from tests.world import World

pytestmark = pytest.mark.only("postgresql")
ROOM = 40 * 1024 * 1024
VOICE = ("voice", "audio/webm", sounds.webm(120))


@pytest.fixture
def phone(client_of: Callable[[UUID], FlaskClient], world: World) -> Phone:
    return Phone(client_of(world.sara), world.sara)


@pytest.fixture
def database(house: House) -> str:
    return str(make_url(house.settings.database_url).database)


@pytest.fixture
def owner(house: House, postgres_server: str) -> Iterator[psycopg.Connection]:
    with as_owner(postgres_server) as connection:
        yield connection


def end_all(owner: psycopg.Connection, database: str) -> None:
    """End every connection to the database, as a server does that goes down."""
    owner.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (database,)
    )


@contextmanager
def away(owner: psycopg.Connection, database: str) -> Iterator[None]:
    """Let nobody in."""
    allow = sql.SQL("ALTER DATABASE {} WITH ALLOW_CONNECTIONS {}")
    owner.execute(allow.format(sql.Identifier(database), sql.Literal(False)))
    end_all(owner, database)
    yield
    owner.execute(allow.format(sql.Identifier(database), sql.Literal(True)))


def test_connections_that_were_ended_are_made_anew(
    house: House, phone: Phone, owner: psycopg.Connection, database: str
) -> None:
    for number in range(3):
        end_all(owner, database)
        assert phone.send(phone.write(f"Dag {number}")).status_code == 201
    assert not findings(house)


def test_a_database_that_is_away_is_told_and_the_letter_is_taken_when_it_is_back(
    house: House, phone: Phone, owner: psycopg.Connection, database: str
) -> None:
    letter = phone.write("We aten samen soep.")
    before = rows(house)
    with away(owner, database):
        answer = phone.send(letter)
        told_honestly(answer, 503)
        assert int(answer.headers["Retry-After"]) > 0
        health = phone.client.get("/healthz")
        assert (health.status_code, health.get_json()["database"]) == (503, "unreachable")
    assert rows(house) == before
    assert phone.send(letter).status_code == 201


def test_a_transaction_that_is_cut_off_leaves_nothing(
    house: House, world: World, owner: psycopg.Connection, database: str, phone: Phone
) -> None:

    before = rows(house)
    with (
        pytest.raises(Busy),
        house.db.writing(world.household, by=None, now=house.clock.now()) as session,
    ):
        add_person(
            session,
            household=world.household,
            role=Role.CIRCLE,
            name="Iemand",
            now=house.clock.now(),
        )
        session.flush()
        end_all(owner, database)
    assert rows(house) == before
    assert not findings(house)


@pytest.fixture
def small_disk(
    house: House,
    owner: psycopg.Connection,
    database: str,
    tmp_path_factory: pytest.TempPathFactory,
    scratch: Path,
) -> Iterator[Path]:
    """The database on a real disk of its own."""
    disk = scratch / "small"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(disk)]
    if (
        os.geteuid()
        or not shutil.which("mount")
        or subprocess.run(mount, check=False, capture_output=True).returncode
    ):
        pytest.skip("a disk of our own needs root; on SQLite the same is tried with max_page_count")
    shutil.chown(disk, account())
    house.db.close()
    owner.execute(sql.SQL("CREATE TABLESPACE small LOCATION {}").format(sql.Literal(str(disk))))
    move = sql.SQL("ALTER DATABASE {} SET TABLESPACE {}")
    owner.execute(move.format(sql.Identifier(database), sql.Identifier("small")))
    yield disk
    house.db.close()
    (disk / "other").unlink(missing_ok=True)
    owner.execute(move.format(sql.Identifier(database), sql.Identifier("pg_default")))
    owner.execute("DROP TABLESPACE small")
    subprocess.run(["umount", "--lazy", str(disk)], check=True)
    disk.rmdir()


def test_when_its_real_disk_is_full_it_is_told_and_nothing_is_half_written(
    small_disk: Path, house: House, phone: Phone
) -> None:
    assert phone.send(phone.write("Er is nog plek.")).status_code == 201
    letter = phone.write("We aten samen soep.", VOICE, VOICE, VOICE, VOICE)
    before = rows(house)
    with (small_disk / "other").open("wb", buffering=0) as other, suppress(OSError):
        while other.write(bytes(1 << 12)):
            pass
    told_honestly(phone.send(letter), 507)
    assert rows(house) == before
    (small_disk / "other").unlink()
    assert phone.send(letter).status_code == 201
    assert phone.send(letter).status_code == 200
    assert not findings(house)
