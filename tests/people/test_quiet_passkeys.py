"""A finger can be taken: of whoever has a quiet view it opens that one, and nothing else."""

import pytest
from flask import Flask

from api.core.house import House
from tests.people.authenticator import Phone
from tests.people.doors import PIN, Door, copy_cookies
from tests.people.fingers import ONCE_MORE, asked, come, knock, out, turn_on
from tests.people.quietly import QUIET, choose, shows_little
from tests.people.test_passkeys import environment  # noqa: F401 - its house has a name
from tests.world import World


@pytest.fixture
def door(house: House, app: Flask) -> Door:
    return Door(house, app)


@pytest.fixture
def phone() -> Phone:
    return Phone()


def test_a_finger_opens_the_quiet_view_of_who_has_one(
    door: Door, world: World, phone: Phone
) -> None:
    browser = come(door, world.els, phone)
    out(browser)
    assert knock(door, browser, world.els, phone).status_code == 303
    assert not shows_little(door.app, browser)
    assert choose(browser, QUIET) == 200
    for begin in ("signed out", "locked"):
        if begin == "locked":
            browser.post("/binnen/slot", data={"wat": "dicht"})
        else:
            out(browser)
        assert knock(door, browser, world.els, phone).status_code == 303
        assert shows_little(door.app, browser)
    out(browser)
    assert door.knock(browser, world.els, PIN).status_code == 303
    assert not shows_little(door.app, browser)


def test_asked_once_more_a_finger_closes_the_whole_view(
    door: Door, world: World, phone: Phone
) -> None:
    browser = come(door, world.els, phone)
    assert choose(browser, QUIET) == 200
    door.wait()
    form = {"naar": "/", "vinger": phone.sign(asked(browser, ONCE_MORE))}
    assert browser.post(ONCE_MORE, data=form).status_code == 303
    assert shows_little(door.app, browser)


def test_a_finger_of_the_quiet_view_opens_nothing_when_that_view_is_no_more(
    door: Door, world: World, phone: Phone
) -> None:
    """Whoever reads along may have enrolled it: it may not come to stand for the whole book."""
    browser = door.arrive(world.els)
    assert choose(browser, QUIET) == 200
    away = copy_cookies(door.app, browser)
    door.wait()
    assert door.knock(browser, world.els, QUIET).status_code == 303
    assert turn_on(browser, phone).status_code == 303
    assert shows_little(door.app, browser)
    # Turned off over the shoulder nothing ends, and the finger goes on.
    browser.post("/instellingen/rustig", data={"do": "uit"})
    assert knock(door, out(browser), world.els, phone).status_code == 303
    assert door.knock(away, world.els).status_code == 303
    assert away.post("/instellingen/rustig", data={"do": "uit"}).status_code == 200
    assert (
        browser.post("/binnen", data={"wie": str(world.els), "vinger": "vraag"}).status_code == 404
    )
    assert door.knock(browser, world.els, PIN).status_code == 303


def test_a_finger_stays_where_there_was_no_quiet_view_to_turn_off(
    door: Door, world: World, phone: Phone
) -> None:
    browser = come(door, world.els, phone)
    assert browser.post("/instellingen/rustig", data={"do": "uit"}).status_code == 200
    assert knock(door, out(browser), world.els, phone).status_code == 303
