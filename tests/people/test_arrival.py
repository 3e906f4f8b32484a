"""The door as a person meets it: a link, a code or pictures, and inside."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.core.house import House
from api.demo.door import CODE as DEMO_CODE
from api.demo.door import PICTURES as DEMO_PICTURES
from api.demo.people import settle
from api.people.actions import end_membership
from api.people.rules import PICTURES as ALL_PICTURES
from tests.houses import NOW
from tests.people.doors import PICTURES, PIN, Door, is_in
from tests.world import World

HOURS_72 = timedelta(hours=72)
SECOND = timedelta(seconds=1)
DAYS = timedelta(days=1)


@pytest.fixture
def door(house: House, app: Flask) -> Door:
    return Door(house, app)


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    return app.test_client()


def test_a_grown_up_comes_in_by_link_and_code_and_may_write_at_once(
    door: Door, world: World, browser: FlaskClient
) -> None:
    link = door.link(world.els)
    page = browser.post("/kom", data={"link": link, "eigen": "ja"})
    assert page.status_code == 200
    assert 'name="code"' in page.text
    answer = door.accept(browser, link)
    assert (answer.status_code, answer.location) == (303, "/huisregels")
    assert is_in(browser)
    said = browser.get("/ik").json
    assert (said["who"], said["own"]) == (str(world.els), True)  # type: ignore[index]


def test_a_child_comes_in_by_link_and_pictures_tap_by_tap(
    door: Door, world: World, browser: FlaskClient
) -> None:
    link = door.link(world.noor)
    taps: list[str] = []
    for tap in PICTURES + PICTURES:
        taps.append(tap)
        answer = browser.post("/kom", data={"link": link, "eigen": "nee", "picture": taps})
        if len(taps) < 8:
            assert answer.status_code == 200
            assert answer.text.count('<input type="hidden" name="picture"') == len(taps)
    assert (answer.status_code, answer.location) == (303, "/huisregels")
    assert is_in(browser)
    browser.post("/binnen/uit")
    assert (
        browser.post("/binnen", data={"wie": str(world.noor), "picture": PICTURES[:3]}).status_code
        == 200
    )
    assert not is_in(browser)
    assert (
        browser.post("/binnen", data={"wie": str(world.noor), "picture": PICTURES}).status_code
        == 303
    )
    assert is_in(browser)


def test_pictures_in_another_order_are_other_pictures(
    door: Door, world: World, browser: FlaskClient
) -> None:
    taps = PICTURES + PICTURES
    browser.post("/kom", data={"link": door.link(world.noor), "picture": taps})
    browser.post("/binnen/uit")
    turned = {"wie": str(world.noor), "picture": PICTURES[::-1]}
    assert browser.post("/binnen", data=turned).status_code == 422
    assert not is_in(browser)


def test_pictures_tapped_differently_the_second_time_do_not_spend_the_link(
    door: Door, world: World, browser: FlaskClient
) -> None:
    link = door.link(world.noor)
    taps = PICTURES + PICTURES[::-1]
    assert browser.post("/kom", data={"link": link, "picture": taps}).status_code == 422
    assert browser.post("/kom", data={"link": link, "picture": PICTURES * 2}).status_code == 303


def test_starting_again_forgets_the_taps(door: Door, world: World, browser: FlaskClient) -> None:
    form = {"link": door.link(world.noor), "picture": PICTURES, "opnieuw": "ja"}
    page = browser.post("/kom", data=form)
    assert '<input type="hidden" name="picture"' not in page.text


def test_a_child_of_twelve_chooses_five_pictures(
    door: Door, world: World, browser: FlaskClient
) -> None:
    link = door.link(world.fem)
    assert browser.post("/kom", data={"link": link, "picture": PICTURES * 2}).status_code == 200
    five = [*PICTURES, "star"]
    assert browser.post("/kom", data={"link": link, "picture": five * 2}).status_code == 303


def test_the_pictures_lie_in_another_order_each_time(
    door: Door, world: World, browser: FlaskClient
) -> None:
    link = door.link(world.noor)
    orders = {_order(browser.post("/kom", data={"link": link}).text) for _ in range(5)}
    assert len(orders) > 1
    assert all(sorted(order) == sorted(ALL_PICTURES) for order in orders)


def test_looking_never_spends_a_link(door: Door, world: World, browser: FlaskClient) -> None:
    link = door.link(world.els)
    for path in ("/kom", f"/kom?{link}", f"/kom?link={link}"):
        browser.get(path)
    browser.head("/kom")
    for _ in range(3):
        assert browser.post("/kom", data={"link": link}).status_code == 200
    assert door.accept(browser, link).status_code == 303


def test_a_link_works_once(door: Door, world: World, browser: FlaskClient, app: Flask) -> None:
    link = door.link(world.els)
    door.accept(browser, link)
    other = app.test_client()
    assert door.accept(other, link, "739164").status_code == 410
    assert other.post("/kom", data={"link": link}).status_code == 410
    assert not is_in(other)


@pytest.mark.parametrize(("early", "status"), [(SECOND, 303), (timedelta(0), 410), (-SECOND, 410)])
def test_a_link_works_for_72_hours(
    door: Door, world: World, browser: FlaskClient, early: timedelta, status: int
) -> None:
    link = door.link(world.els)
    door.house.clock.moment += HOURS_72 - early  # type: ignore[attr-defined]
    assert door.accept(browser, link).status_code == status


def test_a_new_link_ends_the_older_one(door: Door, world: World, browser: FlaskClient) -> None:
    first, second = door.link(world.els), door.link(world.els)
    assert door.accept(browser, first).status_code == 410
    assert door.accept(browser, second).status_code == 303


def test_an_unknown_link_keeps_what_was_typed(browser: FlaskClient, world: World) -> None:
    page = browser.post("/kom", data={"link": "dit-is-geen-link", "eigen": "ja"})
    assert page.status_code == 422
    assert 'value="dit-is-geen-link"' in page.text


def test_the_link_of_someone_who_left_works_no_more(
    door: Door, world: World, browser: FlaskClient
) -> None:
    link = door.link(world.els)
    now = door.house.clock.now()
    with door.house.db.writing(world.household, by=world.tim, now=now) as session:
        end_membership(session, person=world.els, now=now)
    assert door.accept(browser, link).status_code == 410


@pytest.mark.parametrize("pin", ["123456", "240517", "12", "geen cijfers"])
def test_a_weak_code_is_refused_and_does_not_spend_the_link(
    door: Door, world: World, browser: FlaskClient, pin: str
) -> None:
    link = door.link(world.els)
    assert door.accept(browser, link, pin).status_code == 422
    assert door.accept(browser, link).status_code == 303


def test_two_codes_that_differ_are_refused(door: Door, world: World, browser: FlaskClient) -> None:
    form = {"link": door.link(world.els), "code": PIN, "again": "739164"}
    assert browser.post("/kom", data=form).status_code == 422
    assert not is_in(browser)


def test_a_code_never_comes_back_in_a_page(door: Door, world: World, browser: FlaskClient) -> None:
    form = {"link": door.link(world.els), "code": PIN, "again": "739164"}
    page = browser.post("/kom", data=form).text
    assert PIN not in page
    assert "739164" not in page


def test_a_second_link_lets_in_on_a_second_phone_and_changes_the_code(
    door: Door, world: World, app: Flask
) -> None:
    old = door.arrive(world.els)
    new = app.test_client()
    door.accept(new, door.link(world.els), "739164")
    assert is_in(new)
    assert not is_in(old)
    assert door.knock(old, world.els, PIN).status_code == 422
    assert door.knock(old, world.els, "739164").status_code == 303


def test_signing_out_keeps_the_place_on_this_device(
    door: Door, world: World, browser: FlaskClient
) -> None:
    door.arrive(world.els, browser)
    assert browser.post("/binnen/uit").location == "/binnen"
    assert not is_in(browser)
    assert "oma Els" in browser.get("/binnen").text
    assert door.knock(browser, world.els).location == "/"
    assert is_in(browser)


def test_two_people_share_a_tablet_and_each_needs_their_own_code(
    door: Door, world: World, browser: FlaskClient
) -> None:
    door.arrive(world.els, browser)
    door.accept(browser, door.link(world.ben), "739164")
    page = browser.get("/binnen").text
    assert "oma Els" in page
    assert "buurman Ben" in page
    assert door.knock(browser, world.els, "739164").status_code == 422
    assert door.knock(browser, world.ben, "739164").status_code == 303
    assert browser.get("/ik").json["who"] == str(world.ben)  # type: ignore[index]


def test_another_device_knows_nobody(door: Door, world: World, app: Flask) -> None:
    door.arrive(world.els)
    stranger = app.test_client()
    assert "Els" not in stranger.get("/binnen").text
    assert door.knock(stranger, world.els).status_code == 404
    unknown = stranger.get(f"/binnen?wie={uuid4()}")
    known = stranger.get(f"/binnen?wie={world.els}")
    assert (known.status_code, _bare(known.text)) == (404, _bare(unknown.text))


def test_what_is_not_an_id_is_not_there(browser: FlaskClient, world: World) -> None:
    for wanted in ("x", "'", "%00", "../", "1" * 5000):
        assert browser.get("/binnen", query_string={"wie": wanted}).status_code == 404


def test_the_door_shows_no_menu_of_whoever_was_here_before(
    door: Door, world: World, browser: FlaskClient
) -> None:
    door.arrive(world.els, browser)
    for path in ("/kom", "/binnen"):
        page = browser.get(path).text
        assert str(world.els) not in page.split("<main")[0]
        assert 'class="bar"' not in page
    assert 'class="bar"' in browser.get("/mensen").text


def test_in_the_demo_a_button_is_enough(house: House, app: Flask) -> None:
    settle(house, "together", then=NOW - 60 * DAYS, today=NOW.date())
    browser = app.test_client()
    assert 'action="/demo/noor"' in browser.get("/demo").text
    assert browser.post("/demo/nobody").status_code == 404
    answer = browser.post("/demo/mark")
    assert (answer.status_code, answer.location) == (303, "/")
    assert is_in(browser)


def test_in_the_demo_a_button_leads_to_a_message_to_try(house: House, app: Flask) -> None:
    settle(house, "together", then=NOW - 60 * DAYS, today=NOW.date())
    browser = app.test_client()
    assert 'value="proef"' in browser.get("/demo").text
    answer = browser.post("/demo/els", data={"daarna": "proef"})
    assert answer.location == "/instellingen/berichten"
    assert 'data-push="on"' in browser.get(answer.location).text


def test_in_the_demo_everybody_has_a_code_that_stands_beside_the_buttons(
    house: House, app: Flask
) -> None:
    settle(house, "together", then=NOW - 60 * DAYS, today=NOW.date())
    browser = app.test_client()
    told = browser.get("/demo").text.split('id="demo-code"')[1].split("</section>")[0]
    assert DEMO_CODE in told
    assert re.findall(r"#(\w+)\"", told) == list(DEMO_PICTURES)
    browser.post("/demo/sara")
    for address in ("/instellingen/code", "/instellingen/rustig", "/instellingen/toestellen"):
        assert browser.get(address).status_code == 200
    browser.post("/binnen/slot", data={"wat": "dicht"})
    assert not is_in(browser)
    [who] = re.findall(r'name="wie" value="([^"]+)"', browser.get("/binnen").text)
    assert browser.post("/binnen", data={"wie": who, "code": DEMO_CODE}).status_code == 303
    assert is_in(browser)
    browser.post("/demo/noor")
    page = browser.get("/binnen").text
    assert "Noor" in page
    assert "Sara" not in page, "the device is hers alone who was picked last"
    [who] = re.findall(r'name="wie" value="([^"]+)"', page)
    taps = {"wie": who, "picture": list(DEMO_PICTURES[:4])}
    assert browser.post("/binnen", data=taps).status_code == 303


def test_titles_and_addresses_of_the_door_name_nobody(
    door: Door, world: World, browser: FlaskClient
) -> None:
    door.arrive(world.els, browser)
    for path in ("/kom", "/binnen"):
        title = browser.get(path).text.split("<title>")[1].split("</title>")[0]
        assert title in {"Welkom", "Binnen"}


def test_the_door_says_first_what_it_leaves_behind_and_then_asks(browser: FlaskClient) -> None:
    page = browser.get("/kom").text
    places = [page.index(part) for part in ("Wat is dit?", "Wat blijft er", "geen 112", "<form")]
    assert places == sorted(places)


def test_the_demo_is_closed_unless_the_house_is_opened_for_it(
    client_of: Callable[..., FlaskClient], app: Flask, world: World
) -> None:
    house = app.extensions["huisboek"]
    app.extensions["huisboek"] = replace(house, settings=replace(house.settings, demo=False))
    browser = app.test_client()
    assert browser.get("/demo").status_code == 404
    assert browser.post("/demo/els").status_code == 404
    assert not is_in(browser)


def _order(page: str) -> tuple[str, ...]:
    return tuple(part.split('"')[0] for part in page.split('name="picture" value="')[1:])


def _bare(page: str) -> str:
    return page.rsplit("</style>", maxsplit=1)[-1]
