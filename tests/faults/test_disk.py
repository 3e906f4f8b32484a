"""A full disk, a folder that cannot be written, a lock that is held (security R36).

Each time: an honest sentence, nothing half written, and afterwards the same letter is taken.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from api.core.clock import FixedClock
from api.core.house import BALLAST_BYTES, House
from api.core.settings import Settings
from tests.core.media import files, sounds
from tests.faults.counting import is_whole, rows
from tests.faults.phone import Phone, told_honestly
from tests.houses import NOW, make_app
from tests.world import World, build_world, sign_in_client

pytestmark = pytest.mark.only("sqlite")
NOBODY = 65534
ROOM = BALLAST_BYTES + 12 * 1024 * 1024


@pytest.fixture
def phone(client_of: Callable[[UUID], FlaskClient], world: World) -> Phone:
    return Phone(client_of(world.sara), world.sara)


@pytest.fixture
def database(house: House) -> Path:
    return house.settings.data / "huisboek.db"


@contextmanager
def no_more_pages(house: House) -> Iterator[None]:
    """Let the database grow no further, as on a disk that is full."""
    with house.db.engine.connect() as connection:
        most = connection.exec_driver_sql("PRAGMA page_count").scalar()

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count={most}")

    house.db.close()
    event.listen(house.db.engine, "connect", limit)
    yield
    event.remove(house.db.engine, "connect", limit)
    house.db.close()


LARGE = {
    "photo": ("photo", "image/jpeg", files.photo((1600, 1200))),
    "voice": ("voice", "audio/webm", sounds.webm(120)),
}


@pytest.mark.parametrize("kind", LARGE)
def test_a_full_disk_is_told_and_the_letter_is_taken_when_there_is_room(
    house: House, phone: Phone, database: Path, kind: str
) -> None:
    letter = phone.write("We aten samen soep.", LARGE[kind])
    before = rows(house)
    with no_more_pages(house):
        answer = phone.send(letter)
        told_honestly(answer, 507)
        assert int(answer.headers["Retry-After"]) > 0
    assert rows(house) == before
    assert is_whole(database)
    assert phone.send(letter).status_code == 201
    assert phone.send(letter).status_code == 200
    assert rows(house)["entries"] == before["entries"] + 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of its own, just larger than the ballast."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(disk)]
    if (
        os.geteuid()
        or not shutil.which("mount")
        or subprocess.run(mount, check=False, capture_output=True).returncode
    ):
        pytest.skip("a disk of our own needs root; the same is tried with max_page_count")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_when_a_real_disk_is_full_the_ballast_goes_and_the_letter_comes(
    small_disk: Path, template: str
) -> None:
    shutil.copy(template, small_disk / "huisboek.db")
    house = House.open(
        Settings.from_environment({"HUISBOEK_DATA": str(small_disk)}), FixedClock(NOW)
    )
    house.ready()
    world = build_world(house, NOW)
    app = make_app(house)
    phone = Phone(sign_in_client(app, world.sara), world.sara)
    letter = phone.write("We aten samen soep.", LARGE["voice"])
    assert phone.client.get("/healthz").get_json()["disk"] == "ok"
    fill(small_disk / "other")
    before = rows(house)

    told_honestly(phone.send(letter), 507)
    assert rows(house) == before
    assert not (small_disk / "ballast").exists(), "nothing was freed"
    health = phone.client.get("/healthz")
    assert (health.status_code, health.get_json()["disk"]) == (503, "low")

    assert phone.send(letter).status_code == 201
    assert rows(house)["entries"] == before["entries"] + 1
    house.close()
    assert is_whole(small_disk / "huisboek.db")


def fill(path: Path) -> None:
    """Write until not one byte more goes in."""
    with path.open("wb", buffering=0) as other:
        for size in (1 << 20, 1 << 12, 1):
            with suppress(OSError):
                while other.write(bytes(size)):
                    pass


@contextmanager
def somebody_without_rights(folder: Path) -> Iterator[None]:
    """Be somebody who may read the folder and change nothing in it; root may always change it."""
    for path in folder.iterdir():
        path.chmod(0o444)
    folder.chmod(0o555)
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    yield
    if root:
        os.seteuid(0)
    folder.chmod(0o755)
    for path in folder.iterdir():
        path.chmod(0o644)


def test_a_folder_that_cannot_be_written_is_told(
    house: House, phone: Phone, database: Path
) -> None:
    letter = phone.write("We aten samen soep.")
    before = rows(house)
    house.db.close()
    house.keys.close()
    with somebody_without_rights(house.settings.data):
        answer = phone.send(letter)
    told_honestly(answer, 503)
    assert int(answer.headers["Retry-After"]) > 0
    house.db.close()
    assert rows(house) == before
    assert is_whole(database)
    assert phone.send(letter).status_code == 201


def test_a_lock_that_another_program_holds_is_told(house: House, phone: Phone) -> None:
    letter = phone.write("We aten samen soep.")
    before = rows(house)
    with locked(house):
        answer = phone.send(letter)
        told_honestly(answer, 503)
        assert int(answer.headers["Retry-After"]) > 0
        assert phone.client.get("/logboek").status_code == 200, "reading goes on"
    assert rows(house) == before
    assert phone.send(letter).status_code == 201


def test_a_lock_that_another_process_of_ours_holds_is_told(
    house: House, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.core.sqlite.WAIT_SECONDS", 0.1)
    letter = phone.write("We aten samen soep.")
    other = House.open(house.settings, house.clock)
    with other.db.writing(UUID(int=0), by=None, now=NOW):
        told_honestly(phone.send(letter), 503)
    other.close()
    assert phone.send(letter).status_code == 201


def test_a_lock_held_for_ten_seconds_is_told_with_the_patience_that_people_get(
    house: House, phone: Phone, database: Path
) -> None:
    """Nothing is shortened here: the house waits as long as it does for people, then says so."""
    form = {**TYPED, "text": "We aten samen soep.", "id": str(uuid4())}
    before = rows(house)
    holds, answered, never = Event(), Event(), Event()

    def hold() -> None:
        with closing(sqlite3.connect(database, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            holds.set()
            never.wait(10)
            answered.wait(60)
            other.execute("ROLLBACK")

    holder = Thread(target=hold)
    holder.start()
    assert holds.wait(10)
    answer = phone.client.post("/logboek/nieuw", data=form)
    looked = phone.client.get("/logboek")
    answered.set()
    assert answer.status_code == 503
    assert "Het is even druk." in answer.text
    assert "We aten samen soep." in answer.text
    assert looked.status_code == 200, "reading goes on"
    holder.join()
    assert rows(house) == before
    assert is_whole(database)
    assert phone.client.post("/logboek/nieuw", data=form).status_code == 303
    assert rows(house)["entries"] == before["entries"] + 1


TYPED = {"kind": "good", "source": "saw", "audience": "circle"}


@contextmanager
def locked(house: House) -> Iterator[None]:
    impatient(house)
    with sqlite3.connect(house.settings.data / "huisboek.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@pytest.mark.parametrize(("fault", "status"), [(no_more_pages, 507), (locked, 503)])
def test_a_form_that_cannot_be_kept_comes_back_with_what_was_typed(
    house: House, phone: Phone, fault: Callable[[House], AbstractContextManager[None]], status: int
) -> None:
    long = "Oma las voor uit Pluk. " * 400
    form = {**TYPED, "text": long, "helped": "Samen op de bank.", "id": str(uuid4())}
    before = rows(house)
    with fault(house):
        answer = phone.client.post("/logboek/nieuw", data=form)
        page = answer.get_data(as_text=True)
    assert answer.status_code == status
    assert long.strip() in page
    assert "Samen op de bank." in page
    assert "Bewaar je tekst." in page or "Probeer het zo nog een keer." in page
    assert rows(house) == before
    assert phone.client.post("/logboek/nieuw", data=form).status_code == 303
    assert rows(house)["entries"] == before["entries"] + 1


def impatient(house: House) -> None:
    """Let SQLite give up after a tenth of a second instead of five."""
    house.db.close()

    @event.listens_for(house.db.engine, "connect")
    def hurry(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA busy_timeout=100")
