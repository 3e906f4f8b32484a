"""Not too many tries a minute: honest when it is too many, and never a door shut for another device."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.errors import TooMany
from api.core.house import House
from api.people.throttle import actions
from api.people.throttle.model import Tries
from api.people.throttle.rules import MINUTE, Tap, address_range, range_of, wait
from tests.houses import NOW
from tests.people.doors import PIN, Door
from tests.world import World

OTHER = "739164"
SECOND = timedelta(seconds=1)


@pytest.fixture
def door(house: House, app: Flask) -> Door:
    return Door(house, app)


def knock(browser: FlaskClient, person: UUID, pin: str = OTHER) -> int:
    return browser.post("/binnen", data={"wie": str(person), "code": pin}).status_code


def test_the_sixth_try_in_a_minute_is_told_to_wait_and_a_minute_later_it_goes(
    door: Door, world: World
) -> None:
    phone = door.arrive(world.els)
    assert [knock(phone, world.els) for _ in range(5)] == [422] * 5
    answer = phone.post("/binnen", data={"wie": str(world.els), "code": PIN})
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    assert "Wacht 1 minuut" in answer.text
    door.wait(MINUTE - SECOND)
    assert knock(phone, world.els, PIN) == 429
    door.wait(SECOND)
    assert knock(phone, world.els, PIN) == 303


def test_another_device_and_another_person_on_this_one_go_on(door: Door, world: World) -> None:
    tablet, phone = door.arrive(world.els), door.arrive(world.els)
    door.accept(tablet, door.link(world.ben))
    assert {knock(tablet, world.els) for _ in range(9)} == {422, 429}
    assert knock(phone, world.els, PIN) == 303
    assert knock(tablet, world.ben, PIN) == 303


def test_names_are_counted_alike_whether_they_are_known_or_not(
    door: Door, world: World, app: Flask
) -> None:
    tablets = [door.arrive(world.tim), door.arrive(world.tim)]
    for tablet, name in zip(tablets, ("Tim", "Niemand"), strict=True):
        form = {"naam": name, "code": OTHER}
        codes = [tablet.post("/binnen", data=form).status_code for _ in range(7)]
        assert codes == [422] * 5 + [429] * 2


def test_the_31st_wrong_link_in_a_minute_waits_from_that_range_alone(
    door: Door, world: World, app: Flask
) -> None:
    browser = app.test_client()

    def guess(address: str) -> int:
        form = {"link": uuid4().hex[:10]}
        return browser.post(
            "/kom", data=form, environ_overrides={"REMOTE_ADDR": address}
        ).status_code

    assert [guess(f"192.0.2.{number}") for number in range(30)] == [422] * 30
    assert guess("192.0.2.200") == 429
    assert guess("198.51.100.7") == 422


def test_what_was_right_does_not_count(door: Door, world: World) -> None:
    phone = door.arrive(world.els)
    assert [knock(phone, world.els, PIN) for _ in range(40)] == [303] * 40


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("192.0.2.1", "192.0.2.255"),
        ("::ffff:192.0.2.1", "192.0.2.9"),
        ("2001:db8:0:1200::1", "2001:db8:0:12ff::2"),
    ],
)
def test_neighbours_share_a_range(one: str, other: str) -> None:
    assert range_of(one) == range_of(other)


def test_others_do_not_share_a_range_and_no_address_is_one_too() -> None:
    found = {range_of(a) for a in ("192.0.2.1", "192.0.3.1", "2001:db8::", "2001:db9::", "x", "")}
    assert len(found) == 6


def test_the_table_holds_no_address_and_nothing_after_a_minute(house: House) -> None:
    tap = address_range(house.secrets.pepper, "192.0.2.1")
    actions.take(house, [tap], now=NOW)
    assert tap.key != address_range(b"another pepper", "192.0.2.1").key
    assert _keys(house) == [tap.key]
    actions.sweep(house, NOW + MINUTE)
    assert _keys(house) == [tap.key]
    actions.sweep(house, NOW + MINUTE + SECOND)
    assert _keys(house) == []


def test_a_clock_that_was_set_back_shuts_nobody_out_for_an_hour(house: House) -> None:
    tap = Tap(key=b"x", most=1)
    actions.take(house, [tap], now=NOW)
    with pytest.raises(TooMany):
        actions.take(house, [tap], now=NOW)
    actions.take(house, [tap], now=NOW - timedelta(hours=1))


@pytest.mark.parametrize(("late", "seconds"), [(0, 60), (59.5, 1), (75, 1), (-3600, 60)])
def test_the_wait_is_between_a_second_and_a_minute(late: float, seconds: int) -> None:
    assert wait(NOW, NOW + timedelta(seconds=late)) == seconds


def _keys(house: House) -> list[bytes]:
    with house.db.reading(EVERYWHERE) as session:
        return list(session.scalars(select(Tries.key)))
