"""Security R22, performance P5: a line that hangs, breaks or lies, and services that delay nobody else."""

import ssl
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy.orm import Session

from api.core.house import House
from api.push import due
from api.push.due import Office, deliver
from api.push.lanes import AT_ONCE, FEW, LONGEST_REST, MOST, TWO, Lanes
from api.push.recording import Came, record
from api.push.sending import Sender
from tests.houses import NOW
from tests.push.certificate import self_made
from tests.push.knocking import knock, until
from tests.push.service import Service, serving
from tests.push.someone import Someone
from tests.world import World

SomeoneOf = Callable[..., Someone]


@contextmanager
def working(house: House, *, read: float = 10.0) -> Iterator[Office]:
    """An office at work in a thread, as in the worker."""
    stop, office = Event(), Office(house, sender=Sender(connect=1.0, read=read))
    thread = Thread(target=office.run, args=(stop,))
    thread.start()
    try:
        yield office
    finally:
        stop.set()
        office.wake()
        thread.join()


def test_who_hangs_is_left_after_a_while_and_tried_again(
    someone: SomeoneOf, house: House, world: World
) -> None:
    els = someone(world.els)
    els.service.faults = ["hang"]
    knock(house, world.els)
    with working(house, read=0.2):
        until(lambda: els.row().due_at > NOW)
    assert els.row().accepted_at is None
    assert els.row().leased_until is None


def test_an_answer_whose_body_never_comes_is_an_answer(
    someone: SomeoneOf, house: House, world: World
) -> None:
    els = someone(world.els)
    els.service.faults = ["drip"]
    knock(house, world.els)
    with working(house, read=0.2):
        until(lambda: els.row().accepted_at is not None)
    assert len(els.service.came()) == 1


def test_one_dead_service_delays_nobody_else(
    someone: SomeoneOf, house: House, world: World
) -> None:
    with serving() as dead:
        allow(house, dead)
        dead.now, dead.always = house.clock.now, "hang"
        silent = [someone(world.els, dead) for _ in range(FEW + 4)]
        ben = someone(world.ben)
        knock(house, world.els)
        with working(house) as office:
            until(lambda: len(dead.came()) == TWO)
            knock(house, world.ben)
            office.wake()
            until(lambda: ben.row().accepted_at is not None)
            assert all(not each.heard() for each in silent)
            assert len(dead.came()) == TWO
            dead.ended.set()


def test_never_more_than_a_few_at_once_and_all_devices_together(
    someone: SomeoneOf, house: House, world: World
) -> None:
    els = [someone(world.els) for _ in range(FEW + 4)]
    els[0].service.delay = 0.1
    knock(house, world.els)
    deliver(house, NOW)
    assert all(len(each.heard()) == 1 for each in els)
    assert max(each.beside for each in els[0].service.came()) == FEW
    assert els[0].service.connections <= FEW


def test_a_service_that_fails_gets_one_try_at_a_time(
    someone: SomeoneOf, house: House, world: World
) -> None:
    els = [someone(world.els) for _ in range(FEW * 3)]
    service = els[0].service
    service.always = 503
    knock(house, world.els)
    office = Office(house)
    until_back(office, NOW)
    assert [each.beside for each in service.came()[TWO:]] == [1] * (FEW * 3 - TWO)
    service.always = None
    until_back(office, NOW + timedelta(minutes=2))
    assert all(len(each.heard()) == 1 for each in els)
    office.close()


def test_a_service_that_asks_for_rest_gets_it(
    someone: SomeoneOf, house: House, world: World
) -> None:
    els = [someone(world.els) for _ in range(FEW + 4)]
    service = els[0].service
    service.always = {"status": 429, "retry-after": "30"}
    knock(house, world.els)
    office = Office(house)
    until_back(office, NOW)
    assert len(service.came()) == TWO
    until_back(office, NOW + timedelta(seconds=29))
    assert len(service.came()) == TWO
    service.always = None
    until_back(office, NOW + timedelta(seconds=31))
    assert all(len(each.heard()) == 1 for each in els)
    office.close()


def test_a_service_that_cannot_prove_who_it_is_is_told_nothing(
    house: House, tmp_path: Path, world: World, someone: SomeoneOf
) -> None:
    with serving(self_made(tmp_path)) as stranger:
        allow(house, stranger)
        els = someone(world.els, stranger)
        knock(house, world.els)
        deliver(house, NOW)
        assert els.row().due_at > NOW
        assert els.subscription().dead_at is None
        assert stranger.came() == []


