"""A locked sign-in reads nothing, still sends what it wrote, and is opened by its own person alone."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.house import House
from api.logbook.note import Kind
from api.people.model import SignIn
from api.people.policy import Audience
from tests.houses import NOW
from tests.logbook.book import Book
from tests.outbox.phone import Phone
from tests.people.doors import PICTURES, PIN, Door, copy_cookies, is_in
from tests.world import World, sign_in_client

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
SECRET = "Ik was bang in de keuken."


@pytest.fixture
def door(house: House, app: Flask) -> Door:
    return Door(house, app)


def say(browser: FlaskClient, what: str) -> int:
    return browser.post("/binnen/slot", data={"wat": what}).status_code


def wait(house: House, time: timedelta) -> None:
    house.clock.moment += time  # type: ignore[attr-defined]


def child_on(door: Door, browser: FlaskClient, child: UUID) -> FlaskClient:
    """A child that comes in by its pictures."""
    door.place(browser, child)
    assert tap(browser, child).status_code == 303
    return browser


def tap(browser: FlaskClient, child: UUID, pictures: list[str] | None = None):  # noqa: ANN201
    return browser.post("/binnen", data={"wie": str(child), "picture": pictures or PICTURES})


def test_a_child_is_locked_at_once_and_its_own_pictures_open_the_same_sign_in(
    door: Door, house: House, world: World
) -> None:
    browser = child_on(door, door.app.test_client(), world.noor)
    before = open_rows(house, world.noor)
    assert say(browser, "weg") == 204
    assert not is_in(browser)
    assert browser.get("/").location == "/binnen"
    assert "Noor" not in browser.get("/bellen").text
    assert tap(browser, world.noor, ["bear", "sun", "moon", "cat"]).status_code == 422
    assert not is_in(browser)
    assert tap(browser, world.noor).status_code == 303
    assert is_in(browser)
    assert open_rows(house, world.noor) == before


def test_an_adult_is_locked_after_two_minutes_out_of_sight(door: Door, world: World) -> None:
    browser = door.arrive(world.els)
    assert say(browser, "weg") == 204
    wait(door.house, 2 * MINUTE - SECOND)
    assert is_in(browser)
    wait(door.house, SECOND)
    assert not is_in(browser)
    assert say(browser, "terug") == 401
    wait(door.house, 30 * MINUTE)
    assert say(browser, "weg") == 204
    assert not is_in(browser)
    assert door.knock(browser, world.els).status_code == 303
    assert is_in(browser)


def test_who_is_named_at_no_door_opens_the_own_lock_and_nobody_elses(
    door: Door, house: House, world: World
) -> None:
    """Who has a side is named nowhere; a page of theirs that locked asks them all the same."""
    browser = door.arrive(world.lotte)
    assert say(browser, "dicht") == 204
    assert browser.get(f"/binnen?wie={world.lotte}").status_code == 404
    assert door.knock(browser, world.lotte, "135790").status_code == 422
    assert not is_in(browser)
    before = open_rows(house, world.lotte)
    assert door.knock(browser, world.lotte).status_code == 303
    assert is_in(browser)
    assert open_rows(house, world.lotte) == before
    assert door.knock(browser, world.daan).status_code == 404
    browser.post("/binnen/uit")
    assert door.knock(browser, world.lotte).status_code == 404, "by name, from now on"


def test_who_comes_back_in_time_stays_in(door: Door, world: World) -> None:
    browser = door.arrive(world.els)
    say(browser, "weg")
    wait(door.house, MINUTE)
    assert say(browser, "terug") == 204
    wait(door.house, 10 * MINUTE)
    assert is_in(browser)
    say(browser, "weg")
    wait(door.house, MINUTE)
    browser.get("/logboek", headers={"Sec-Fetch-Mode": "navigate", "Sec-Purpose": "prefetch"})
    browser.get("/ik")
    wait(door.house, MINUTE)
    assert not is_in(browser)
    door.knock(browser, world.els)
    say(browser, "weg")
    wait(door.house, MINUTE)
    browser.get("/logboek", headers={"Sec-Fetch-Mode": "navigate"})
    wait(door.house, MINUTE)
    assert is_in(browser)


def test_a_page_that_was_away_too_long_locks_though_its_word_was_lost(
    door: Door, world: World
) -> None:
    browser = door.arrive(world.els)
    assert say(browser, "dicht") == 204
    assert not is_in(browser)
    headers = {"Sec-Fetch-Mode": "navigate"}
    assert browser.post("/binnen/slot", data={"wat": "weg"}, headers=headers).status_code == 204
    assert not is_in(browser)
    assert say(browser, "iets") == 422


@pytest.mark.parametrize("wrong", [-timedelta(hours=1), timedelta(hours=1)])
def test_a_clock_an_hour_off_opens_nothing_and_ends_nothing(
    door: Door, world: World, wrong: timedelta
) -> None:
    locked, at_ease = door.arrive(world.els), door.arrive(world.ben)
    say(locked, "dicht")
    wait(door.house, wrong)
    assert not is_in(locked)
    assert is_in(at_ease)
    wait(door.house, -wrong)
    assert not is_in(locked)
    assert is_in(at_ease)


def test_what_was_on_its_way_is_still_taken_in_from_a_locked_sign_in(
    door: Door, house: House, app: Flask, world: World
) -> None:
    browser = sign_in_client(app, world.noor)
    phone = Phone(browser, world.noor, house.clock.now())
    say(browser, "weg")
    answer = phone.note("Wij zwommen.", audience="safety_person", feeling="happy")
    assert answer.status_code == 201, answer.text
    assert browser.get(answer.json["at"]).status_code == 303
    assert not is_in(browser)


def test_a_copy_of_a_locked_cookie_stays_out_when_its_person_comes_back(
    door: Door, world: World
) -> None:
    browser = door.arrive(world.els)
    copied = copy_cookies(door.app, browser)
    say(browser, "dicht")
    door.knock(browser, world.els)
    assert is_in(browser)
    assert not is_in(copied)


def test_somebody_else_who_comes_in_on_a_locked_tablet_ends_that_sign_in(
    door: Door, world: World
) -> None:
    tablet = door.app.test_client()
    door.place(tablet, world.els, world.ben)
    door.knock(tablet, world.els)
    hers = copy_cookies(door.app, tablet)
    say(tablet, "dicht")
    assert door.knock(tablet, world.ben).status_code == 303
    assert not is_in(hers)
    assert "Ben" in tablet.get("/").text


def test_a_page_of_who_was_here_before_locks_nobody_else(door: Door, world: World) -> None:
    tablet = door.app.test_client()
    door.place(tablet, world.els, world.ben)
    door.knock(tablet, world.ben)
    hers = {"wat": "dicht", "wie": str(world.els)}
    assert tablet.post("/binnen/slot", data=hers).status_code == 401
    assert is_in(tablet)


def test_a_private_note_asks_the_code_again_after_five_minutes_and_leads_back(
    door: Door, house: House, world: World
) -> None:
    note = private_note(house, world)
    browser = door.arrive(world.els)
    assert SECRET in browser.get("/logboek").text
    wait(house, 5 * MINUTE - SECOND)
    assert SECRET in browser.get(f"/logboek/{note}").text
    wait(house, SECOND)
    assert SECRET not in browser.get("/logboek").text
    assert SECRET not in browser.get("/").text
    assert SECRET not in browser.post("/logboek/zoeken", data={"words": "keuken"}).text
    asked = browser.get(f"/logboek/{note}")
    assert asked.status_code == 303
    assert browser.get(asked.location).status_code == 200
    form = {"naar": f"/logboek/{note}", "code": "505152"}
    assert browser.post("/binnen/nog-eens", data=form).status_code == 422
    assert browser.get(f"/logboek/{note}").status_code == 303
    led = browser.post("/binnen/nog-eens", data=form | {"code": PIN})
    assert (led.status_code, led.location) == (303, f"/logboek/{note}")
    assert SECRET in browser.get(f"/logboek/{note}").text


def test_who_may_not_read_it_is_not_asked_for_a_code_either(
    door: Door, house: House, world: World
) -> None:
    note = private_note(house, world)
    browser = door.arrive(world.mark)
    for _ in range(2):
        known, unknown = (browser.get(f"/logboek/{each}") for each in (note, uuid4()))
        assert known.status_code == unknown.status_code == 404
        wait(house, 6 * MINUTE)


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/instellingen/toestellen", "/instellingen/toestellen"),
        ("/logboek?na=x", "/logboek?na=x"),
        ("/instellingen/toestellen/anderen", "/instellingen/toestellen"),
        ("//elders.example/logboek", "/"),
        ("https://elders.example/", "/"),
        ("/\\elders.example", "/"),
        ("/weg", "/"),
        ("/binnen/nog-eens", "/"),
        ("", "/"),
    ],
)
def test_the_page_that_asks_leads_to_our_own_pages_alone(
    door: Door, world: World, asked: str, led: str
) -> None:
    browser = door.arrive(world.els)
    form = {"naar": asked, "code": PIN}
    assert browser.post("/binnen/nog-eens", data=form).location == led


def test_ten_wrong_tries_on_the_asking_page_close_the_device_too(door: Door, world: World) -> None:
    browser = door.arrive(world.els)
    form = {"naar": "/", "code": "505152"}
    answers = []
    for _ in range(11):
        door.wait()
        answers.append(browser.post("/binnen/nog-eens", data=form).status_code)
    assert answers == [422] * 10 + [410]
    door.wait()
    assert browser.post("/binnen/nog-eens", data=form | {"code": PIN}).status_code == 410


def test_the_asking_page_slows_down_whoever_guesses(door: Door, world: World) -> None:
    browser = door.arrive(world.els)
    form = {"naar": "/", "code": "505152"}
    answers = [browser.post("/binnen/nog-eens", data=form).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]


def test_a_proof_needs_this_device(door: Door, world: World) -> None:
    browser = door.arrive(world.els)
    thief = copy_cookies(door.app, browser)
    thief.delete_cookie("hbd")
    assert thief.post("/binnen/nog-eens", data={"naar": "/", "code": PIN}).status_code == 404


def private_note(house: House, world: World) -> UUID:
    book = Book(house, world.household, house.clock.now() - timedelta(days=1))
    return book.write(world.noor, SECRET, kind=Kind.TELL, audience=Audience.SAFETY_PERSON)


def open_rows(house: House, person: UUID) -> list[UUID]:
    with house.db.reading(EVERYWHERE) as session:
        return list(session.scalars(select(SignIn.id).filter_by(person_id=person, ended_at=None)))


def test_the_word_that_it_was_away_too_long_tells_no_minute_of_a_child(
    door: Door, house: House, world: World
) -> None:
    wait(house, 7 * MINUTE)
    for browser, who, hour in (
        (child_on(door, door.app.test_client(), world.noor), world.noor, NOW.replace(hour=0)),
        (door.arrive(world.els), world.els, house.clock.now() - 2 * MINUTE),
    ):
        assert say(browser, "dicht") == 204
        with house.db.reading(EVERYWHERE) as session:
            mine = select(SignIn.hidden_at).filter_by(person_id=who, ended_at=None)
            assert session.scalars(mine).all() == [hour]
        assert not is_in(browser)
