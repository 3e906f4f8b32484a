"""Whom a device names at its door, and how whoever it does not name comes in all the same."""

import re
from uuid import UUID, uuid4

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.house import House
from api.people import hashing
from api.people.actions import add_person, end_membership
from api.people.model import Credential
from api.people.policy import Role, Side
from tests.people.doors import PIN, Door, copy_cookies, is_in
from tests.world import World

OTHER = "739164"
ROW = 'href="/binnen?wie=iemand"'


class Counted(PasswordHasher):
    """The real Argon2, and how often it did its work."""

    worked = 0

    def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
        self.worked += 1
        return super().hash(password, salt=salt)

    def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override]
        self.worked += 1
        return super().verify(hash, password)


@pytest.fixture
def door(house: House, app: Flask) -> Door:
    return Door(house, app)


@pytest.fixture
def tablet(app: Flask) -> FlaskClient:
    return app.test_client()


def test_a_tablet_between_two_homes_names_the_child_and_neither_side(
    door: Door, world: World, tablet: FlaskClient
) -> None:
    door.place(tablet, world.lotte, world.fem, world.ria, world.daan)
    page = tablet.get("/binnen").text
    assert "Fem" in page
    assert "oma Ria" in page
    for hidden in (world.lotte, world.daan, "Lotte", "Daan"):
        assert str(hidden) not in page


def test_who_has_a_side_is_not_named_before_the_other_side_comes_either(
    door: Door, world: World, tablet: FlaskClient
) -> None:
    """Otherwise the own name going from the list would tell that somebody came."""
    door.place(tablet, world.fem, world.ria, world.lotte)
    before = tablet.get("/binnen").text
    assert "Lotte" not in before
    door.place(tablet, world.daan)
    assert _bare(tablet.get("/binnen").text) == _bare(before)


def test_a_tablet_of_one_side_alone_asks_for_a_name(
    door: Door, world: World, tablet: FlaskClient
) -> None:
    door.place(tablet, world.lotte)
    before = tablet.get("/binnen").text
    assert 'name="naam"' in before
    assert "Lotte" not in before
    door.place(tablet, world.daan)
    assert _bare(tablet.get("/binnen").text) == _bare(before)


def test_an_own_phone_names_its_owner_and_goes_on_doing_so(door: Door, world: World) -> None:
    phone = door.arrive(world.els)
    assert str(world.els) in phone.get("/binnen").text
    door.place(phone, world.ria)
    page = phone.get("/binnen").text
    assert str(world.els) in page
    assert str(world.ria) not in page
    assert door.say(phone, "Ria").status_code == 303


def test_who_has_a_side_is_named_on_no_phone_and_sees_no_change_when_the_other_side_comes(
    door: Door, world: World
) -> None:
    phone = door.arrive(world.lotte)
    pages = ("/binnen", "/instellingen", "/ik")
    before = [phone.get(page).text for page in pages]
    assert "Lotte" not in before[0]
    stranger = copy_cookies(door.app, phone)
    stranger.delete_cookie("hb")
    door.place(stranger, world.daan)
    assert [_bare(phone.get(page).text) for page in pages] == [_bare(page) for page in before]


def test_an_empty_door_and_one_where_only_a_side_comes_in_are_the_same(
    door: Door, world: World, app: Flask, tablet: FlaskClient
) -> None:
    door.place(tablet, world.daan)
    fresh = app.test_client()
    for path in ("/binnen", "/binnen?wie=iemand", f"/binnen?wie={world.daan}"):
        seen, empty = tablet.get(path), fresh.get(path)
        assert seen.status_code == empty.status_code
        assert _bare(seen.text) == _bare(empty.text)
    seen, empty = (door.say(browser, "Lotte") for browser in (tablet, fresh))
    assert (seen.status_code, _bare(seen.text)) == (422, _bare(empty.text))


def test_somebody_else_stands_at_every_door_where_anybody_has_a_place(
    door: Door, world: World, app: Flask
) -> None:
    for people in ([world.els], [world.noor], [world.els, world.ben], [world.fem, world.daan]):
        browser = app.test_client()
        assert ROW not in browser.get("/binnen").text
        door.place(browser, *people)
        assert ROW in browser.get("/binnen").text
        assert 'name="naam"' in browser.get("/binnen?wie=iemand").text


def test_the_address_of_whoever_is_not_named_answers_as_an_unknown_one(
    door: Door, world: World, tablet: FlaskClient
) -> None:
    door.place(tablet, world.fem, world.lotte, world.daan)
    unknown = uuid4()
    for hidden in (world.lotte, world.daan):
        asked = [tablet.get(f"/binnen?wie={who}") for who in (hidden, unknown)]
        asked += [door.knock(tablet, who) for who in (hidden, unknown)]
        assert {each.status_code for each in asked} == {404}
        assert len({_bare(each.text) for each in asked}) == 1
    assert _tries(door, world.daan) == 0
    assert not is_in(tablet)


