"""Where somebody is inside, ending it there, and "this is not me" (security R11, R16)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.core.house import House
from api.people.quiet import codes
from tests.people.doors import PICTURES, PIN, Door, copy_cookies, is_in
from tests.people.notices import told
from tests.world import World

OTHER = "739164"
LIST = "/instellingen/toestellen"
PHONE = {"User-Agent": "Mozilla/5.0 (iPhone) Mobile"}
TABLET = {"User-Agent": "Mozilla/5.0 (iPad)"}


@pytest.fixture
def door(house: House, app: Flask) -> Door:
    return Door(house, app)


def come(door: Door, person: UUID, agent: dict[str, str] = PHONE) -> FlaskClient:
    """Come in by a link on a device of this kind."""
    browser = door.app.test_client()
    form = {"link": door.link(person), "eigen": "ja", "code": PIN, "again": PIN}
    assert browser.post("/kom", data=form, headers=agent).status_code == 303
    return browser


def two(door: Door, person: UUID) -> tuple[FlaskClient, FlaskClient]:
    """The old phone and the new tablet of one person, signed in on both."""
    old = come(door, person)
    fresh = come(door, person, TABLET)
    assert door.knock(old, person).status_code == 303
    return old, fresh


def ways(browser: FlaskClient, address: str = LIST) -> list[str]:
    """The addresses that end a device, as they stand on the page."""
    text = browser.get(address).text
    parts = [each.split('"')[0] for each in text.split('action="')[1:]]
    return [each for each in parts if each.endswith("/weg") and "toestellen" in each]


def notice(browser: FlaskClient, end: str) -> str:
    """The address on the newest notice that ends so."""
    found = [each.split('"')[0] for each in browser.get("/").text.split('action="')[1:]]
    return next(each for each in found if each.startswith("/berichten/") and each.endswith(end))


def test_the_list_says_what_it_is_and_since_when_and_nothing_more(door: Door, world: World) -> None:
    old, _fresh = two(door, world.els)
    page = old.get(LIST).text
    assert "Telefoon, sinds november 2026." in page
    assert "Tablet, sinds november 2026." in page
    assert page.count("Dit is deze.") == 1
    assert "127.0.0.1" not in page
    assert "Mozilla" not in page
    assert "15:0" not in page


def test_somebody_elses_devices_are_on_no_list_of_mine(door: Door, world: World) -> None:
    tablet = come(door, world.els, TABLET)
    door.accept(tablet, door.link(world.ben))
    page = tablet.get(LIST).text
    assert page.count("sinds") == 1
    assert ways(tablet) == []


def test_one_device_is_ended_with_its_place(door: Door, world: World) -> None:
    old, fresh = two(door, world.els)
    [way] = ways(old)
    assert old.post(way).location == LIST
    assert is_in(old)
    assert not is_in(fresh)
    assert door.knock(fresh, world.els).status_code == 404
    assert old.post(way).status_code == 404
    assert old.post(f"{LIST}/{uuid4()}/weg").status_code == 404


def test_the_others_are_signed_out_and_come_back_with_the_code(door: Door, world: World) -> None:
    old, fresh = two(door, world.els)
    assert old.post(f"{LIST}/anderen").status_code == 303
    assert is_in(old)
    assert not is_in(fresh)
    assert door.knock(fresh, world.els).status_code == 303


def test_everywhere_is_here_too(door: Door, world: World) -> None:
    old, fresh = two(door, world.els)
    saved = copy_cookies(door.app, old)
    assert old.post(f"{LIST}/overal").location == "/binnen"
    assert not any(map(is_in, (old, fresh, saved)))


@pytest.mark.parametrize("way", [LIST, f"{LIST}/anderen", f"{LIST}/overal", "/instellingen/code"])
def test_each_of_these_asks_the_code_after_five_minutes(
    door: Door, house: House, world: World, way: str
) -> None:
    old, fresh = two(door, world.els)
    house.clock.moment += timedelta(minutes=5)  # type: ignore[attr-defined]
    method = old.get if way in {LIST, "/instellingen/code"} else old.post
    answer = method(way)
    assert answer.status_code == 303
    assert answer.location.startswith("/binnen/nog-eens?naar=%2Finstellingen%2F")
    assert is_in(old)
    assert is_in(fresh)


def test_this_is_not_me_ends_everything_but_what_is_in_hand(
    door: Door, house: House, world: World
) -> None:
    old, fresh = two(door, world.els)
    copied = copy_cookies(door.app, fresh)
    waiting_link = door.link(world.els)
    assert fresh.post(notice(old, "/niet-ik")).status_code == 404
    assert come(door, world.ben).post(notice(old, "/niet-ik")).status_code == 404
    assert is_in(fresh)
    assert old.post(notice(old, "/niet-ik")).location == "/instellingen/code"
    assert is_in(old)
    assert not is_in(fresh)
    assert not is_in(copied)
    assert door.knock(fresh, world.els).status_code == 404
    assert door.accept(fresh, waiting_link).status_code == 410
    assert "Dit ben ik niet" not in old.get("/").text
    assert len(ways(old)) == 0


def test_it_is_told_to_the_safety_people_and_to_nobody_else(
    door: Door, house: House, world: World
) -> None:
    old, fresh = door.app.test_client(), door.app.test_client()
    door.place(old, world.noor)
    door.place(fresh, world.noor)
    form = {"wie": str(world.noor), "picture": PICTURES}
    assert old.post("/binnen", data=form).status_code == 303
    assert old.post(notice(old, "/niet-ik")).status_code == 303
    assert fresh.post("/binnen", data=form).status_code == 404
    for who in (world.els, world.ben):
        assert sorted(told(house, world.household, who)) == ["new_device", "not_me"]
    for who in (world.sara, world.mark, world.tim, world.kees):
        assert told(house, world.household, who) == []


def test_the_safety_person_sees_the_childs_list_and_can_end_one(
    door: Door, house: House, world: World
) -> None:
    tablet, phone = door.app.test_client(), door.app.test_client()
    door.place(tablet, world.noor)
    door.place(phone, world.noor)
    form = {"wie": str(world.noor), "picture": PICTURES}
    for each in (tablet, phone):
        each.post("/binnen", data=form)
    els = come(door, world.els)
    address = f"/mensen/{world.noor}/toestellen"
    assert f'href="{address}"' in els.get("/").text
    first, second = ways(els, address)
    assert els.post(first).location == address
    assert [is_in(tablet), is_in(phone)].count(True) == 1
    assert ways(els, address) == [second]
    assert told(house, world.household, world.noor).count("device_away") == 1
    house.clock.moment += timedelta(minutes=5)  # type: ignore[attr-defined]
    assert els.get(address).status_code == 303
    assert els.post(second).status_code == 303
    assert [is_in(tablet), is_in(phone)].count(True) == 1


def test_nobody_else_sees_or_ends_the_devices_of_another(
    door: Door, house: House, world: World
) -> None:
    door.place(door.app.test_client(), world.noor)
    els = come(door, world.els)
    [way] = ways(els, f"/mensen/{world.noor}/toestellen")
    for who in (world.sara, world.mark, world.tim, world.kees, world.ria):
        browser = come(door, who)
        for _ in range(2):
            known = browser.get(f"/mensen/{world.noor}/toestellen")
            unknown = browser.get(f"/mensen/{uuid4()}/toestellen")
            assert known.status_code == unknown.status_code == 404
            assert browser.post(way).status_code == 404
            house.clock.moment += timedelta(minutes=5)  # type: ignore[attr-defined]
    assert els.get(f"/mensen/{world.sara}/toestellen").status_code == 404
    assert els.get(f"/mensen/{world.els}/toestellen").status_code == 404
    assert els.get(f"/mensen/{world.fem}/toestellen").status_code == 404


def test_another_code_ends_all_and_comes_in_anew_here(door: Door, world: World) -> None:
    old, fresh = two(door, world.els)
    saved = copy_cookies(door.app, old)
    form = {"code": OTHER, "again": PIN}
    assert old.post("/instellingen/code", data=form).status_code == 422
    assert is_in(saved)
    assert old.post("/instellingen/code", data=form | {"again": OTHER}).location == "/"
    assert is_in(old)
    assert not is_in(saved)
    assert not is_in(fresh)
    assert door.knock(fresh, world.els, PIN).status_code == 422
    assert door.knock(fresh, world.els, OTHER).status_code == 303


def test_a_child_chooses_other_pictures_twice(door: Door, world: World) -> None:
    browser = door.app.test_client()
    door.place(browser, world.noor)
    browser.post("/binnen", data={"wie": str(world.noor), "picture": PICTURES})
    new = ["boat", "star", "apple", "heart"]
    page = browser.get("/instellingen/code").text
    assert 'action="/instellingen/code"' in page
    assert browser.post("/instellingen/code", data={"picture": new}).status_code == 200
    assert browser.post("/instellingen/code", data={"picture": new + new}).status_code == 303
    assert is_in(browser)
    browser.post("/binnen/uit")
    old = browser.post("/binnen", data={"wie": str(world.noor), "picture": PICTURES})
    assert old.status_code == 422
    assert browser.post("/binnen", data={"wie": str(world.noor), "picture": new}).status_code == 303


MEANWHILE: dict[str, Callable[[FlaskClient], object]] = {
    "not me": lambda old: old.post(notice(old, "/niet-ik")),
    "another code": lambda old: old.post(
        "/instellingen/code", data={"code": OTHER, "again": OTHER}
    ),
    "taken away": lambda old: old.post(ways(old)[0]),
}


@pytest.mark.parametrize("what", MEANWHILE)
def test_who_is_on_the_way_in_meanwhile_does_not_get_in(
    door: Door, world: World, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    old, fresh = two(door, world.els)
    looked, ended = Event(), Event()
    fits = codes.fits

    def slow(*values: object) -> bool:
        right = fits(*values)  # type: ignore[arg-type]
        if values[1] == PIN:
            looked.set()
            assert ended.wait(30)
        return right

    monkeypatch.setattr(codes, "fits", slow)
    with ThreadPoolExecutor(1) as pool:
        late = pool.submit(door.knock, fresh, world.els)
        assert looked.wait(30)
        MEANWHILE[what](old)
        ended.set()
        assert late.result(30).status_code in {404, 422}
    assert not is_in(fresh)
    assert is_in(old)
