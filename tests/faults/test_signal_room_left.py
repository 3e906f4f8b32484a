"""A signal when the disk is full or the database is held: it comes in all the same (security R36).

The phone that sent it need not know: the child may have a page without script, that sends nothing again.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Event
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from api.core.clock import FixedClock
from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.settings import Settings
from api.people.model import Household
from api.push.due import deliver
from tests.faults.counting import is_whole
from tests.faults.phone import told_honestly
from tests.faults.test_disk import fill, small_disk
from tests.houses import NOW, make_app
from tests.push.knocking import give_device, subscribe, subscribe_on_new, waiting
from tests.push.service import serving
from tests.safe_object.calls import signals
from tests.safe_object.room import AGREED, PLAY, Mover, agree_on, tablet
from tests.world import World, build_world

__all__ = ["small_disk"]
HELD = 10


@pytest.mark.only("sqlite")
@pytest.mark.parametrize("way", [Mover.put, Mover.post], ids=["phone", "plain form"])
def test_when_the_disk_is_full_the_ballast_goes_and_the_signal_comes_in_at_once(
    small_disk: Path, template: str, way: Callable[..., object]
) -> None:
    shutil.copy(template, small_disk / "huisboek.db")
    with serving() as service:
        told = {"HUISBOEK_DATA": str(small_disk), "HUISBOEK_PUSH_ORIGINS": service.origin}
        house = House.open(Settings.from_environment(told), FixedClock(NOW))
        service.now = house.clock.now
        house.ready()
        world = build_world(house, NOW)
        room = room_of(make_app(house), house, world)
        subscribe(house, world.els, give_device(house, world.els), service=service)
        fill(small_disk / "other")

        assert way(room, *AGREED).status_code == 200  # type: ignore[attr-defined]
        assert not (small_disk / "ballast").exists(), "nothing was freed"
        assert len(signals(house)) == 1
        deliver(house, NOW)
        assert len(service.accepted()) == 1
        assert room.client.get("/healthz").get_json()["disk"] == "low"
        house.close()
    assert is_whole(small_disk / "huisboek.db")


@pytest.mark.only("sqlite")
def test_when_nothing_can_be_freed_any_more_it_is_told_of_play_and_signal_alike(
    small_disk: Path, template: str
) -> None:
    shutil.copy(template, small_disk / "huisboek.db")
    told = {"HUISBOEK_DATA": str(small_disk)}
    house = House.open(Settings.from_environment(told), FixedClock(NOW))
    world = build_world(house, NOW)
    room = room_of(make_app(house), house, world)
    other = small_disk / "other"
    fill(other)
    answers = [room.put(*PLAY), room.put(*AGREED)]
    for answer in answers:
        told_honestly(answer, 507)
    assert answers[0].data == answers[1].data
    assert signals(house) == []
    other.unlink()
    assert room.put(*AGREED).status_code == 200
    assert len(signals(house)) == 1
    house.close()


@pytest.fixture
def noors(app: Flask, house: House, world: World) -> Mover:
    subscribe_on_new(house, world.els)
    return room_of(app, house, world)


def room_of(app: Flask, house: House, world: World) -> Mover:
    """Noor's room on the tablet, with what she and oma Els agreed on."""
    agree_on(house, world.noor, world.els)
    return Mover(tablet(app, house, world.noor, world.sara), world.noor, house)


def hold(house: House, holds: Event) -> Iterator[None]:
    """What another program does that keeps the database for itself."""
    if house.db.is_sqlite:
        path = house.settings.data / "huisboek.db"
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            holds.set()
            yield
            other.execute("ROLLBACK")
        return
    with (
        house.db.reading(EVERYWHERE) as _,
        house.db.writing(EVERYWHERE, by=None, now=NOW) as session,
    ):
        session.execute(select(Household.id).with_for_update())
        holds.set()
        yield


def test_a_database_that_is_held_for_ten_seconds_loses_no_signal(
    noors: Mover, house: House, world: World
) -> None:
    """The house waits as long as it does for people; the phone, told to, sends the same bytes again."""
    holds, never, given = Event(), Event(), uuid4()

    def holding() -> None:
        for _ in hold(house, holds):
            never.wait(HELD)

    with ThreadPoolExecutor(1) as other:
        held = other.submit(holding)
        assert holds.wait(20)
        statuses = [noors.put(*AGREED, given).status_code]
        while statuses[-1] == 503:
            assert len(statuses) < HELD, "nobody is heard any more"
            statuses.append(noors.put(*AGREED, given).status_code)
        held.result()
    assert statuses[-1] == 200
    assert [each.ward_id for each in signals(house)] == [world.noor]
    assert len(waiting(house, world.els)) == 1
