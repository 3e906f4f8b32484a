"""Backups: made while the house works, opened by this house only, and good for a restore."""

import os
import random
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from api.core import sealed_file
from api.core.backup import backup, restore
from api.core.clock import FixedClock
from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.ids import new_id
from api.core.settings import Settings
from api.core.verify import findings
from api.people.actions import add_person
from api.people.model import Person
from api.people.policy import Role
from tests.equipment import postgres
from tests.houses import NOW, fresh_urls
from tests.world import World


@pytest.fixture(autouse=True)
def programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """pg_dump of the same PostgreSQL that serves."""
    monkeypatch.setenv("PATH", f"{postgres()}:{os.environ['PATH']}")


@pytest.fixture
def empty_place(
    house: House, dialect: str, template: str, scratch: Path, request: pytest.FixtureRequest
) -> Iterator[Settings]:
    """Another machine: the secret file is back, the databases are empty."""
    sockets = request.getfixturevalue("postgres_server") if dialect == "postgresql" else ""
    empty = "template0" if dialect == "postgresql" else template
    with fresh_urls(dialect, empty, scratch, sockets) as environment:
        settings = Settings.from_environment(environment)
        (settings.data / "huisboek.db").unlink(missing_ok=True)
        settings.secret_file.write_text(house.settings.secret_file.read_text())
        settings.secret_file.chmod(0o600)
        yield settings


def people(house: House) -> dict[object, bytes]:
    with house.db.reading(EVERYWHERE) as session:
        return {person.id: person.body for person in session.query(Person)}


def test_a_backup_brings_everybody_back(
    house: House, world: World, empty_place: Settings, tmp_path: Path
) -> None:
    files = backup(house, tmp_path, NOW)
    restore(empty_place, files)
    back = House.open(empty_place, FixedClock(NOW))
    assert people(back) == people(house)
    assert not list(findings(back))
    back.close()


def test_a_backup_tells_its_finder_nothing(house: House, world: World, tmp_path: Path) -> None:
    files = backup(house, tmp_path, NOW)
    assert {file.suffix for file in files} == {".data", ".keys"}
    for file in files:
        raw = file.read_bytes()
        for telling in (
            b"SQLite format",
            b"households",
            b"together",
            world.noor.bytes,
            *house.secrets.keks.values(),
        ):
            assert telling not in raw
        assert file.stat().st_mode & 0o077 == 0


def test_nothing_is_left_lying_about(house: House, world: World, tmp_path: Path) -> None:
    before = set(house.settings.data.iterdir())
    backup(house, tmp_path, NOW)
    assert set(house.settings.data.iterdir()) == before
    assert len(list(tmp_path.iterdir())) == 2


def test_a_restore_never_writes_over_a_house(house: House, world: World, tmp_path: Path) -> None:
    files = backup(house, tmp_path, NOW)
    before = people(house)
    with pytest.raises(RuntimeError, match=r"er al|already exists"):
        restore(house.settings, files)
    assert people(house) == before


def test_without_the_secret_file_nothing_opens(
    house: House, world: World, empty_place: Settings, tmp_path: Path
) -> None:
    files = backup(house, tmp_path, NOW)
    empty_place.secret_file.unlink()
    with pytest.raises(RuntimeError, match="geheime bestand"):
        restore(empty_place, files)
    assert not empty_place.secret_file.exists()


def test_a_backup_of_another_house_does_not_open(house: House, tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_bytes(b"x" * 10)
    strange = replace(house.secrets.with_new_kek().without_old_keks())
    sealed_file.seal(strange, "data", plain, tmp_path / "theirs")
    with pytest.raises(sealed_file.NotOurs):
        sealed_file.unseal(house.secrets, tmp_path / "theirs", tmp_path / "out")


@pytest.mark.parametrize(
    "size", [0, 1, sealed_file.CHUNK, sealed_file.CHUNK + 1, 3 * sealed_file.CHUNK]
)
def test_what_was_sealed_comes_back_whole(
    size: int, tmp_path: Path, secrets_of_a_house: object
) -> None:
    plain, sealed, back = (tmp_path / name for name in ("plain", "sealed", "back"))
    plain.write_bytes(random.Random(size).randbytes(size))
    sealed_file.seal(secrets_of_a_house, "keys", plain, sealed)
    assert sealed_file.unseal(secrets_of_a_house, sealed, back) == "keys"
    assert back.read_bytes() == plain.read_bytes()


@pytest.mark.parametrize(
    "harm", ["a bit turned", "the end cut off", "two chunks swapped", "a chunk left out"]
)
def test_a_harmed_backup_does_not_open(
    harm: str, tmp_path: Path, secrets_of_a_house: object
) -> None:
    plain, sealed = tmp_path / "plain", tmp_path / "sealed"
    plain.write_bytes(random.Random(7).randbytes(3 * sealed_file.CHUNK))
    sealed_file.seal(secrets_of_a_house, "data", plain, sealed)
    raw = sealed.read_bytes()
    step = sealed_file.CHUNK + sealed_file.TAG
    head = len(raw) - 3 * step
    first, second, third = (raw[head + step * n : head + step * (n + 1)] for n in range(3))
    harmed = {
        "a bit turned": [
            raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :] for at in range(0, len(raw), 199_999)
        ],
        "the end cut off": [raw[:-step], raw[:-1], raw[:head]],
        "two chunks swapped": [raw[:head] + second + first + third],
        "a chunk left out": [raw[:head] + first + third],
    }[harm]
    for bad in harmed:
        sealed.write_bytes(bad)
        with pytest.raises(sealed_file.NotOurs):
            sealed_file.unseal(secrets_of_a_house, sealed, tmp_path / "out")


def test_a_backup_during_writing_is_whole(
    house: House, world: World, empty_place: Settings, tmp_path: Path
) -> None:
    """Somebody goes on writing all the time; the copy is of one moment and its journal holds."""
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            with house.db.writing(world.household, by=None, now=NOW) as session:
                add_person(
                    session,
                    household=world.household,
                    role=Role.CIRCLE,
                    name=str(new_id()),
                    now=NOW,
                )

    writer = threading.Thread(target=write)
    writer.start()
    try:
        files = backup(house, tmp_path, NOW)
    finally:
        stop.set()
        writer.join()
    restore(empty_place, files)
    back = House.open(empty_place, FixedClock(NOW))
    assert people(back).keys() <= people(house).keys()
    assert world.noor in people(back)
    assert not list(findings(back))
    back.close()


def test_a_copy_that_was_not_whole_is_not_put_back(
    house: House, world: World, empty_place: Settings, tmp_path: Path
) -> None:
    data, _keys = backup(house, tmp_path, NOW)
    plain = tmp_path / "plain"
    sealed_file.unseal(house.secrets, data, plain)
    raw = bytearray(plain.read_bytes())
    raw[8192:16384] = b"\0" * 8192
    plain.write_bytes(raw)
    sealed_file.seal(house.secrets, "data", plain, data)
    with pytest.raises(RuntimeError, match=r"niet heel|pg_restore"):
        restore(empty_place, [data])
    assert not (empty_place.data / "huisboek.db").exists()


@pytest.fixture
def secrets_of_a_house(tmp_path: Path) -> object:
    from api.core import secret_file  # noqa: PLC0415

    return secret_file.load(tmp_path / "own" / "secret.json")
