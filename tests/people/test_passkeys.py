"""Coming in by finger or face: what is refused, and the one that comes in (security R18)."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.house import House
from api.people.passkeys.model import Passkey, PasskeyQuestion
from tests.house.crawl import masked
from tests.people.authenticator import BACKED_UP, ELIGIBLE, Phone
from tests.people.doors import PIN, Door, copy_cookies, is_in
from tests.people.fingers import LATE, ONCE_MORE, PAGE, asked, come, give, knock, out, turn_on
from tests.world import World


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    """No phone answers for an address of only numbers."""
    return {**environment, "HUISBOEK_BASE_URL": "http://localhost"}


@pytest.fixture
def door(house: House, app: Flask) -> Door:
    return Door(house, app)


@pytest.fixture
def phone() -> Phone:
    return Phone()


@pytest.fixture
def hers(door: Door, world: World, phone: Phone) -> FlaskClient:
    """The phone of Els, on which her finger works and nobody is signed in."""
    return out(come(door, world.els, phone))


def kept(house: House) -> list[Passkey]:
    with house.db.reading(EVERYWHERE) as session:
        return list(session.scalars(select(Passkey)))


def test_a_finger_brings_its_own_person_in_on_its_own_phone(
    door: Door, world: World, hers: FlaskClient, phone: Phone
) -> None:
    assert "Met je vinger of gezicht" in hers.get("/binnen").text
    assert knock(door, hers, world.els, phone).status_code == 303
    assert is_in(hers)
    assert "Els" in hers.get("/instellingen").text
    assert kept(door.house)[0].sign_count == 1
    assert door.knock(out(hers), world.els).status_code == 303
    assert is_in(hers)


Spoil = Callable[[Phone], None]


def unverified(phone: Phone) -> None:
    phone.verified = False


def elsewhere(phone: Phone) -> None:
    phone.origin = "https://boek.example"


def other_port(phone: Phone) -> None:
    phone.origin = "http://localhost:8443"


def other_site(phone: Phone) -> None:
    phone.site = "boek.example"


def unknown_key(phone: Phone) -> None:
    phone.key = Phone().key


def unknown_name(phone: Phone) -> None:
    phone.credential = b"x" * 32


def copied_since(phone: Phone) -> None:
    phone.backup = ELIGIBLE


SPOILS = [unverified, elsewhere, other_port, other_site, unknown_key, unknown_name, copied_since]


@pytest.mark.parametrize("spoil", SPOILS)
def test_what_is_not_quite_it_brings_nobody_in(
    door: Door, world: World, hers: FlaskClient, phone: Phone, spoil: Spoil
) -> None:
    spoil(phone)
    missed = knock(door, hers, world.els, phone)
    assert missed.status_code == 422
    assert "Dat lukte niet. Typ je code." in missed.text
    assert not is_in(hers)


@pytest.mark.parametrize("spoil", [unverified, elsewhere, other_port, other_site])
def test_what_is_not_quite_it_is_not_kept_either(
    door: Door, world: World, phone: Phone, spoil: Spoil
) -> None:
    browser = door.arrive(world.els)
    spoil(phone)
    assert turn_on(browser, phone).status_code == 422
    assert not kept(door.house)


def test_an_answer_counts_once_in_time_and_for_the_last_question_alone(
    door: Door, world: World, hers: FlaskClient, phone: Phone
) -> None:
    els = str(world.els)
    answer = phone.sign(asked(hers, wie=els))
    assert give(hers, world.els, answer).status_code == 303
    assert give(out(hers), world.els, answer).status_code == 422
    older = asked(hers, wie=els)
    asked(hers, wie=els)
    assert give(hers, world.els, phone.sign(older)).status_code == 422
    door.wait(LATE)
    late = asked(hers, wie=els)
    door.wait(LATE)
    assert give(hers, world.els, phone.sign(late)).status_code == 422
    missed = asked(hers, wie=els)
    phone.site = "boek.example"
    assert give(hers, world.els, phone.sign(missed)).status_code == 422
    phone.site = "localhost"
    assert give(hers, world.els, phone.sign(missed)).status_code == 422
    assert not is_in(hers)


def test_what_was_asked_to_keep_one_does_not_let_in(door: Door, world: World, phone: Phone) -> None:
    browser = come(door, world.els, phone)
    keep = asked(browser, PAGE)
    assert give(out(browser), world.els, phone.sign(keep)).status_code == 422
    assert not is_in(browser)


def test_the_key_of_another_or_of_another_phone_brings_nobody_in(
    door: Door, world: World, hers: FlaskClient, phone: Phone
) -> None:
    other = Phone()
    his = out(come(door, world.ben, other))
    answer = other.sign(asked(hers, wie=str(world.els)))
    assert give(hers, world.els, answer).status_code == 422
    answer = phone.sign(asked(his, wie=str(world.ben)))
    assert give(his, world.ben, answer).status_code == 422
    answer = phone.sign(asked(hers, wie=str(world.els)))
    assert give(his, world.els, answer).status_code == 404
    assert give(his, world.ben, answer).status_code == 422
    assert not is_in(hers)
    assert not is_in(his)


def test_a_finger_opens_no_new_device(
    door: Door, world: World, hers: FlaskClient, phone: Phone
) -> None:
    answer = phone.sign(asked(hers, wie=str(world.els)))
    stranger = door.app.test_client()
    assert give(stranger, world.els, answer).status_code == 404
    assert not is_in(stranger)


def test_a_sign_count_that_goes_back_is_refused(
    door: Door, world: World, hers: FlaskClient, phone: Phone
) -> None:
    phone.count = 40
    assert knock(door, hers, world.els, phone).status_code == 303
    out(hers)
    for count in (38, 40):
        phone.count = count
        assert knock(door, hers, world.els, phone).status_code == 422
    assert not is_in(hers)
    phone.count = 41
    assert knock(door, hers, world.els, phone).status_code == 303
    assert is_in(hers)


def test_whether_it_is_copied_is_kept_and_followed(door: Door, world: World, phone: Phone) -> None:
    phone.backup = ELIGIBLE
    browser = out(come(door, world.els, phone))
    assert kept(door.house)[0].backup == "may"
    phone.backup = ELIGIBLE | BACKED_UP
    assert knock(door, browser, world.els, phone).status_code == 303
    assert kept(door.house)[0].backup == "made"


@pytest.mark.parametrize("backup", [0, ELIGIBLE, ELIGIBLE | BACKED_UP])
def test_a_child_has_none_also_not_by_a_forged_form(
    door: Door, house: House, world: World, phone: Phone, backup: int
) -> None:
    tablet = door.app.test_client()
    door.place(tablet, world.noor)
    tablet.post("/binnen", data={"wie": str(world.noor), "picture": ["bear", "sun", "cat", "moon"]})
    assert is_in(tablet)
    phone.backup = backup
    challenge = {"challenge": "eA"}
    for form in ({}, {"vinger": "vraag"}, {"vinger": phone.make(challenge)}):
        assert tablet.post(PAGE, data=form).status_code == 404
    assert tablet.get(PAGE).status_code == 404
    assert "/instellingen/vinger" not in tablet.get("/instellingen").text
    with house.db.reading(EVERYWHERE) as session:
        assert not session.scalars(select(PasskeyQuestion)).first()
    assert not kept(house)


def test_who_has_none_a_child_and_nobody_are_one_answer(
    door: Door, world: World, phone: Phone
) -> None:
    tablet = door.app.test_client()
    door.place(tablet, world.els, world.noor)
    answers = []
    for given in ("vraag", phone.sign({"challenge": "eA"}), "x"):
        for who in (str(world.els), str(world.noor), str(world.sara), str(uuid4()), "iemand", ""):
            door.wait()
            answer = tablet.post("/binnen", data={"wie": who, "vinger": given})
            answers.append(masked(answer.status_code, list(answer.headers), answer.data))
    assert {status for status, _headers, _body in answers} == {404}
    assert len(set(answers)) == 1
    assert "Met je vinger" not in tablet.get(f"/binnen?wie={world.els}").text


def test_tries_are_counted_as_those_with_a_code_are(
    door: Door, world: World, hers: FlaskClient, phone: Phone
) -> None:
    codes = [give(hers, world.els, "x").status_code for _ in range(6)]
    assert codes == [422] * 5 + [429]
    assert hers.post("/binnen", data={"wie": str(world.els), "vinger": "vraag"}).status_code == 429
    door.wait(LATE)
    phone.site = "boek.example"
    for _ in range(5):
        assert knock(door, hers, world.els, phone).status_code == 422
    door.wait(LATE)
    refused = hers.post("/binnen", data={"wie": str(world.els), "vinger": "vraag"})
    assert refused.status_code == 404
    assert door.knock(hers, world.els).status_code == 410
    assert not is_in(hers)


def test_a_right_one_takes_the_count_of_wrong_ones_back(
    door: Door, world: World, hers: FlaskClient, phone: Phone
) -> None:
    for _ in range(9):
        assert door.knock(hers, world.els, "505152").status_code == 422
    assert knock(door, hers, world.els, phone).status_code == 303
    assert door.knock(out(hers), world.els, "505152").status_code == 422
    assert door.knock(hers, world.els).status_code == 303


def test_a_locked_screen_opens_by_finger_and_its_old_cookie_stays_out(
    door: Door, world: World, phone: Phone
) -> None:
    browser = come(door, world.els, phone)
    copied = copy_cookies(door.app, browser)
    browser.post("/binnen/slot", data={"wat": "dicht"})
    assert not is_in(browser)
    assert knock(door, browser, world.els, phone).status_code == 303
    assert is_in(browser)
    assert not is_in(copied)


def test_the_page_that_asks_once_more_takes_a_finger(
    door: Door, world: World, phone: Phone
) -> None:
    browser = come(door, world.els, phone)
    door.wait(LATE)
    wanted = browser.get("/instellingen/toestellen")
    assert "Met je vinger of gezicht" in browser.get(wanted.location).text
    form = {"naar": "/instellingen/toestellen"}
    phone.verified = False
    answer = phone.sign(asked(browser, ONCE_MORE, **form))
    assert browser.post(ONCE_MORE, data={**form, "vinger": answer}).status_code == 422
    assert browser.get("/instellingen/toestellen").status_code == 303
    phone.verified = True
    answer = phone.sign(asked(browser, ONCE_MORE, **form))
    led = browser.post(ONCE_MORE, data={**form, "vinger": answer})
    assert (led.status_code, led.location) == (303, "/instellingen/toestellen")
    assert browser.get("/instellingen/toestellen").status_code == 200
    browser.post("/binnen/slot", data={"wat": "dicht"})
    assert browser.post(ONCE_MORE, data={**form, "vinger": "vraag"}).status_code == 401


def test_it_is_turned_on_and_off_after_the_code_alone(
    door: Door, world: World, phone: Phone
) -> None:
    browser = door.arrive(world.els)
    door.wait(LATE)
    for address in (PAGE, f"{PAGE}/uit"):
        assert browser.post(address, data={"vinger": "vraag"}).status_code == 303
    assert not kept(door.house)
    form = {"naar": PAGE, "code": PIN}
    assert browser.post(ONCE_MORE, data=form).location == PAGE
    assert "Zet dit aan" in browser.get(PAGE).text
    turn_on(browser, phone)
    assert "Zet dit uit" in browser.get(PAGE).text
    turn_on(browser, Phone())
    assert len(kept(door.house)) == 1
    assert browser.post(f"{PAGE}/uit").status_code == 303
    assert not kept(door.house)
    assert "Met je vinger" not in out(browser).get("/binnen").text


def test_on_a_phone_of_more_people_there_is_none(door: Door, world: World, phone: Phone) -> None:
    tablet = come(door, world.els, phone)
    answer = phone.sign(asked(tablet, wie=str(world.els)))
    door.arrive(world.ben, tablet)
    out(tablet)
    assert "Met je vinger" not in tablet.get(f"/binnen?wie={world.els}").text
    assert give(tablet, world.els, answer).status_code == 404
    door.knock(tablet, world.ben)
    assert tablet.post(PAGE, data={"vinger": "vraag"}).status_code == 404
    assert "telefoon van jou alleen" in tablet.get(PAGE).text


def test_somebody_on_one_side_has_none(door: Door, world: World) -> None:
    browser = door.arrive(world.lotte)
    assert browser.post(PAGE, data={"vinger": "vraag"}).status_code == 404
    assert "telefoon van jou alleen" in browser.get(PAGE).text
