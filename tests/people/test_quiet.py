"""The quiet view at the door, on the pages and in the database."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.house import House
from api.people.model import Credential
from api.people.policy import Audience
from api.people.quiet.codes import codes_of, is_on
from tests.logbook.book import Book
from tests.people.doors import PICTURES, PIN, Door, copy_cookies, is_in
from tests.people.quietly import (
    QUIET,
    QUIET_PICTURES,
    anew,
    both,
    choose,
    come_in,
    shows_little,
)
from tests.world import World

OTHER = "731946"
SECRET = "Dit is alleen voor mij."


@pytest.fixture
def door(house: House, app: Flask, world: World) -> Door:
    return Door(house, app)


def test_each_code_opens_its_own_view(door: Door, world: World) -> None:
    Book(door.house, world.household, door.house.clock.now()).write(
        world.sara, SECRET, audience=Audience.SELF
    )
    browser = both(door, world)
    assert SECRET in browser.get("/logboek").text
    anew(door, browser, world, QUIET)
    assert shows_little(door.app, browser)
    assert SECRET not in browser.get("/logboek").text
    anew(door, browser, world, PIN)
    assert not shows_little(door.app, browser)
    assert SECRET in browser.get("/logboek").text


def test_a_child_has_a_second_row_of_pictures(door: Door, world: World) -> None:
    browser = come_in(door.app, world.noor, child=True)
    done = browser.post("/instellingen/rustig", data={"picture": QUIET_PICTURES * 2})
    assert done.status_code == 200
    for pictures, little in ((QUIET_PICTURES, True), (PICTURES, False)):
        browser.post("/binnen/uit")
        door.wait()
        form = {"wie": str(world.noor), "picture": pictures}
        assert browser.post("/binnen", data=form).status_code == 303
        assert shows_little(door.app, browser) is little


@pytest.mark.parametrize("code", [PIN, "123456", "12345", "281199"])
def test_the_second_code_is_as_strong_and_another_one(door: Door, world: World, code: str) -> None:
    browser = come_in(door.app, world.sara)
    assert choose(browser, code) == 422
    with door.house.db.reading(EVERYWHERE) as session:
        assert not is_on(codes_of(session, world.sara), door.house.secrets.pepper)


def test_the_first_code_cannot_become_the_second(door: Door, world: World) -> None:
    browser = both(door, world)
    assert choose(browser, QUIET, at="/instellingen/code") == 422
    assert choose(browser, OTHER, at="/instellingen/code") == 303
    anew(door, browser, world, QUIET)
    assert shows_little(door.app, browser)


def test_it_can_be_changed_and_turned_off(door: Door, world: World) -> None:
    browser = both(door, world)
    copy = anew(door, copy_cookies(door.app, browser), world, QUIET)
    browser = anew(door, browser, world, PIN)
    assert choose(browser, OTHER) == 200
    assert not is_in(copy)
    browser.post("/binnen/uit")
    assert door.knock(browser, world.sara, QUIET).status_code == 422
    assert door.knock(browser, world.sara, OTHER).status_code == 303
    anew(door, browser, world, PIN)
    browser.post("/instellingen/rustig", data={"do": "uit"})
    browser.post("/binnen/uit")
    assert door.knock(browser, world.sara, OTHER).status_code == 422


def test_whoever_reads_along_sees_that_there_is_none_and_takes_nothing(
    door: Door, world: World
) -> None:
    browser = anew(door, both(door, world), world, QUIET)
    page = browser.get("/instellingen/rustig").text
    assert "Je hebt nu een rustige code" not in page
    assert 'name="do"' not in page
    assert choose(browser, OTHER) == 200
    assert browser.post("/instellingen/rustig", data={"do": "uit"}).status_code == 200
    browser.post("/binnen/uit")
    assert door.knock(browser, world.sara, OTHER).status_code == 422
    anew(door, browser, world, QUIET)
    assert shows_little(door.app, browser)


def test_another_code_chosen_over_the_shoulder_takes_the_place_of_the_quiet_one(
    door: Door, world: World
) -> None:
    browser = both(door, world)
    away = copy_cookies(door.app, browser)
    assert door.knock(away, world.sara).status_code == 303
    anew(door, browser, world, QUIET)
    # Her own code is refused in the words for a code that is easy to guess.
    form = {"code": PIN, "again": PIN}
    assert "makkelijk te raden" in browser.post("/instellingen/code", data=form).text
    assert choose(browser, OTHER, at="/instellingen/code") == 303
    assert shows_little(door.app, browser)
    assert is_in(away)
    browser.post("/binnen/uit")
    assert door.knock(browser, world.sara, QUIET).status_code == 422
    anew(door, browser, world, PIN)
    assert not shows_little(door.app, browser)


def test_the_code_that_poses_as_the_own_one_is_refused_as_the_own_one_is(
    door: Door, world: World
) -> None:
    browser = both(door, world)
    said = browser.post("/instellingen/rustig", data={"code": PIN, "again": PIN})
    anew(door, browser, world, QUIET)
    form = {"code": QUIET, "again": QUIET}
    posed = browser.post("/instellingen/rustig", data=form)
    assert (said.status_code, posed.status_code) == (422, 422)
    for page in (said, posed):
        assert "Kies een andere code dan je gewone code." in page.text
    # And no answer tells that another code is the own one.
    assert choose(browser, PIN) == choose(browser, OTHER) == 200


def test_asked_once_more_the_quiet_code_closes_the_whole_view(door: Door, world: World) -> None:
    browser = both(door, world)
    before = copy_cookies(door.app, browser)
    form = {"naar": "/instellingen/toestellen", "code": QUIET}
    answer = browser.post("/binnen/nog-eens", data=form)
    assert (answer.status_code, answer.location) == (303, "/instellingen/toestellen")
    assert shows_little(door.app, browser)
    assert not is_in(before)
    assert browser.get("/instellingen/toestellen").status_code == 200


def test_asked_once_more_the_own_code_opens_nothing_in_the_quiet_view(
    door: Door, world: World
) -> None:
    browser = anew(door, both(door, world), world, QUIET)
    door.house.clock.moment += timedelta(minutes=6)  # type: ignore[attr-defined]
    assert browser.get("/instellingen/toestellen").status_code == 303
    browser.post("/binnen/nog-eens", data={"naar": "/", "code": PIN})
    assert browser.get("/instellingen/toestellen").status_code == 200
    assert shows_little(door.app, browser)


@pytest.mark.parametrize(("given", "little"), [(QUIET, True), (PIN, False)])
@pytest.mark.parametrize("before", [QUIET, PIN])
def test_a_locked_screen_opens_in_the_view_of_the_code(
    door: Door, world: World, before: str, given: str, little: bool
) -> None:
    browser = anew(door, both(door, world), world, before)
    mark = browser.get("/ik").json["mark"]  # type: ignore[index]
    browser.post("/binnen/slot", data={"wat": "dicht"})
    assert not is_in(browser)
    assert door.knock(browser, world.sara, given).status_code == 303
    assert shows_little(door.app, browser) is little
    # The same pages go on in the same view only; a phone keeps none of the other.
    here = browser.get(f"/ik?mark={mark}").json
    assert here["same"] is (before == given)  # type: ignore[index]
    assert (here["mark"] == mark) is (before == given)  # type: ignore[index]


def test_a_page_goes_on_for_its_own_person_in_its_own_view_alone(door: Door, world: World) -> None:
    browser = both(door, world)
    mark = browser.get("/ik").json["mark"]  # type: ignore[index]
    for code, goes_on in ((PIN, True), (QUIET, False), (PIN, True)):
        anew(door, browser, world, code)
        here = browser.get(f"/ik?mark={mark}").json
        assert here["same"] is goes_on  # type: ignore[index]
        assert here["mark"] != mark  # type: ignore[index]
    els = come_in(door.app, world.els)
    assert els.get(f"/ik?mark={mark}").json["same"] is False  # type: ignore[index]


def test_ten_wrong_tries_close_the_place_with_or_without_a_second_code(
    door: Door, world: World
) -> None:
    browser = both(door, world)
    browser.post("/binnen/uit")
    for _ in range(10):
        door.knock(browser, world.sara, OTHER)
    for code in (PIN, QUIET):
        assert door.knock(browser, world.sara, code).status_code == 410


def test_the_quiet_code_takes_wrong_tries_back_as_the_own_one_does(
    door: Door, world: World
) -> None:
    browser = both(door, world)
    browser.post("/binnen/uit")
    for code in (OTHER, OTHER, QUIET):
        door.knock(browser, world.sara, code)
    with door.house.db.reading(EVERYWHERE) as session:
        mine = select(Credential.wrong_tries).filter_by(person_id=world.sara)
        assert session.scalars(mine).one() == 0
