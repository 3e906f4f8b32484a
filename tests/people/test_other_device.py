"""From the old phone to a new one, and a child that its safety person helps."""

import re
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.core.house import House
from tests.people.doors import PICTURES, PIN, Door, is_in
from tests.people.notices import told
from tests.world import World, sign_in_client

CODE = re.compile(r'<span translate="no">([a-z2-9]{3,4})</span>')
OWN = "/instellingen/nieuwe-telefoon"
NEW_PICTURES = ["dog", "fish", "boat", "star"]


@pytest.fixture
def door(house: House, app: Flask) -> Door:
    return Door(house, app)


def shown(browser: FlaskClient, path: str, **proof: object) -> str:
    """Give one's own code or pictures; returns the code to say."""
    answer = browser.post(path, data=proof or {"code": PIN})
    assert answer.status_code == 200
    assert 'class="qr"' in answer.text
    return "".join(CODE.findall(answer.text))


def test_a_new_phone_keeps_the_code_and_the_old_one_stays_open(
    door: Door, world: World, app: Flask
) -> None:
    old, fresh = door.arrive(world.els), app.test_client()
    secret = shown(old, OWN)
    assert "Typ je code" in fresh.post("/kom", data={"link": secret}).text
    assert door.accept(fresh, secret, "739164").status_code == 422
    answer = door.accept(fresh, secret)
    assert (answer.status_code, answer.location) == (303, "/logboek/nieuw")
    assert is_in(fresh)
    assert is_in(old)
    assert door.knock(fresh, world.els).status_code == 303
    assert told(door.house, world.household, world.els) == ["new_device"]
    assert door.accept(app.test_client(), secret).status_code == 410


@pytest.mark.parametrize("code", ["739164", "", "x"])
def test_without_the_own_code_nothing_is_shown(door: Door, world: World, code: str) -> None:
    old = door.arrive(world.els)
    answer = old.post(OWN, data={"code": code})
    assert answer.status_code == 422
    assert 'class="qr"' not in answer.text


def test_guessing_it_here_closes_this_phone_as_at_the_door(door: Door, world: World) -> None:
    old, other = door.arrive(world.els), door.arrive(world.els)
    door.knock(old, world.els)
    for _ in range(10):
        door.wait()
        assert old.post(OWN, data={"code": "739164"}).status_code == 422
    door.wait()
    assert old.post(OWN, data={"code": PIN}).status_code == 410
    assert door.knock(other, world.els).status_code == 303


def test_a_child_gives_its_pictures_tap_by_tap_and_keeps_them(
    door: Door, world: World, app: Flask
) -> None:
    tablet = app.test_client()
    door.place(tablet, world.noor)
    tablet.post("/binnen", data={"wie": str(world.noor), "picture": PICTURES})
    half = tablet.post(OWN, data={"picture": PICTURES[:2]})
    assert half.status_code == 200
    assert 'class="qr"' not in half.text
    secret, fresh = shown(tablet, OWN, picture=PICTURES), app.test_client()
    page = fresh.post("/kom", data={"link": secret, "picture": PICTURES[:3]})
    assert "dezelfde plaatjes" in page.text
    assert fresh.post("/kom", data={"link": secret, "picture": PICTURES}).status_code == 303
    assert is_in(fresh)
    assert is_in(tablet)
    for who in (world.noor, world.els, world.ben):
        assert told(door.house, world.household, who) == ["new_device"]
    assert told(door.house, world.household, world.mark) == []


def test_a_safety_person_helps_a_child_that_chooses_anew(
    door: Door, world: World, app: Flask
) -> None:
    tablet, fresh, els = app.test_client(), app.test_client(), door.arrive(world.els)
    door.place(tablet, world.noor)
    tablet.post("/binnen", data={"wie": str(world.noor), "picture": PICTURES})
    assert is_in(tablet)
    secret = shown(els, f"/mensen/helpen/{world.noor}")
    form = {"link": secret, "picture": NEW_PICTURES * 2}
    assert fresh.post("/kom", data=form).status_code == 303
    assert is_in(fresh)
    assert not is_in(tablet)
    knock = {"wie": str(world.noor), "picture": PICTURES}
    assert tablet.post("/binnen", data=knock).status_code == 422


def test_nobody_else_helps_a_child(door: Door, world: World, app: Flask) -> None:
    for who in (world.sara, world.mark, world.tim, world.kees, world.noor, world.ria, world.amina):
        client = sign_in_client(app, who)
        for child in (world.noor, uuid4()):
            path = f"/mensen/helpen/{child}"
            for answer in (client.get(path), client.post(path, data={"code": PIN})):
                assert answer.status_code == 404


def test_a_safety_person_helps_no_grown_up_and_no_other_child(door: Door, world: World) -> None:
    els = door.arrive(world.els)
    for person in (world.sara, world.els, world.fem, UUID(int=7)):
        assert els.post(f"/mensen/helpen/{person}", data={"code": PIN}).status_code == 404


def test_the_way_stands_on_the_people_page_of_who_may_and_of_nobody_else(
    app: Flask, world: World
) -> None:
    def ways(who: UUID) -> set[str]:
        page = sign_in_client(app, who).get("/mensen").text
        return set(re.findall(r'href="(/mensen/(?:erbij|helpen|kwijt))', page))

    assert ways(world.els) == {"/mensen/helpen", "/mensen/kwijt"}
    assert ways(world.tim) == {"/mensen/erbij", "/mensen/kwijt"}
    assert ways(world.mark) == ways(world.sara) == {"/mensen/kwijt"}
    assert ways(world.noor) == set()
