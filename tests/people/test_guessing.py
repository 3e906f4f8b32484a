"""Ten thousand guesses over four processes at once: ten are looked at, and one place closes (R13, R19)."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask

from api.core.house import House
from tests.people.doors import Door
from tests.world import World

PROGRAM = Path(__file__).with_name("guessing.py")
ROOT = PROGRAM.parents[2]
FOUR = 4


@pytest.fixture
def door(house: House, app: Flask) -> Door:
    return Door(house, app)


def by_four(environment: dict[str, str], what: str, many: int, device: str, who: UUID) -> Counter:
    words = [sys.executable, str(PROGRAM), what, str(many // FOUR), device, str(who)]
    env = {**os.environ, **environment, "PYTHONPATH": str(ROOT)}
    running = [
        subprocess.Popen(words, env=env, stdout=subprocess.PIPE, text=True) for _ in range(FOUR)
    ]
    found: Counter = Counter()
    try:
        for each in running:
            said, _ = each.communicate()
            assert each.returncode == 0
            found.update(json.loads(said))
    finally:
        for each in running:
            each.kill()
            each.wait()
    return found


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_ten_thousand_guesses_close_one_place_and_nothing_else(
    door: Door, world: World, environment: dict[str, str]
) -> None:
    tablet, phone = door.arrive(world.els), door.arrive(world.els)
    door.accept(tablet, door.link(world.ben))
    cookie = tablet.get_cookie("hbd")
    assert cookie
    found = by_four(environment, "door", 10_000, cookie.value, world.els)
    assert found == {"Invalid": 10, "Gone": 9_990}
    assert door.knock(tablet, world.els).status_code == 410
    assert door.knock(phone, world.els).status_code == 303
    assert door.knock(tablet, world.ben).status_code == 303


def test_four_processes_share_five_tries_a_minute(
    door: Door, world: World, environment: dict[str, str]
) -> None:
    found = by_four(environment, "throttle", 200, "a device", world.els)
    assert found == {"in": 5, "TooMany": 195}
