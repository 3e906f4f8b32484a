"""A sign-in that is ended is over at once, and nothing in a stolen database lets anybody in."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.errors import Refusal
from api.core.house import House
from api.people import entering
from api.people.hashing import fits
from api.people.model import Credential, Secret, SignIn
from tests.people.doors import PIN, Door, copy_cookies, is_in
from tests.people.stolen import all_values
from tests.world import World, sign_in_client

DAYS = timedelta(days=1)
SECOND = timedelta(seconds=1)
OTHER = "739164"


@pytest.fixture
def door(house: House, app: Flask) -> Door:
    return Door(house, app)


def test_a_saved_cookie_is_refused_with_401_where_a_program_asks(door: Door, world: World) -> None:
    saved = copy_cookies(door.app, browser := door.arrive(world.els))
    browser.post("/binnen/uit")
    assert saved.post("/instellingen/bewaren").status_code == 401


def test_signing_in_again_ends_what_was_open_in_this_browser(door: Door, world: World) -> None:
    browser = door.arrive(world.els)
    saved = copy_cookies(door.app, browser)
    door.knock(browser, world.els)
    assert is_in(browser)
    assert not is_in(saved)


def test_no_value_of_a_stolen_database_lets_anybody_in(door: Door, world: World) -> None:
    door.arrive(world.els)
    door.link(world.ben)
    values = all_values(door.house)
    assert len(values) > 100
    assert PIN not in values
    thief = door.app.test_client()
    for value in values:
        thief.set_cookie("hb", value)
        assert not is_in(thief), value
    thief.delete_cookie("hb")
    for value in values:
        door.wait()
        answer = thief.post("/kom", data={"link": value})
        assert answer.status_code == 422, value
    for value in values:
        thief.set_cookie("hbd", value)
        assert "oma Els" not in thief.get("/binnen").text


def test_no_value_of_a_stolen_database_is_a_code(door: Door, world: World) -> None:
    door.arrive(world.els)
    with door.house.db.reading(world.household) as session:
        stored = session.get_one(Secret, world.els).hash
    assert fits(stored, PIN, door.house.secrets.pepper)
    assert not fits(stored, PIN, b"another pepper")
    assert not fits(stored, stored, door.house.secrets.pepper)
    assert not fits("no hash at all", PIN, door.house.secrets.pepper)
    assert PIN not in stored


def test_ten_wrong_tries_close_this_device_for_this_person_only(door: Door, world: World) -> None:
    here, there = door.arrive(world.els), door.app.test_client()
    door.accept(there, door.link(world.els), OTHER)
    door.accept(here, door.link(world.ben), PIN)
    here.post("/binnen/uit")
    for _ in range(10):
        assert door.knock(here, world.els, "505152").status_code == 422
    assert door.knock(here, world.els, OTHER).status_code == 410
    assert not is_in(here)
    assert is_in(there)
    assert door.knock(there, world.els, OTHER).status_code == 303
    assert door.knock(here, world.ben, PIN).status_code == 303


def test_the_right_code_at_the_tenth_try_lets_in_and_counts_anew(door: Door, world: World) -> None:
    browser = door.arrive(world.els)
    for _ in range(2):
        for _ in range(9):
            assert door.knock(browser, world.els, "505152").status_code == 422
        assert door.knock(browser, world.els).status_code == 303
    with door.house.db.reading(world.household) as session:
        place = session.scalars(select(Credential).filter_by(person_id=world.els)).one()
    assert (place.wrong_tries, place.disabled_at) == (0, None)


def test_a_new_link_opens_a_closed_device_again(door: Door, world: World) -> None:
    browser = door.arrive(world.els)
    for _ in range(10):
        door.knock(browser, world.els, "505152")
    assert "nieuwe link" in browser.get("/binnen").text
    assert door.accept(browser, door.link(world.els)).status_code == 303
    assert is_in(browser)


@pytest.mark.parametrize(("after", "still"), [(-SECOND, True), (timedelta(0), False)])
def test_an_unused_sign_in_ends_after_thirty_days(
    door: Door, world: World, after: timedelta, still: bool
) -> None:
    browser = door.arrive(world.els)
    began = door.house.clock.now()
    midnight = began.replace(hour=0, minute=0, second=0, microsecond=0)
    door.house.clock.moment = midnight + 30 * DAYS + after  # type: ignore[attr-defined]
    assert is_in(browser) is still


def test_a_used_sign_in_goes_on_until_180_days(door: Door, world: World) -> None:
    browser = door.arrive(world.els)
    began = door.house.clock.now()
    for day in range(0, 180, 20):
        door.house.clock.moment = began + day * DAYS  # type: ignore[attr-defined]
        assert is_in(browser)
    door.house.clock.moment = began + 180 * DAYS  # type: ignore[attr-defined]
    assert not is_in(browser)


def test_nobody_can_read_at_what_time_someone_was_here(door: Door, world: World) -> None:
    browser = door.arrive(world.els)
    door.house.clock.moment += timedelta(days=1, hours=5, minutes=17)  # type: ignore[attr-defined]
    assert is_in(browser)
    with door.house.db.reading(EVERYWHERE) as session:
        used = session.scalars(select(SignIn.used_at)).all()
    assert {(at.hour, at.minute, at.second) for at in used} == {(0, 0, 0)}


def test_a_remember_cookie_neither_breaks_nor_opens_anything(door: Door, world: World) -> None:
    browser = sign_in_client(door.app, world.els)
    for name in ("remember_token", "session"):
        browser.set_cookie(name, "x|y")
    assert is_in(browser)
    headers = {"Cookie": f"=x|y; {_cookie(browser, 'hb')}"}
    assert door.app.test_client(use_cookies=False).get("/ik", headers=headers).status_code == 200
    stranger = door.app.test_client()
    stranger.set_cookie("remember_token", f"{world.els}|abc")
    assert not is_in(stranger)


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(door: Door, world: World) -> None:
    answer = door.accept(door.app.test_client(), door.link(world.els))
    cookies = answer.headers.getlist("Set-Cookie")
    assert len(cookies) == 2
    for cookie in cookies:
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert "Path=/" in cookie
        assert "Domain" not in cookie


def test_tries_at_the_same_moment_count_one_by_one(door: Door, world: World) -> None:
    browser = door.arrive(world.els)
    cookie = browser.get_cookie("hbd")
    assert cookie is not None

    def knock(_number: int) -> int:
        now = door.house.clock.now()
        with pytest.raises(Refusal) as refusal:
            entering.sign_in(
                door.house,
                device_token=cookie.value,
                person=world.els,
                chosen=["505152"],
                now=now,
            )
        return refusal.value.status

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(knock, range(14)))
    assert sorted(answers) == [410] * 4 + [422] * 10


def _cookie(browser: FlaskClient, name: str) -> str:
    found = browser.get_cookie(name)
    assert found is not None
    return f"{name}={found.value}"