@pytest.mark.parametrize("name", ["Lotte", " lotte ", "LOTTE"])
def test_whoever_is_not_named_comes_in_by_name_and_code(
    door: Door, world: World, tablet: FlaskClient, name: str
) -> None:
    door.place(tablet, world.fem, world.daan, world.lotte)
    answer = door.say(tablet, name)
    assert (answer.status_code, answer.location) == (303, "/")
    assert tablet.get("/ik").json["who"] == str(world.lotte)  # type: ignore[index]


@pytest.mark.parametrize("name", ["Els", "oma  els"])
def test_whoever_is_named_may_say_the_name_as_well(
    door: Door, world: World, tablet: FlaskClient, name: str
) -> None:
    door.place(tablet, world.els, world.ben)
    assert door.say(tablet, name).status_code == 303


def test_a_child_does_not_come_in_by_name(door: Door, world: World, tablet: FlaskClient) -> None:
    door.place(tablet, world.fem, world.lotte)
    assert door.say(tablet, "Fem").status_code == 422
    assert _tries(door, world.fem) == 0


def test_an_unknown_name_a_wrong_code_and_a_closed_place_answer_the_same(
    door: Door, world: World, tablet: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    door.place(tablet, world.fem, world.lotte, world.daan)
    slow = Counted(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(hashing, "SLOW", slow)

    def ask(name: str, code: str) -> tuple[int, str, int]:
        slow.worked = 0
        answer = door.say(tablet, name, code)
        typed = re.compile(r'(name="naam" type="text" value=")[^"]*')
        return answer.status_code, typed.sub(r"\1", _bare(answer.text)), slow.worked

    unknown = ask("Dirk", PIN)
    assert unknown[::2] == (422, 2)  # both codes are tried, whoever it is
    for _ in range(10):
        assert ask("Daan", OTHER) == unknown
    assert ask("Daan", OTHER) == ask("Daan", PIN) == unknown
    assert ask("Fem", PIN) == ask("", "") == ask("Daan\0", "x" * 500) == unknown
    assert not is_in(tablet)


def test_a_wrong_code_counts_for_the_name_that_was_said_alone(
    door: Door, world: World, tablet: FlaskClient
) -> None:
    door.place(tablet, world.fem, world.lotte, world.daan)
    for name in ("Daan", "Daan", "Niemand"):
        door.say(tablet, name, OTHER)
    assert [_tries(door, who) for who in (world.daan, world.lotte, world.fem)] == [2, 0, 0]
    assert door.say(tablet, "Daan").status_code == 303
    assert _tries(door, world.daan) == 0


def test_of_two_who_are_called_the_same_the_one_that_is_not_named_is_meant(
    door: Door, world: World, tablet: FlaskClient
) -> None:
    now = door.house.clock.now()
    with door.house.db.writing(world.apart, by=None, now=now) as session:
        more = {"household": world.apart, "name": "Daan", "now": now}
        friend = add_person(session, role=Role.CIRCLE, side=Side.BOTH, **more)
    door.place(tablet, friend, world.daan)
    assert str(friend) in tablet.get("/binnen").text
    door.say(tablet, "Daan")
    assert tablet.get("/ik").json["who"] == str(world.daan)  # type: ignore[index]


def test_who_left_comes_in_by_name_no_more(door: Door, world: World, tablet: FlaskClient) -> None:
    door.place(tablet, world.fem, world.lotte, world.daan)
    now = door.house.clock.now()
    with door.house.db.writing(world.apart, by=None, now=now) as session:
        end_membership(session, person=world.daan, now=now)
    assert door.say(tablet, "Daan").status_code == 422


def test_no_grown_up_can_take_a_childs_own_door_away(
    door: Door, world: World, tablet: FlaskClient
) -> None:
    """Somebody of another household: they may not know her, nor she them."""
    door.place(tablet, world.noor, world.ria)
    page = tablet.get("/binnen").text
    assert str(world.noor) in page
    assert str(world.ria) not in page


def test_nobodys_coming_takes_another_name_from_the_door(
    door: Door, world: World, tablet: FlaskClient
) -> None:
    """That a name went would tell that somebody came whom one may not know of."""
    door.place(tablet, world.sara, world.noor)
    before = tablet.get("/binnen").text
    assert str(world.sara) in before
    door.place(tablet, world.ria, world.lotte)
    assert _bare(tablet.get("/binnen").text) == _bare(before)


def test_two_households_on_one_device_are_not_told_of_each_other(
    door: Door, world: World, tablet: FlaskClient
) -> None:
    door.place(tablet, world.noor, world.els, world.fem, world.ria)
    page = tablet.get("/binnen").text
    for named in (world.noor, world.els):
        assert str(named) in page
    for hidden in (world.fem, world.ria):
        assert str(hidden) not in page


def _tries(door: Door, person: UUID) -> int:
    with door.house.db.reading(EVERYWHERE) as session:
        return session.scalars(select(Credential).filter_by(person_id=person)).one().wrong_tries


def _bare(page: str) -> str:
    return page.rsplit("</style>", maxsplit=1)[-1]
