"""Workers that are killed with signal 9 while they send: every signal arrives all the same (security R21).

1,000 signals, 3 workers, a push service in a process of its own that fails now and then. A knock may be
sent twice, when a worker dies between the answer and writing it down; then the same topic lets the push
service fold them, and the same token the phone.
"""

import random
import subprocess
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from api.core.clock import SystemClock
from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.settings import Settings
from api.core.verify import findings
from api.push.model import Delivery
from api.push.vapid import public_key
from api.safe_object.actions import set_signal
from api.safe_object.model import Signal
from api.safe_object.words import How
from tests.push.apart import FarService, Workers, far_service, workers
from tests.push.knocking import give_device, subscribe, until
from tests.world import World, build_world

SIGNALS, WORKERS, KILLS = 1000, 3, 10
AHEAD = 60
MOST_TWICE = SIGNALS * 2 // 100
FAILS: list[object] = [503, "reset", {"status": 429, "retry-after": "1"}, 500]
HELD_UP = 90.0


@pytest.fixture
def service() -> Iterator[FarService]:
    with far_service() as found:
        yield found


@pytest.fixture
def known(environment: dict[str, str], service: FarService) -> dict[str, str]:
    """The environment of a house that may send to this service."""
    return {**environment, "HUISBOEK_PUSH_ORIGINS": service.origin}


@pytest.fixture
def house(known: dict[str, str], service: FarService) -> Iterator[House]:
    """A house by the machine's own clock, as its workers have it."""
    opened = House.open(Settings.from_environment(known), SystemClock())
    service.key = public_key(opened.secrets.vapid)
    yield opened
    opened.close()


def set_one(house: House, world: World) -> UUID:
    """Fem moves her thing and somebody has seen her: the next one is a signal of its own."""
    given, now = uuid4(), house.clock.now()
    with house.db.writing(world.apart, by=None, now=now) as session:
        set_signal(
            session,
            ward=world.fem,
            household=world.apart,
            signal_id=given,
            how=How.MOVED,
            by=world.fem,
            made_at=now,
            practice=False,
            now=now,
        )
        session.get_one(Signal, given).closed_at = now
    return given


def set_all(house: House, world: World, service: FarService) -> list[UUID]:
    """All of them, a little ahead of what is sent: no house is written in without a pause."""
    signals = []
    for number in range(SIGNALS):
        service.until(number - AHEAD)
        signals.append(set_one(house, world))
    return signals


def rows(house: House) -> dict[str, Delivery]:
    with house.db.reading(EVERYWHERE) as session:
        return {str(row.id): row for row in session.scalars(select(Delivery))}


def waiting(house: House) -> int:
    with house.db.reading(EVERYWHERE) as session:
        left = select(func.count()).select_from(Delivery).where(Delivery.accepted_at.is_(None))
        return session.scalar(left) or 0


def kill_again_and_again(
    crowd: Workers, service: FarService, chance: random.Random, setting: Future[Any]
) -> int:
    """Kill one that is sending, each time that some more were accepted and a moment later."""
    for kills in range(KILLS):
        after = service.until(0) + chance.randint(1, SIGNALS // KILLS // 2)
        assert service.until(after) >= after, "nothing is sent any more"
        until(lambda: bool(crowd.sending()), HELD_UP)
        victim = chance.choice(crowd.sending() or crowd.running)
        with suppress(subprocess.TimeoutExpired):
            victim.wait(chance.random() * 0.02)
        assert service.until(0) < SIGNALS, f"all was sent after {kills} kills: {setting.done()}"
        crowd.kill(victim)
    return KILLS


@pytest.mark.timeout(300)
def test_whoever_is_killed_and_whenever_every_signal_is_accepted(
    house: House, known: dict[str, str], service: FarService, tmp_path: Path
) -> None:
    world, chance = build_world(house, house.clock.now()), random.Random(20261125)
    subscribe(house, world.ria, give_device(house, world.ria), service=service)  # type: ignore[arg-type]
    service.told(
        faults=[chance.choice(FAILS) if chance.random() < 0.1 else 201 for _ in range(900)]
    )
    with (
        workers(known, service, WORKERS, tmp_path / "said") as crowd,
        ThreadPoolExecutor(1) as phone,
    ):
        setting = phone.submit(set_all, house, world, service)
        kills = kill_again_and_again(crowd, service, chance, setting)
        signals = setting.result()
        until(lambda: waiting(house) == 0, HELD_UP)
    found, accepted = rows(house), service.accepted()
    times = Counter(each["said"]["id"] for each in accepted)
    twice = [id for id, many in times.items() if many > 1]
    print(
        f"{kills} kills, {len(accepted)} accepted, {len(twice)} twice, most {max(times.values())}"
    )
    print(Counter(map(str, service.statuses())))
    assert kills >= 10
    assert len(set(signals)) == SIGNALS
    assert {row.about for row in found.values()} == set(signals), "a signal was lost"
    assert set(times) == set(found), "accepted without a row, or a row that was never accepted"
    assert all(row.accepted_at and row.given_up_at is None for row in found.values())
    assert sum(times.values()) - SIGNALS <= MOST_TWICE
    topics = {
        id: {each["headers"]["topic"] for each in accepted if each["said"]["id"] == id}
        for id in twice
    }
    assert all(len(each) == 1 for each in topics.values()), "a double that nobody can fold"
    assert not findings(house)
