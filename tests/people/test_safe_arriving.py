"""Coming in with a link goes well once, also with a hasty thumb or a phone that keeps nothing."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.house import House
from api.people.model import Device
from api.people.staying.queries import places
from tests.houses import NOW
from tests.people.doors import PICTURES, PIN, Door, copy_cookies
from tests.world import World

FOUR_TWICE = {"picture": [*PICTURES, *PICTURES], "again": ""}
CODE = {"code": PIN, "again": PIN}
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
Clients = Callable[[UUID], FlaskClient]


@pytest.fixture
def door(house: House, app: Flask) -> Door:
    return Door(house, app)


def test_a_page_sent_twice_on_arriving_lets_in_once(door: Door, world: World) -> None:
    """The first answer is lost on the way, as with a second press before it came."""
    for person, secret in ((world.els, CODE), (world.noor, FOUR_TWICE)):
        browser, way = door.app.test_client(), door.link(person)
        assert browser.post("/kom", data={"link": way}).status_code == 200
        lost = copy_cookies(door.app, browser)
        form = {"link": way, "eigen": "nee", "kent": "ja", **secret}
        assert lost.post("/kom", data=form).status_code == 303
        assert browser.post("/kom", data=form).status_code == 303
        assert browser.get("/ik").json["who"] == str(person)  # type: ignore[index]
        with door.house.db.reading(EVERYWHERE) as session:
            assert len(places(session, person, now=NOW)) == 1
        other = copy_cookies(door.app, browser)
        other.delete_cookie("hbd")
        assert other.post("/kom", data=form).status_code == 410


def test_a_token_of_a_device_that_was_ended_comes_back_by_no_link(door: Door, world: World) -> None:
    browser = door.arrive(world.els)
    with door.house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        for device in session.scalars(select(Device)):
            device.ended_at = NOW
    before = browser.get_cookie("hbd")
    door.arrive(world.els, browser)
    after = browser.get_cookie("hbd")
    assert before
    assert after
    assert before.value != after.value


def test_a_browser_that_keeps_nothing_spends_no_link(door: Door, world: World) -> None:
    browser, way = door.app.test_client(use_cookies=False), door.link(world.els)
    page = browser.post("/kom", data={"link": way})
    assert 'name="kent"' in page.text
    answer = browser.post("/kom", data={"link": way, "kent": "ja", **CODE})
    assert answer.status_code == 422
    assert "onthoudt nu niets" in answer.text
    assert door.accept(door.app.test_client(), way).status_code == 303


def test_who_taps_the_old_link_each_time_comes_to_her_own_door(door: Door, world: World) -> None:
    phone, way = door.app.test_client(), door.link(world.els)
    door.accept(phone, way)
    phone.post("/binnen/uit")
    answer = phone.post("/kom", data={"link": way})
    assert (answer.status_code, answer.location) == (303, "/")
    assert door.app.test_client().post("/kom", data={"link": way}).status_code == 410
