"""A finger ends with the screens of its person, in the same transaction, and tells who should know."""

from collections.abc import Callable
from datetime import timedelta
from types import ModuleType

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.house import House
from api.people import entering, rules
from api.people.apart.actions import freeze
from api.people.ending import end_sign_ins
from api.people.passkeys import asking, coming_in
from api.people.passkeys.model import Passkey, PasskeyQuestion
from api.people.queries import viewer
from api.worker import sweep
from tests.people.authenticator import Phone
from tests.people.doors import Door, is_in
from tests.people.fingers import LATE, PAGE, asked, give, knock, out, turn_on
from tests.people.stolen import all_values
from tests.people.test_going import ask, pause
from tests.people.test_recovery import speak
from tests.people.test_staying_devices import LIST, TABLET, notice, ways
from tests.people.test_staying_devices import come as come_on
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


Pair = tuple[FlaskClient, FlaskClient]


@pytest.fixture
def two(door: Door, world: World, phone: Phone) -> Pair:
    """The phone of Sara, with a finger, and her tablet, without; she is in on both."""
    old = door.arrive(world.sara)
    fresh = come_on(door, world.sara, TABLET)
    door.knock(old, world.sara)
    assert turn_on(old, phone).status_code == 303
    return old, fresh


def fingers(house: House) -> int:
    with house.db.reading(EVERYWHERE) as session:
        return len(session.scalars(select(Passkey)).all())


def everywhere(old: FlaskClient, _fresh: FlaskClient) -> None:
    assert old.post(f"{LIST}/overal").status_code == 303


def on_the_others(_old: FlaskClient, fresh: FlaskClient) -> None:
    assert fresh.post(f"{LIST}/anderen").status_code == 303


def that_device(_old: FlaskClient, fresh: FlaskClient) -> None:
    assert fresh.post(ways(fresh)[0]).status_code == 303


def not_me(_old: FlaskClient, fresh: FlaskClient) -> None:
    assert fresh.post(notice(fresh, "/niet-ik")).location == "/instellingen/code"


def another_code(_old: FlaskClient, fresh: FlaskClient) -> None:
    form = {"code": "739164", "again": "739164"}
    assert fresh.post("/instellingen/code", data=form).status_code == 303


WAYS = [everywhere, on_the_others, that_device, not_me, another_code]


@pytest.mark.parametrize("way", WAYS)
def test_it_ends_when_its_person_closes_that_screen_or_all(
    door: Door,
    world: World,
    phone: Phone,
    two: Pair,
    way: Callable[[FlaskClient, FlaskClient], None],
) -> None:
    old, _fresh = two
    answer = phone.sign(asked(old, wie=str(world.sara)))
    way(*two)
    assert fingers(door.house) == 0
    assert give(old, world.sara, answer).status_code == 404
    assert "Met je vinger" not in out(old).get("/binnen").text


def test_it_stays_when_the_others_are_closed_from_here(
    door: Door, world: World, phone: Phone, two: Pair
) -> None:
    old, fresh = two
    assert old.post(f"{LIST}/anderen").status_code == 303
    assert not is_in(fresh)
    assert knock(door, out(old), world.sara, phone).status_code == 303


def test_a_question_from_before_everything_was_closed_keeps_nothing_after_it(
    door: Door, world: World, phone: Phone, two: Pair
) -> None:
    old, _fresh = two
    answer = Phone().make(asked(old, PAGE))
    everywhere(*two)
    assert door.knock(old, world.sara).status_code == 303
    assert old.post(PAGE, data={"vinger": answer}).status_code == 422
    assert fingers(door.house) == 0


def test_a_lost_phone_is_not_opened_by_the_finger_that_it_knows(
    door: Door, world: World, phone: Phone, two: Pair
) -> None:
    old, _fresh = two
    tim, els = (door.arrive(who) for who in (world.tim, world.els))
    speak(door, tim, world.sara)
    assert fingers(door.house) == 1
    speak(door, els, world.sara)
    assert fingers(door.house) == 0
    assert old.post("/binnen", data={"wie": str(world.sara), "vinger": "vraag"}).status_code == 404


def test_who_is_removed_has_none_left(
    door: Door, world: World, phone: Phone, two: Pair, client_of: Callable[..., FlaskClient]
) -> None:
    old, _fresh = two
    answer = phone.sign(asked(old, wie=str(world.sara)))
    ask(client_of(world.ben), world.sara, urgent="ja")
    assert fingers(door.house) == 1
    ask(client_of(world.tim), world.sara, "agree")
    assert fingers(door.house) == 0
    assert give(old, world.sara, answer).status_code == 404


