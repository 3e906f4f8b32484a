"""Security R30: 200 sentences written as people write them lie readable nowhere, and are all read again."""

import logging
import os
import re
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.cli import main
from api.core.house import House
from tests.equipment import postgres
from tests.house.test_other_household import dump
from tests.houses import NOW
from tests.logbook.book import Book
from tests.outbox.phone import Phone, entry_of
from tests.world import World, sign_in_client

SENTENCE = re.compile(rb"kanarie\d{3}zingt")
ALL = [f"kanarie{number:03}zingt" for number in range(200)]


class Writers:
    """Everybody who writes, each with the next sentence that nobody has written."""

    def __init__(self, app: Flask, world: World) -> None:
        self.left = list(ALL)
        self.world = world
        self.sara, self.els, self.tim = (
            sign_in_client(app, each) for each in (world.sara, world.els, world.tim)
        )
        self.noor = Phone(sign_in_client(app, world.noor), world.noor, NOW)

    def words(self, *fields: str) -> dict[str, str]:
        return {field: self.left.pop() for field in fields}

    def by_form(self, house: House) -> None:
        """Notes, better words for a few of them, answers, and telephone numbers."""
        for _ in range(30):
            fields = self.words("text", "helped", "trigger", "helped_by_name")
            note = {"kind": "wrong", "audience": "circle", "id": str(uuid4()), **fields}
            sent(self.sara, "/logboek/nieuw", note)
        written = Book(house, self.world.household, NOW).timeline(self.world.sara, limit=100)
        for entry in written[:20]:
            sent(self.els, f"/logboek/{entry.id}/antwoord", self.words("text"))
        for entry in written[:10]:
            better = {"kind": "wrong", **self.words("text")}
            sent(self.sara, f"/logboek/{entry.id}/anders", better)
        for _ in range(5):
            sent(
                self.tim, "/bellen/eigen", {"number": "06 0000 0013", **self.words("name", "when")}
            )

    def by_outbox(self) -> None:
        """What lay sealed on the phone of a child."""
        for _ in range(15):
            note = self.words("text", "helped")
            answer = self.noor.note(kind="tell", audience="safety_person", **note)
            assert answer.status_code == 201, answer.text
        for _ in range(10):
            answer = self.noor.send(record="reply", target=entry_of(answer), **self.words("text"))
            assert answer.status_code == 201, answer.text


def sent(client: FlaskClient, address: str, form: dict[str, str]) -> None:
    answer = client.post(address, data=form)
    assert answer.status_code == 303, answer.text


@pytest.fixture
def temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of our own for all that is made in between."""
    folder = tmp_path / "temp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.fixture
def written(
    house: House, app: Flask, world: World, temp: Path, caplog: pytest.LogCaptureFixture
) -> Writers:
    """All 200, with the log wide open."""
    caplog.set_level(logging.DEBUG)
    writers = Writers(app, world)
    writers.by_form(house)
    writers.by_outbox()
    assert not writers.left
    return writers


@pytest.fixture
def backups(
    written: Writers, environment: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """What `huisboek backup` makes of it."""
    monkeypatch.setenv("PATH", f"{postgres()}:{os.environ['PATH']}")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert main(["backup", str(tmp_path / "backup")]) == 0
    assert len(list((tmp_path / "backup").iterdir())) == 2
    return tmp_path / "backup"


@pytest.fixture
def places(house: House, dialect: str, scratch: Path, temp: Path, backups: Path) -> list[Path]:
    """Where files lie: data, keys and write-ahead log, backups, what was made in between."""
    served = [scratch / "pg" / "base", scratch / "pg" / "pg_wal"]
    return [house.settings.data, temp, backups, *(served if dialect == "postgresql" else [])]


def readable(folder: Path) -> set[bytes]:
    """The sentences that stand in any file of a folder, in plain sight."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {found for path in files for found in SENTENCE.findall(path.read_bytes())}


def test_no_sentence_lies_readable_anywhere(
    house: House,
    places: list[Path],
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """In no row, no file, no log, and nothing that is printed."""
    assert not SENTENCE.findall(dump(house))
    assert not set().union(*(readable(place) for place in places))
    assert not SENTENCE.findall("".join([caplog.text, *capfd.readouterr()]).encode())


def test_the_test_itself_sees_a_sentence_in_a_file(temp: Path) -> None:
    (temp / "x").write_text(f"... {ALL[7]} ...")
    assert readable(temp) == {ALL[7].encode()}


def test_every_sentence_is_read_again_through_the_pages(
    house: House, written: Writers, world: World
) -> None:
    entries = Book(house, world.household, NOW).timeline(world.els, limit=100)
    addresses = ["/logboek/afdruk", *(f"/logboek/{entry.id}" for entry in entries)]
    pages = [written.tim.get("/bellen"), *(written.els.get(address) for address in addresses)]
    found = {each.decode() for page in pages for each in SENTENCE.findall(page.data)}
    assert found == set(ALL)
