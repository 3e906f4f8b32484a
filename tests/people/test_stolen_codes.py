"""Security R12: nothing in a stolen database is a code or a row of pictures, at the real door."""

from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient

from api.core.house import House
from api.people import hashing, rules
from tests.people.doors import PICTURES, PIN, Door, is_in
from tests.people.stolen import all_values
from tests.world import World

# What is in the rows is the same wherever they lie.
pytestmark = pytest.mark.only("sqlite")


@pytest.fixture
def tablet(house: House, app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """A tablet of Els and Noor, on which a thief may try as often as they like, and fast."""
    quick = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(hashing, "SLOW", quick)
    monkeypatch.setattr(rules, "WRONG_TRIES", 10**6)
    browser = app.test_client()
    Door(house, app).place(browser, world.els, world.noor)
    return browser


def test_no_value_of_a_stolen_database_opens_the_door_as_a_code_or_as_pictures(
    house: House, world: World, tablet: FlaskClient
) -> None:
    values = all_values(house)
    assert len(values) > 100
    for value in values:
        # A thief with all the time in the world; that haste is refused is another promise.
        house.clock.moment += timedelta(minutes=1)  # type: ignore[attr-defined]
        for form in (
            {"wie": str(world.els), "code": value},
            {"wie": str(world.noor), "picture": [value] * len(PICTURES)},
            {"wie": str(world.noor), "picture": value.split()},
        ):
            assert tablet.post("/binnen", data=form).status_code in {200, 422}, value
    assert not is_in(tablet)


def test_the_right_code_and_pictures_do_open_it(
    house: House, world: World, tablet: FlaskClient
) -> None:
    """Otherwise nothing opened because the door was stuck."""
    for form in (
        {"wie": str(world.els), "code": PIN},
        {"wie": str(world.noor), "picture": PICTURES},
    ):
        assert tablet.post("/binnen", data=form).status_code == 303
        tablet.post("/binnen/uit")
