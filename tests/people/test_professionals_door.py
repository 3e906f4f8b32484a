"""The door of a professional: a key and no code, never in a hurry and never in (security R14, R18)."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.errors import NotHere
from api.core.house import House
from api.people.devices import ThisDevice
from api.people.entering import enter, invite
from api.people.model import Credential, Secret, SignIn
from api.people.passkeys.model import Passkey, PasskeyQuestion
from tests.people.authenticator import Phone
from tests.people.doors import PIN, Door, copy_cookies, is_in
from tests.people.fingers import ONCE_MORE, asked, give, knock, out
from tests.people.working import Work
from tests.world import World

MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    return {**environment, "HUISBOEK_BASE_URL": "http://localhost"}


@pytest.fixture
def work(house: House, app: Flask) -> Work:
    return Work(house, app)


@pytest.fixture
def door(house: House, app: Flask) -> Door:
    return Door(house, app)


@pytest.fixture
def amina(work: Work) -> UUID:
    return work.account()


@pytest.fixture
def phone() -> Phone:
    return Phone()


@pytest.fixture
def laptop(work: Work, amina: UUID, phone: Phone) -> FlaskClient:
    return work.arrive(amina, phone)


def rows(house: House, table: type, who: UUID) -> list[object]:
    with house.db.reading(EVERYWHERE) as session:
        return list(session.scalars(select(table).filter_by(person_id=who)))


def wait(house: House, long: timedelta) -> None:
    house.clock.moment += long  # type: ignore[attr-defined]


def test_a_link_becomes_a_key_and_there_is_no_code(
    work: Work, amina: UUID, phone: Phone, laptop: FlaskClient
) -> None:
    assert is_in(laptop)
    assert len(rows(work.house, Passkey, amina)) == 1
    assert rows(work.house, Secret, amina) == []
    page = out(laptop).get("/binnen").text
    assert "Kom binnen met je sleutel" in page
    assert 'name="code"' not in page
    assert knock(Door(work.house, work.app), laptop, amina, phone).status_code == 303
    assert is_in(laptop)


def test_looking_at_the_link_spends_nothing_and_asks_no_code(work: Work, amina: UUID) -> None:
    link = work.link(amina)
    for _ in range(3):
        page = work.look(work.app.test_client(), link)
        assert page.status_code == 200
        assert 'name="code"' not in page.text
    work.arrive(amina, Phone())


def test_a_code_is_never_kept_for_them(work: Work, amina: UUID) -> None:
    browser, link = work.app.test_client(), work.link(amina)
    answer = browser.post("/kom", data={"link": link, "eigen": "ja", "code": PIN, "again": PIN})
    assert answer.status_code == 404
    assert not is_in(browser)
    assert rows(work.house, Secret, amina) == []


def test_a_code_at_their_door_is_none(
    work: Work, door: Door, amina: UUID, laptop: FlaskClient
) -> None:
    out(laptop)
    assert door.knock(laptop, amina).status_code == 404
    assert door.say(laptop, "Amina").status_code == 422
    assert not is_in(laptop)


Spoil = Callable[[Phone], None]


def unverified(phone: Phone) -> None:
    phone.verified = False


def elsewhere(phone: Phone) -> None:
    phone.origin = "https://boek.example"


def other_site(phone: Phone) -> None:
    phone.site = "boek.example"


def unknown_key(phone: Phone) -> None:
    phone.key = Phone().key


def unknown_credential(phone: Phone) -> None:
    phone.credential = Phone().credential


@pytest.mark.parametrize("spoil", [unverified, elsewhere, other_site])
def test_no_key_is_made_of_a_bad_answer(
    work: Work, amina: UUID, phone: Phone, spoil: Spoil
) -> None:
    browser, link = work.app.test_client(), work.link(amina)
    work.look(browser, link)
    spoil(phone)
    answer = work.give(browser, link, phone.make(work.question(browser, link)))
    assert answer.status_code == 422
    assert "Dat lukte niet" in answer.text
    assert not is_in(browser)
    assert rows(work.house, Passkey, amina) == []
    work.arrive(amina, Phone(), browser)


@pytest.mark.parametrize(
    "spoil", [unverified, elsewhere, other_site, unknown_key, unknown_credential]
)
def test_nobody_comes_in_with_a_bad_answer(
    door: Door, amina: UUID, phone: Phone, laptop: FlaskClient, spoil: Spoil
) -> None:
    out(laptop)
    spoil(phone)
    assert knock(door, laptop, amina, phone).status_code == 422
    assert not is_in(laptop)


@pytest.mark.parametrize(
    ("late", "comes_in"), [(5 * MINUTE - SECOND, True), (5 * MINUTE, False), (-SECOND, False)]
)
def test_what_was_asked_is_answered_in_time(
    work: Work, amina: UUID, phone: Phone, late: timedelta, *, comes_in: bool
) -> None:
    browser, link = work.app.test_client(), work.link(amina)
    work.look(browser, link)
    made = phone.make(work.question(browser, link))
    wait(work.house, late)
    assert work.give(browser, link, made).status_code == (303 if comes_in else 422)
    assert is_in(browser) is comes_in


def test_an_answer_is_looked_at_once(work: Work, amina: UUID, phone: Phone) -> None:
    browser, link = work.app.test_client(), work.link(amina)
    work.look(browser, link)
    phone.verified = False
    bad = phone.make(work.question(browser, link))
    for _ in range(2):
        assert work.give(browser, link, bad).status_code == 422
        assert rows(work.house, PasskeyQuestion, amina) == []


def test_what_one_browser_was_asked_another_cannot_answer(
    work: Work, amina: UUID, phone: Phone
) -> None:
    mine, theirs, link = work.app.test_client(), work.app.test_client(), work.link(amina)
    work.look(mine, link)
    work.look(theirs, link)
    made = phone.make(work.question(mine, link))
    assert work.give(theirs, link, made).status_code == 422
    assert not is_in(theirs)
    assert work.give(mine, link, made).status_code == 303


def test_a_link_lets_in_once_and_pressed_twice_it_leads_to_the_door(
    work: Work, amina: UUID, phone: Phone
) -> None:
    browser, link = work.app.test_client(), work.link(amina)
    work.look(browser, link)
    made = phone.make(work.question(browser, link))
    assert work.give(browser, link, made).status_code == 303
    assert work.give(browser, link, made).status_code == 303
    assert is_in(browser)
    assert work.look(work.app.test_client(), link).status_code == 410


def test_a_new_link_ends_the_old_key_and_the_old_screen(
    work: Work, door: Door, amina: UUID, phone: Phone, laptop: FlaskClient
) -> None:
    saved = copy_cookies(work.app, laptop)
    found = work.arrive(amina, Phone())
    assert is_in(found)
    assert not is_in(laptop)
    assert not is_in(saved)
    assert laptop.post("/binnen", data={"wie": str(amina), "vinger": "vraag"}).status_code == 404
    assert len(rows(work.house, Passkey, amina)) == len(rows(work.house, Credential, amina)) == 1


def test_not_on_a_device_where_others_come_in(
    work: Work, door: Door, world: World, amina: UUID, phone: Phone
) -> None:
    tablet, link = work.app.test_client(), work.link(amina)
    door.place(tablet, world.els)
    work.look(tablet, link)
    answer = tablet.post("/kom", data={"link": link, "kent": "ja", "vinger": "vraag"})
    assert answer.status_code == 422
    assert "Neem een toestel van jou alleen" in answer.text
    work.arrive(amina, phone)


def test_once_more_is_by_key_alone(
    work: Work, amina: UUID, phone: Phone, laptop: FlaskClient
) -> None:
    wait(work.house, 6 * MINUTE)
    page = laptop.get(f"{ONCE_MORE}?naar=/instellingen").text
    assert 'name="code"' not in page
    assert "finger-way" in page
    assert laptop.post(ONCE_MORE, data={"code": PIN}).status_code == 200
    [row] = rows(work.house, SignIn, amina)
    before = row.proved_at  # type: ignore[attr-defined]
    signed = phone.sign(asked(laptop, ONCE_MORE))
    assert laptop.post(ONCE_MORE, data={"vinger": signed}).status_code == 303
    [row] = rows(work.house, SignIn, amina)
    assert row.proved_at > before  # type: ignore[attr-defined]
    assert laptop.post(ONCE_MORE, data={"vinger": signed}).status_code == 422


def test_locked_after_doing_nothing_and_over_after_a_working_day(
    work: Work, door: Door, amina: UUID, phone: Phone, laptop: FlaskClient
) -> None:
    house, began = work.house, work.house.clock.now()
    for _ in range(3):
        wait(house, 15 * MINUTE - SECOND)
        assert is_in(laptop)
    wait(house, 15 * MINUTE)
    assert not is_in(laptop)
    assert laptop.post("/binnen/slot", data={"wat": "terug"}).status_code == 401
    assert knock(door, laptop, amina, phone).status_code == 303
    assert is_in(laptop)
    while house.clock.now() + 10 * MINUTE < began + timedelta(hours=12):
        wait(house, 10 * MINUTE)
        assert is_in(laptop)
    house.clock.moment = began + timedelta(hours=12) - SECOND  # type: ignore[attr-defined]
    assert is_in(laptop)
    wait(house, SECOND)
    assert not is_in(laptop)


def test_ten_bad_answers_close_the_device(
    door: Door, amina: UUID, phone: Phone, laptop: FlaskClient
) -> None:
    out(laptop)
    phone.verified = False
    for _ in range(10):
        assert knock(door, laptop, amina, phone).status_code == 422
    phone.verified = True
    door.wait()
    assert laptop.post("/binnen", data={"wie": str(amina), "vinger": "vraag"}).status_code == 404
    assert "Vraag om een nieuwe link" in laptop.get("/binnen").text


def test_how_a_house_knows_a_professional_never_comes_in(house: House, world: World) -> None:
    now = house.clock.now()
    with pytest.raises(NotHere):
        enter(house, person=world.amina, device=ThisDevice(token=None), now=now)
    with (
        house.db.writing(world.household, by=None, now=now) as session,
        pytest.raises(NotHere),
    ):
        invite(session, person=world.amina, now=now)


def test_another_persons_answer_is_none(
    work: Work, amina: UUID, phone: Phone, laptop: FlaskClient
) -> None:
    other, theirs = work.account("Bo"), Phone()
    work.arrive(other, theirs)
    out(laptop)
    signed = theirs.sign(asked(laptop, wie=str(amina)))
    assert give(laptop, amina, signed).status_code == 422
    assert not is_in(laptop)
