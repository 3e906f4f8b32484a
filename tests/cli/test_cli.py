"""The command line: quick to start, plain in what it says, and its exit code tells the truth."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from api import cli
from api.core.clock import FixedClock
from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.settings import Settings
from api.core.vault import Box
from api.people.model import Person
from tests.houses import NOW
from tests.world import World


@pytest.fixture
def here(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line finds the house of this test."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)


def test_help_is_quick_and_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom api import cli\n"
        "try:\n    cli.main(['--help'])\nexcept SystemExit:\n    pass\n"
        "print([name for name in ('flask', 'sqlalchemy', 'PIL', 'cryptography') if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip().endswith("[]")


def test_every_word_of_the_contract_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (
        ["serve"], ["worker"], ["run"], ["demo"], ["backup"], ["restore"], ["verify"], ["migrate"],
        ["keys", "rotate"], ["household", "open"], ["household", "erase"], ["household", "list"],
        ["household", "suspend"], ["household", "resume"], ["household", "close"], ["household", "reopen"],
        ["organisation", "invite"], ["organisation", "end"], ["person", "invite"],
        ["person", "change"], ["person", "shield"], ["person", "safety"],
    ):  # fmt: skip
        with pytest.raises(SystemExit) as left:
            cli.main([*words, "--help"])
        assert left.value.code == 0, words
        assert capsys.readouterr().out


@pytest.mark.usefixtures("here")
def test_verify_says_when_all_is_well_and_when_not(
    house: House, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["verify"]) == 0
    assert "zoals het huis" in capsys.readouterr().out
    with house.db.engine.begin() as connection:
        if not house.db.is_sqlite:
            connection.exec_driver_sql("SELECT set_config('huisboek.household', '*', true)")
        connection.exec_driver_sql("UPDATE people SET ring = 'part' WHERE ring = 'all'")
    assert cli.main(["verify"]) == 1
    assert "people" in capsys.readouterr().out


@pytest.mark.usefixtures("here")
def test_a_new_wrapping_key_leaves_everything_readable_and_the_old_one_opens_nothing(
    house: House, world: World
) -> None:
    old = house.secrets.kek
    assert cli.main(["keys", "rotate"]) == 0
    fresh = House.open(house.settings, FixedClock(NOW))
    assert fresh.secrets.kek != old
    assert old not in fresh.secrets.keks
    assert {row.kek for row in fresh.keys.all()} == {fresh.secrets.kek}
    with fresh.db.reading(EVERYWHERE) as session:
        noor = session.get_one(Person, world.noor)
        assert (
            Box.of(session, world.household).open_json("people", "body", noor.id, noor.body)["name"]
            == "Noor"
        )
    fresh.close()


@pytest.mark.usefixtures("here")
def test_erasing_asks_first(house: House, world: World) -> None:
    assert cli.main(["household", "erase", str(world.household)]) == 1
    with house.db.reading(EVERYWHERE) as session:
        assert session.get(Person, world.noor)
    assert cli.main(["household", "erase", str(world.household), "--yes"]) == 0
    with house.db.reading(EVERYWHERE) as session:
        assert not session.get(Person, world.noor)


@pytest.mark.usefixtures("here")
def test_trouble_is_a_sentence_and_no_trace(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = tmp_path / "odd"
    odd.write_bytes(b"hello")
    assert house.settings.secret_file.exists()
    assert cli.main(["restore", str(odd)]) == 1
    said = capsys.readouterr().err
    assert "geen backup" in said
    assert "Traceback" not in said


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """`huisboek run` in an empty folder, with the made-up family."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("HUISBOEK_")
    }
    environment |= {
        "HUISBOEK_DATA": str(tmp_path / "var"),
        "HUISBOEK_PORT": str(port),
        "HUISBOEK_DEMO": "1",
        "HUISBOEK_LANGUAGE": "nl",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "api.cli", "run"], stdout=subprocess.PIPE, text=True, env=environment
    )
    with process:
        yield process, port
        process.terminate()  # it stops its web server and worker; killed, it would leave them behind
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()


@pytest.mark.slow
def test_run_starts_everything_says_where_to_go_and_stops_cleanly(
    running: tuple[subprocess.Popen[str], int], tmp_path: Path
) -> None:
    process, port = running
    assert process.stdout
    told = ""
    while "Ctrl-C" not in told:
        line = process.stdout.readline()
        assert line, told
        told += line
    assert f"http://127.0.0.1:{port}" in told
    assert "klaar" in told
    assert _health(port, until="ok") == {
        "database": "ok",
        "worker": "ok",
        "disk": "ok",
        "cells": "ok",
        "push": "ok",
        "reading_along": "ok",
    }
    parts = psutil.Process(process.pid).children(recursive=True)
    assert len(parts) >= 3
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    _gone, left = psutil.wait_procs(parts, timeout=10)
    assert not left
    house = House.open(Settings.from_environment({"HUISBOEK_DATA": str(tmp_path / "var")}))
    with house.db.reading(EVERYWHERE) as session:
        assert session.query(Person).count() >= 9
    house.close()


def _health(port: int, until: str) -> dict[str, str]:
    deadline = time.monotonic() + 30
    while True:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            said = json.loads(answer.read())
        if said["worker"] == until or time.monotonic() > deadline:
            return said
        time.sleep(0.1)
