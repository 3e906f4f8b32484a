"""The real server, treated roughly: killed while it answers, and sent more than it can hold."""

import contextlib
import re
import shutil
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from api.core.clock import SystemClock
from api.core.house import House
from api.core.settings import Settings
from api.core.verify import findings
from tests.core.media import files
from tests.faults.counting import is_whole, rows
from tests.faults.phone import Key, Letter, write_letter
from tests.faults.server import Server, serving
from tests.houses import make_app
from tests.world import World, build_world, sign_in_client

pytestmark = pytest.mark.only("sqlite")
HUGE = 200 * 1024 * 1024
MOST_MEMORY = 800 * 1024 * 1024


@pytest.fixture
def environment(template: str, tmp_path: Path) -> dict[str, str]:
    data = tmp_path / "house"
    data.mkdir()
    shutil.copy(template, data / "huisboek.db")
    return {"HUISBOEK_DATA": str(data)}


@pytest.fixture
def house(environment: dict[str, str]) -> Iterator[House]:
    opened = House.open(Settings.from_environment(environment), SystemClock())
    yield opened
    opened.close()


@pytest.fixture
def world(house: House) -> World:
    return build_world(house, house.clock.now())


@pytest.fixture
def cookies(house: House, world: World) -> dict[str, str]:
    client = sign_in_client(make_app(house), world.sara)
    found = {name: client.get_cookie(name) for name in ("hb", "hbd")}
    return {name: cookie.value for name, cookie in found.items() if cookie is not None}


def letters(house: House, person: UUID, many: int, photo: bytes | None = None) -> list[Letter]:
    name, point = house.secrets.public_key()
    given = [("photo", "image/jpeg", photo)] if photo else []
    now = house.clock.now().isoformat()
    return [
        write_letter(Key(name, point), person, f"Dag {n}", given, made_at=now) for n in range(many)
    ]


def send(server: Server, waiting: list[Letter], answered: set[UUID]) -> None:
    """Send letters in order, as a phone does, till the server is gone."""
    for letter in waiting:
        try:
            status, _ = server.ask("PUT", letter.path, letter.sealed)
        except (OSError, HTTPException):
            return
        assert status in {200, 201}
        answered.add(letter.id)


def test_the_server_is_killed_three_times_and_no_answered_letter_is_lost(
    environment: dict[str, str], house: House, world: World, cookies: dict[str, str]
) -> None:
    before = rows(house)["entries"]
    ours = letters(house, world.sara, 400)
    answered: set[UUID] = set()
    for enough in (5, 23, 41):
        with serving(environment, cookies) as server:
            waiting = [letter for letter in ours if letter.id not in answered]
            phones = [
                threading.Thread(target=send, args=(server, waiting[n::3], answered))
                for n in range(3)
            ]
            for phone in phones:
                phone.start()
            while len(answered) < enough:
                phones[0].join(0.002)
            server.kill()
            for phone in phones:
                phone.join()
    assert rows(house)["entries"] - before >= len(answered) >= 41
    rest = [letter for letter in ours[:60] if letter.id not in answered]
    with serving(environment, cookies) as server:
        send(server, rest, answered)
        assert {
            server.ask("PUT", letter.path, letter.sealed)[0]
            for letter in ours
            if letter.id in answered
        } == {200}
    assert is_whole(house.settings.data / "huisboek.db")
    assert not findings(house)


def test_two_hundred_megabytes_and_twenty_photos_at_once_stay_within_memory(
    environment: dict[str, str], house: House, world: World, cookies: dict[str, str]
) -> None:
    photos = letters(house, world.sara, 20, files.photo((1200, 900)))
    with serving(environment, cookies) as server:
        rest = server.memory()
        assert status_of_huge(server, chunked=False) == 413
        assert status_of_huge(server, chunked=True) in {411, 413}
        assert server.memory() - rest < 64 * 1024 * 1024, "the upload was kept in memory"
        with ThreadPoolExecutor(20) as pool:
            jobs = [pool.submit(server.ask, "PUT", letter.path, letter.sealed) for letter in photos]
            most = 0
            while not all(job.done() for job in jobs):
                most = max(most, server.memory())
        assert {job.result()[0] for job in jobs} <= {201, 503}, "taken, or to be sent again"
        for letter in photos:
            assert server.ask("PUT", letter.path, letter.sealed)[0] in {200, 201}
        assert server.ask("GET", "/logboek")[0] == 200
    assert most < MOST_MEMORY


def status_of_huge(server: Server, *, chunked: bool) -> int:
    """Begin to send 200 MB and return what the server says, at the latest when it hangs up."""
    length = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {HUGE}"
    told = "".join(f"{name}: {value}\r\n" for name, value in server.headers().items())
    head = f"PUT /api/v1/outbox/{uuid4()} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n{told}{length}\r\n\r\n"
    piece = bytes(1 << 20)
    piece = b"100000\r\n" + piece + b"\r\n" if chunked else piece
    said = b""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as line:
        line.sendall(head.encode())
        try:
            for _ in range(200):
                line.sendall(piece)
        except OSError:
            pass
        with contextlib.suppress(OSError):
            said = line.recv(4096)
    found = re.match(rb"HTTP/1.1 (\d+)", said)
    return int(found[1]) if found else 0
