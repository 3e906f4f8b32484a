"""Security R6 and R11, with real threads: nothing that is under way brings back what is ended meanwhile.

The request stops at the moment at which it knows the sign-in, or has made it, and has not committed
yet. Then somebody ends it. The one that comes second waits or finds it gone; neither is refused.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from werkzeug.test import TestResponse

from api.core.db import EVERYWHERE, HouseSession
from api.core.house import House
from api.people import entering
from api.people.devices import Opened
from api.people.model import SignIn
from tests.people.doors import PIN, Door, copy_cookies, is_in
from tests.people.test_every_ending import CODE, Sara
from tests.people.test_going import ask, pause
from tests.people.test_staying_devices import LIST, notice, ways
from tests.world import World

HALF_A_MINUTE = 30
LOOKS = {"Sec-Fetch-Mode": "navigate"}
Go = Callable[[], TestResponse]


@dataclass
class Gate:
    """Stops the late request just before it commits something about a sign-in."""

    reached: threading.Event = field(default_factory=threading.Event)
    opened: threading.Event = field(default_factory=threading.Event)

    def close(self, monkeypatch: pytest.MonkeyPatch) -> None:
        commit, open_sign_in = HouseSession.commit, entering.open_sign_in

        def commits(session: HouseSession) -> None:
            if any(isinstance(each, SignIn) for each in session.identity_map.values()):
                self.stop()
            commit(session)

        def made(*given: Any, **named: Any) -> Opened:  # noqa: ANN401 - as it is given
            opened = open_sign_in(*given, **named)
            self.stop()
            return opened

        monkeypatch.setattr(HouseSession, "commit", commits)
        monkeypatch.setattr(entering, "open_sign_in", made)

    def stop(self) -> None:
        """Whoever is late waits here, once."""
        late = threading.current_thread().name.startswith("late")
        if late and not self.reached.is_set():
            self.reached.set()
            assert self.opened.wait(HALF_A_MINUTE)


def comes_in(sara: Sara) -> Go:
    sara.fresh.post("/binnen/uit")
    return lambda: sara.door.knock(sara.fresh, sara.world.sara)


def opens_the_lock(sara: Sara) -> Go:
    sara.fresh.post("/binnen/slot", data={"wat": "dicht"})
    return lambda: sara.door.knock(sara.fresh, sara.world.sara)


def comes_back(sara: Sara) -> Go:
    sara.fresh.post("/binnen/slot", data={"wat": "weg"})
    return lambda: sara.fresh.post("/binnen/slot", data={"wat": "terug"})


def looks_again(sara: Sara) -> Go:
    sara.fresh.post("/binnen/slot", data={"wat": "weg"})
    return lambda: sara.fresh.get("/logboek", headers=LOOKS)


def gives_the_code(sara: Sara) -> Go:
    return lambda: sara.fresh.post("/binnen/nog-eens", data={"naar": "/", "code": PIN})


def not_me(sara: Sara) -> Go:
    address = notice(sara.old, "/niet-ik")
    return lambda: sara.old.post(address)


def taken_away(sara: Sara) -> Go:
    [address] = ways(sara.old)
    return lambda: sara.old.post(address)


def another_code(sara: Sara) -> Go:
    return lambda: sara.old.post("/instellingen/code", data=CODE)


def elsewhere(sara: Sara) -> Go:
    return lambda: sara.old.post(f"{LIST}/anderen")


def removed(sara: Sara) -> Go:
    ask(sara.somebody("ben"), sara.world.sara, urgent="ja")
    tim = sara.somebody("tim")
    return lambda: ask(tim, sara.world.sara, "agree")


def suspended(sara: Sara) -> Go:
    tim = sara.somebody("tim")
    return lambda: pause(tim, sara.world.sara, days="5")


def put_apart(sara: Sara) -> Go:
    tim = sara.somebody("tim")
    return lambda: tim.post("/mensen/apart", data={"do": "freeze"})


ENDS = (not_me, taken_away, another_code, elsewhere, removed, suspended, put_apart)
UNDER_WAY = (opens_the_lock, comes_back, looks_again, gives_the_code)
RACES = [(comes_in, end) for end in ENDS] + [(late, removed) for late in UNDER_WAY]


@pytest.fixture
def sara(house: House, app: Flask, world: World) -> Sara:
    return Sara.arrives(Door(house, app), world)


@pytest.mark.parametrize(("late", "end"), RACES, ids=lambda each: each.__name__)
def test_what_is_under_way_brings_nothing_back(
    sara: Sara,
    monkeypatch: pytest.MonkeyPatch,
    late: Callable[[Sara], Go],
    end: Callable[[Sara], Go],
) -> None:
    ends, goes, gate = end(sara), late(sara), Gate()
    saved = copy_cookies(sara.door.app, sara.fresh)
    gate.close(monkeypatch)
    with ThreadPoolExecutor(1, "late") as one, ThreadPoolExecutor(1, "end") as other:
        under_way = one.submit(goes)
        assert gate.reached.wait(HALF_A_MINUTE)
        ending = other.submit(ends)
        until_it_waits(sara.house, ending)
        gate.opened.set()
        # 404: whoever is removed first has no place at this door any more.
        assert under_way.result(HALF_A_MINUTE).status_code in {200, 204, 303, 401, 404}
        assert ending.result(HALF_A_MINUTE).status_code == 303
    assert not is_in(sara.fresh)
    assert not is_in(saved)
    assert sara.held()[0] == int(end in {not_me, taken_away, another_code, elsewhere})


def until_it_waits(house: House, ending: Future[TestResponse]) -> None:
    """Until the ending is done, or stands behind the late one. SQLite lets one in at a time."""
    if house.db.is_sqlite:
        return
    waits = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    deadline = time.monotonic() + HALF_A_MINUTE
    while not ending.done():
        with house.db.reading(EVERYWHERE) as session:
            if session.scalar(waits):
                return
        assert time.monotonic() < deadline
        threading.Event().wait(0.01)