def test_a_service_that_proves_who_it_is_hears_it(
    house: House,
    tmp_path: Path,
    world: World,
    someone: SomeoneOf,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tls: ssl.SSLContext = self_made(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
    with serving(tls) as known:
        allow(house, known)
        known.now = house.clock.now
        els = someone(world.els, known)
        knock(house, world.els)
        deliver(house, NOW)
        assert len(els.heard()) == 1


def test_nobody_listens_there_at_all(house: House, world: World, someone: SomeoneOf) -> None:
    with serving() as away:
        allow(house, away)
        els = someone(world.els, away)
    knock(house, world.els)
    deliver(house, NOW)
    assert els.row().due_at > NOW
    assert els.row().tries == 1


def test_an_open_connection_that_was_closed_meanwhile_costs_nothing(
    house: House, world: World, someone: SomeoneOf
) -> None:
    """Between two knocks a service closes what it likes: the second goes over a fresh connection."""
    els = someone(world.els)
    office = Office(house)
    for times in (1, 2):
        knock(house, world.els)
        until_back(office, NOW)
        assert len(els.heard()) == times
        els.service.hang_up()
    office.close()


def test_a_lane_has_room_for_a_few_and_all_lanes_for_some() -> None:
    lanes, slow = Lanes(), 2 * AT_ONCE
    for name in "abcdefghij":
        lanes.takes(name, 1)
        lanes.back(name, well=True, took=slow, rest=None, now=NOW)
    for name in "abcdefghij":
        room = lanes.room(name, NOW)
        lanes.takes(name, room)
    assert lanes.flying == MOST
    assert lanes.room("z", NOW) == 0
    lanes.back("a", well=False, took=slow, rest=timedelta(hours=9), now=NOW)
    assert lanes.room("a", NOW) == lanes.room("a", NOW + LONGEST_REST) == 0
    assert lanes.in_order(["a", "b"]) == ["b", "a"]
    for _ in range(FEW - 1):
        lanes.back("a", well=False, took=slow, rest=None, now=NOW)
    assert lanes.room("a", NOW + LONGEST_REST) == 1
    assert lanes.room("a", NOW - timedelta(hours=1)) == 1, "the clock was ahead"


def test_who_answers_at_once_gets_no_more_than_two_together() -> None:
    """What a worker that dies had sent and not written down is sent twice: keep that little."""
    lanes = Lanes()
    assert lanes.room("a", NOW) == TWO, "nobody knows yet how long it takes"
    lanes.takes("a", TWO)
    lanes.back("a", well=True, took=AT_ONCE, rest=None, now=NOW)
    assert lanes.room("a", NOW) == FEW - 1
    lanes.back("a", well=True, took=AT_ONCE / 2, rest=None, now=NOW)
    assert lanes.room("a", NOW) == TWO


def until_back(office: Office, now: object) -> None:
    """Let the office work until nothing is under way."""
    while office.step(now):  # type: ignore[arg-type]
        office.wait(5)


def allow(house: House, service: Service) -> None:
    """Who runs the house adds one more service."""
    object.__setattr__(
        house.settings, "push_origins", (*house.settings.push_origins, service.origin)
    )


def test_an_answer_that_cannot_be_written_holds_up_no_other(
    someone: SomeoneOf, house: House, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    els, ben = someone(world.els), someone(world.ben)
    knock(house, world.els)
    knock(house, world.ben)
    broken = els.row().id

    def breaks(session: Session, came: Iterable[Came], now: datetime) -> None:
        came = list(came)
        if any(each.knock.id == broken for each in came):
            raise ValueError(broken)
        record(session, came, now)

    monkeypatch.setattr(due, "record", breaks)
    deliver(house, NOW)
    assert (els.row().accepted_at, ben.row().accepted_at) == (None, NOW)


def test_while_the_database_is_slow_little_is_on_its_way_that_is_not_written_down() -> None:
    lanes, took = Lanes(), 4 * AT_ONCE
    lanes.takes("a", TWO)
    lanes.back("a", well=True, took=took, rest=None, now=NOW)
    assert lanes.room("a", NOW) == FEW - 1
    lanes.wrote(2 * took)
    lanes.back("a", well=True, took=took, rest=None, now=NOW)
    assert lanes.room("a", NOW) == TWO
    lanes.wrote(took)
    lanes.takes("a", 1)
    lanes.back("a", well=True, took=took, rest=None, now=NOW)
    assert lanes.room("a", NOW) == FEW
