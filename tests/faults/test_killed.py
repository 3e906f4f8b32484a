"""Killed with signal 9 while writing, 60 times: nothing that was answered is lost (security R35).

``HUISBOEK_KILLS`` asks for more; 60 take about half a minute.
"""

import os
import random
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from api.core.clock import SystemClock
from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.settings import Settings
from api.core.verify import findings
from tests.core.media import sounds
from tests.faults.counting import is_whole
from tests.faults.killing import Writer, started
from tests.faults.phone import Key, write_letter
from tests.houses import make_app
from tests.world import build_world, sign_in_client

KILLS = int(os.environ.get("HUISBOEK_KILLS", "60"))
LETTERS = KILLS * 8
MORE = 3
pytestmark = pytest.mark.only("sqlite")


@dataclass
class Place:
    """A house on a real disk that other processes open as well."""

    environment: dict[str, str]
    house: House
    people: tuple[UUID, ...]
    clients: tuple[FlaskClient, ...]

    def cookies(self, who: int) -> dict[str, str]:
        found = {name: self.clients[who].get_cookie(name) for name in ("hb", "hbd")}
        return {name: cookie.value for name, cookie in found.items() if cookie is not None}

    def letters(self, who: int, many: int) -> list:
        key = Key.told(self.clients[who].get("/api/v1/key").get_json())
        made = self.house.clock.now().isoformat()
        voice = ("voice", "audio/webm", sounds.webm(3))
        return [
            write_letter(
                key, self.people[who], f"Dag {number}", [voice] * (number % 5 == 0), made_at=made
            )
            for number in range(many)
        ]


@pytest.fixture
def place(template: str, tmp_path: Path) -> Iterator[Place]:
    environment = {"HUISBOEK_DATA": str(tmp_path / "house")}
    (tmp_path / "house").mkdir()
    shutil.copy(template, tmp_path / "house" / "huisboek.db")
    house = House.open(Settings.from_environment(environment), SystemClock())
    world = build_world(house, house.clock.now())
    app = make_app(house)
    people = (world.sara, world.els)
    yield Place(environment, house, people, tuple(sign_in_client(app, person) for person in people))
    house.close()


def written(house: House) -> dict[str, int]:
    """Return each note in the database, with how many first versions it has."""
    with house.db.reading(EVERYWHERE) as session:
        found = session.execute(
            text(
                "SELECT e.id, count(v.id) FROM entries e LEFT JOIN entry_versions v ON v.entry_id = e.id GROUP BY e.id"
            )
        )
        return {str(UUID(str(row[0]))): row[1] for row in found}


def test_whatever_is_killed_and_whenever_nothing_answered_is_lost(
    place: Place, tmp_path: Path
) -> None:
    chance = random.Random(20261121)
    with ExitStack() as stack:
        writers = [
            stack.enter_context(
                started(
                    place.environment,
                    place.cookies(who),
                    tmp_path / f"letters{who}",
                    place.letters(who, LETTERS),
                )
            )
            for who in range(2)
        ]
        kills = kill_again_and_again(writers, chance)
        for writer in writers:
            # Letters go in order: only the first of these may have come in without an answer.
            writer.begin(len(writer.answered) + MORE)
            writer.finish()
    assert kills >= KILLS
    answered = [made for writer in writers for made in writer.answered.values()]
    assert len(answered) >= KILLS
    assert len(set(answered)) == len(answered)
    assert written(place.house) == dict.fromkeys(answered, 1), "each stands once, and nothing else"
    assert {status for writer in writers for status in writer.statuses} <= {200, 201}
    assert is_whole(place.house.settings.data / "huisboek.db")
    assert not findings(place.house)


def kill_again_and_again(writers: list[Writer], chance: random.Random) -> int:
    """Let both write; kill now one, now the other, now both, in the middle of anything."""
    kills = 0
    for writer in writers:
        writer.begin()
    while kills < KILLS:
        for writer in chance.choice([writers[:1], writers[1:], writers]):
            writer.answers(chance.randint(0, 4))
            writer.moment(chance.random() * 0.02)
            assert len(writer.answered) + MORE < LETTERS, "too few letters for so many kills"
            writer.kill()
            writer.begin()
            kills += 1
    for writer in writers:
        writer.kill()
    return kills + len(writers)


def test_a_letter_that_was_never_answered_stands_once_when_it_is_sent_again(
    place: Place, tmp_path: Path
) -> None:
    with started(
        place.environment, place.cookies(0), tmp_path / "letters", place.letters(0, 3)
    ) as writer:
        writer.begin()
        writer.finish()
        seen = dict(writer.answered)
        writer.answered.clear()
        writer.begin()
        writer.finish()
    assert writer.answered == seen
    assert writer.statuses == [201] * 3 + [200] * 3


@pytest.mark.skipif(
    not shutil.which("strace"), reason="test_starting asks every connection instead"
)
def test_each_answer_has_waited_for_the_disk(place: Place, tmp_path: Path) -> None:
    count = tmp_path / "count"
    strace = (
        "strace",
        "-f",
        "-c",
        "--seccomp-bpf",
        "-e",
        "trace=fdatasync,fsync",
        "-o",
        str(count),
    )
    many = 60
    with started(
        place.environment, place.cookies(0), tmp_path / "letters", place.letters(0, many), *strace
    ) as writer:
        writer.begin()
        writer.finish()
    assert writer.statuses == [201] * many
    assert syncs(count.read_text()) >= many


def syncs(table: str) -> int:
    """Add up the calls in the table that strace makes: share, seconds, each, calls, …, name."""
    lines = [line.split() for line in table.splitlines()]
    return sum(int(line[3]) for line in lines if line and line[-1] in {"fdatasync", "fsync"})
