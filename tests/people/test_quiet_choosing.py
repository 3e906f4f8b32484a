"""Choosing a code where there are 2: none comes to stand for the other, and no answer tells of it."""

import pytest
from flask import Flask
from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.house import House
from api.people import entering, hashing
from api.people.model import Credential
from tests.people.doors import BREATH, PIN, Door, copy_cookies, is_in
from tests.people.quietly import (
    QUIET,
    QUIET_PICTURES,
    anew,
    both,
    choose,
    come_in,
    shows_little,
)
from tests.people.test_at_the_door import Counted
from tests.world import World

OTHER = "731946"
CODE = "/instellingen/code"


@pytest.fixture
def door(house: House, app: Flask) -> Door:
    return Door(house, app)


def test_another_code_costs_as_much_and_is_said_as_well_over_the_shoulder(
    door: Door, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = both(door, world)
    slow = Counted(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(hashing, "SLOW", slow)
    costs = []
    for own, other in ((PIN, QUIET), (QUIET, PIN)):
        anew(door, browser, world, own)
        for code in (other, own):
            slow.worked = 0
            costs.append((choose(browser, code, at=CODE), slow.worked))
    assert costs == [(422, 1), (303, 5)] * 2


@pytest.mark.parametrize("view", [QUIET, PIN])
def test_choosing_another_code_is_a_try_and_takes_none_back(
    door: Door, world: World, view: str
) -> None:
    """The one code that is refused there is another one: nobody may go through all of them."""
    browser = both(door, world)
    copy = copy_cookies(door.app, browser)
    anew(door, browser, world, view)
    assert door.knock(copy, world.sara, OTHER).status_code == 422
    door.wait(5 * BREATH)
    codes = ["731947", "731948", "731949", "731940", "731941"]
    assert [choose(browser, code, at=CODE) for code in codes] == [303] * 5
    assert [choose(browser, code, at=CODE) for code in (QUIET, PIN, OTHER)] == [429] * 3
    assert tries(door, world) == 6
    # At the door it is the same count.
    form = {"wie": str(world.sara), "code": codes[-1]}
    assert copy.post("/binnen", data=form).status_code == 429
    assert door.knock(copy, world.sara, codes[-1]).status_code == 429
    door.wait(5 * BREATH)
    assert door.knock(copy, world.sara, codes[-1]).status_code == 303
    assert tries(door, world) == 0


def test_the_own_code_that_is_refused_over_the_shoulder_was_a_try(door: Door, world: World) -> None:
    browser = anew(door, both(door, world), world, QUIET)
    assert [choose(browser, PIN, at=CODE) for _ in range(6)] == [422] * 5 + [429]


def test_no_link_makes_the_quiet_code_one_that_opens_everything(
    door: Door, world: World, app: Flask
) -> None:
    """Whoever holds the link hears what they hear of any code that is easy to guess."""
    both(door, world)
    link, fresh = door.link(world.sara), app.test_client()
    easy, quiet = (door.accept(fresh, link, code) for code in ("123456", QUIET))
    assert (easy.status_code, quiet.status_code) == (422, 422)
    pages = {each.text.rsplit("</style>", maxsplit=1)[-1] for each in (easy, quiet)}
    assert len(pages) == 1
    assert door.accept(fresh, link, OTHER).status_code == 303
    assert not shows_little(app, fresh)
    anew(door, fresh, world, QUIET)
    assert shows_little(app, fresh)


def test_no_link_makes_the_quiet_pictures_open_everything(
    door: Door, world: World, app: Flask
) -> None:
    browser = come_in(app, world.noor, child=True)
    form: dict[str, object] = {"picture": QUIET_PICTURES * 2}
    assert browser.post("/instellingen/rustig", data=form).status_code == 200
    form = {"link": door.link(world.noor), "eigen": "nee", "picture": QUIET_PICTURES * 2}
    fresh = app.test_client()
    answer = fresh.post("/kom", data=form)
    assert (answer.status_code, is_in(fresh)) == (422, False)
    assert "Kies je plaatjes nog een keer." in answer.text


def test_a_link_meets_a_quiet_code_that_is_turned_on_meanwhile(
    door: Door, world: World, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = come_in(app, world.sara)
    link, fresh = door.link(world.sara), app.test_client()
    hashed = entering.hashed

    def meanwhile(secret: str, pepper: bytes) -> str:
        monkeypatch.undo()
        assert choose(browser, OTHER) == 200
        return hashed(secret, pepper)

    monkeypatch.setattr(entering, "hashed", meanwhile)
    assert door.accept(fresh, link, OTHER).status_code == 422
    assert not is_in(fresh)


def test_choosing_by_a_link_costs_as_much_with_and_without_a_quiet_code(
    door: Door, world: World, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    both(door, world)
    come_in(app, world.els)
    links = [door.link(who) for who in (world.sara, world.els)]
    slow = Counted(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(hashing, "SLOW", slow)
    for link in links:
        slow.worked = 0
        assert door.accept(app.test_client(), link, OTHER).status_code == 303
        assert slow.worked == 3  # the quiet code, the new one, and one of chance


def tries(door: Door, world: World) -> int:
    with door.house.db.reading(EVERYWHERE) as session:
        mine = select(Credential.wrong_tries).filter_by(person_id=world.sara)
        return session.scalars(mine).one()