def test_who_is_away_comes_in_by_no_finger(
    door: Door, world: World, two: Pair, client_of: Callable[..., FlaskClient]
) -> None:
    old, _fresh = two
    assert pause(client_of(world.tim), world.sara, days="10").status_code == 303
    assert fingers(door.house) == 0
    assert old.post("/binnen", data={"wie": str(world.sara), "vinger": "vraag"}).status_code == 404


def test_a_house_that_is_put_apart_leaves_none(door: Door, world: World, two: Pair) -> None:
    now = door.house.clock.now()
    with door.house.db.writing(world.household, by=world.tim, now=now) as session:
        freeze(session, by=viewer(session, world.tim), now=now)
    assert fingers(door.house) == 0
    old, _fresh = two
    door.say(old, "Sara")
    assert is_in(old)
    assert old.post(PAGE, data={"vinger": "vraag"}).status_code == 404


@pytest.mark.parametrize("step", [(coming_in, "answered"), (coming_in.ceremony, "read_again")])
def test_what_ends_while_the_phone_is_being_asked_ends(
    door: Door, world: World, phone: Phone, two: Pair, step: tuple[ModuleType, str]
) -> None:
    """Between two steps of one try everything of this person ends: the try finds nothing."""
    old, house = out(two[0]), door.house
    answer = phone.sign(asked(old, wie=str(world.sara)))
    real = getattr(*step)

    def ended_before(*given: object, **named: object) -> object:
        now = house.clock.now()
        with house.db.writing(world.household, by=None, now=now) as session:
            end_sign_ins(session, person=world.sara, now=now)
        return real(*given, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(*step, ended_before)
        assert give(old, world.sara, answer).status_code == 422
    assert not is_in(old)


def test_a_screen_that_ends_while_the_phone_makes_one_keeps_nothing(
    door: Door, world: World, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, house = door.arrive(world.sara), door.house
    answer = phone.make(asked(browser, PAGE))
    real = asking.challenge_in

    def ended_before(given: str) -> bytes:
        entering.sign_out(house, token=browser.get_cookie("hb").value, now=house.clock.now())  # type: ignore[union-attr]
        return real(given)

    monkeypatch.setattr(asking, "challenge_in", ended_before)
    assert browser.post(PAGE, data={"vinger": answer}).status_code == 401
    assert fingers(house) == 0


def test_a_new_one_is_told_on_the_other_devices_of_its_person_and_nowhere_else(
    door: Door, world: World, two: Pair, client_of: Callable[..., FlaskClient]
) -> None:
    old, fresh = two
    said = "kom je nu binnen met vinger of gezicht."
    assert said in fresh.get("/").text
    assert "Dit ben ik niet" in fresh.get("/").text
    assert said not in old.get("/").text
    for who in (world.els, world.ben, world.mark, world.noor):
        assert said not in client_of(who).get("/").text


def test_what_was_asked_and_not_answered_is_swept_away(door: Door, world: World, two: Pair) -> None:
    asked(out(two[0]), wie=str(world.sara))
    for wait, left in ((timedelta(0), 1), (LATE, 1), (timedelta(seconds=1), 0)):
        door.wait(wait)
        sweep(door.house, door.house.clock.now())
        with door.house.db.reading(EVERYWHERE) as session:
            assert len(session.scalars(select(PasskeyQuestion)).all()) == left


@pytest.mark.only("sqlite")
def test_nothing_of_a_stolen_database_signs_for_the_phone(
    door: Door, world: World, phone: Phone, two: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thief has the device's cookie and what is stored, and no key: as answer, as code, as key."""
    monkeypatch.setattr(rules, "WRONG_TRIES", 10**6)
    browser = out(two[0])
    asked(browser, wie=str(world.sara))
    values = all_values(door.house)
    [row] = _rows(door.house)
    assert {row.public_key.hex(), row.credential.hex()} <= set(values)
    for value in values:
        door.wait()
        assert give(browser, world.sara, value).status_code == 422
        assert door.knock(browser, world.sara, value).status_code == 422
    thief = Phone(credential=row.credential, count=row.sign_count + 1)
    assert knock(door, browser, world.sara, thief).status_code == 422
    assert not is_in(browser)
    assert knock(door, browser, world.sara, phone).status_code == 303


def _rows(house: House) -> list[Passkey]:
    with house.db.reading(EVERYWHERE) as session:
        return list(session.scalars(select(Passkey)))
