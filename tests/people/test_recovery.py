"""A lost phone: two allowed people, at least one from outside, within a day; nobody else learns of it (R17)."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api.core.house import House
from api.people.actions import add_person, add_shield, end_membership
from api.people.policy import Role
from tests.people.doors import PIN, Door, is_in
from tests.people.notices import told
from tests.world import World, sign_in_client

LINK = re.compile(r"/kom#([a-z2-7]{26})")
DAY = timedelta(hours=24)
SECOND = timedelta(seconds=1)


@pytest.fixture
def door(house: House, app: Flask) -> Door:
    return Door(house, app)


def speak(door: Door, phone: FlaskClient, person: UUID, pin: str = PIN) -> TestResponse:
    door.wait()
    return phone.post("/mensen/kwijt", data={"wie": str(person), "code": pin})


def link(answer: TestResponse) -> str | None:
    assert answer.status_code == 200
    found = LINK.findall(answer.text)
    return found[0] if found else None


def test_two_who_spoke_her_let_her_in_and_all_that_was_open_closes(
    door: Door, world: World, app: Flask
) -> None:
    lost = door.arrive(world.sara)
    tim, els, ben = (door.arrive(who) for who in (world.tim, world.els, world.ben))
    assert link(speak(door, tim, world.sara)) is None
    assert is_in(lost)
    secret = link(speak(door, els, world.sara))
    assert secret
    assert not is_in(lost)
    fresh = app.test_client()
    assert door.accept(fresh, secret, "739164").status_code == 303
    assert fresh.get("/ik").json["who"] == str(world.sara)  # type: ignore[index]
    assert door.knock(lost, world.sara, PIN).status_code == 422
    for who, kinds in ((world.tim, ["recovered"]), (world.ben, ["recovered"]), (world.mark, [])):
        assert told(door.house, world.household, who) == kinds
    assert "telefoon kwijt" in ben.get("/").text


def test_one_person_is_not_enough_however_often_and_on_however_many_phones(
    door: Door, world: World
) -> None:
    old, fresh = door.arrive(world.tim), door.app.test_client()
    assert link(speak(door, old, world.sara)) is None
    assert link(speak(door, old, world.sara)) is None
    assert link(speak(door, door.arrive(world.tim, fresh), world.sara)) is None


def test_two_people_on_one_phone_are_not_two(door: Door, world: World) -> None:
    tablet = door.arrive(world.tim)
    assert link(speak(door, tablet, world.sara)) is None
    door.arrive(world.els, tablet)
    assert link(speak(door, tablet, world.sara)) is None


def test_one_and_one_whom_she_may_fear_is_not_two_and_does_not_show(
    door: Door, world: World
) -> None:
    """One name less on the page would tell Ben that Sara fears him, and so would another answer."""
    tim, mark, ben = (door.arrive(who) for who in (world.tim, world.mark, world.ben))
    before = (_main(ben.get("/mensen/kwijt")), _main(speak(door, ben, world.sara)))
    door.wait(DAY)
    assert link(speak(door, tim, world.sara)) is None
    assert link(speak(door, mark, world.sara)) is None
    _shield(door, world, world.sara, world.ben)
    after = (_main(ben.get("/mensen/kwijt")), _main(speak(door, ben, world.sara)))
    assert str(world.sara) in before[0]
    assert before == after
    assert told(door.house, world.household, world.ben) == []
    assert link(speak(door, tim, world.sara))


def test_a_voice_of_somebody_who_is_feared_or_left_since_counts_no_more(
    door: Door, world: World
) -> None:
    tim, els, ben = (door.arrive(who) for who in (world.tim, world.els, world.ben))
    speak(door, ben, world.sara)
    _shield(door, world, world.sara, world.ben)
    assert link(speak(door, els, world.sara)) is None
    now = door.house.clock.now()
    with door.house.db.writing(world.household, by=None, now=now) as session:
        end_membership(session, person=world.els, now=now)
    assert link(speak(door, tim, world.sara)) is None


@pytest.mark.parametrize(("late", "enough"), [(-SECOND, True), (timedelta(0), False)])
def test_a_voice_counts_for_a_day(door: Door, world: World, late: timedelta, enough: bool) -> None:
    tim, els = door.arrive(world.tim), door.arrive(world.els)
    speak(door, tim, world.sara)
    said = door.house.clock.now()
    door.wait(said + DAY + late - timedelta(seconds=13) - door.house.clock.now())
    assert bool(link(speak(door, els, world.sara))) is enough


def test_two_adults_of_the_household_are_never_enough(door: Door, world: World) -> None:
    now = door.house.clock.now()
    with door.house.db.writing(world.household, by=None, now=now) as session:
        more = {"household": world.household, "name": "Joke", "now": now - timedelta(days=9)}
        joke = add_person(session, role=Role.ADULT, **more)
    for who in (world.mark, joke):
        assert link(speak(door, door.arrive(who), world.sara)) is None


def test_who_lives_there_never_gets_the_link_and_cannot_see_that_another_spoke(
    door: Door, world: World
) -> None:
    """Whoever took the phone may live in the house: the link goes to who does not."""
    mark, tim = door.arrive(world.mark), door.arrive(world.tim)
    before = speak(door, mark, world.sara)
    door.wait(DAY)
    assert link(speak(door, tim, world.sara)) is None
    after = speak(door, mark, world.sara)
    assert _main(before) == _main(after)
    assert told(door.house, world.household, world.tim) == ["spoken_too"]
    assert link(speak(door, tim, world.sara))


def test_a_wrong_code_says_nothing_for_anybody(door: Door, world: World) -> None:
    tim, els = door.arrive(world.tim), door.arrive(world.els)
    assert speak(door, tim, world.sara, "739164").status_code == 422
    assert link(speak(door, els, world.sara)) is None
    assert tim.post("/mensen/kwijt", data={"code": PIN}).status_code == 422


def test_nobody_speaks_for_a_child_themselves_another_house_or_the_other_side(
    door: Door, world: World, app: Flask
) -> None:
    tim = door.arrive(world.tim)
    for person in (world.noor, world.tim, world.amina, world.ria, world.lotte):
        assert speak(door, tim, person).status_code == 404
    lotte = door.arrive(world.lotte)
    for person in (world.daan, world.ria, world.fem):
        assert speak(door, lotte, person).status_code == 404
    for who in (world.noor, world.amina):
        assert sign_in_client(app, who).get("/mensen/kwijt").status_code == 404
    kees = sign_in_client(app, world.kees)
    assert "niemand voor wie" in kees.get("/mensen/kwijt").text


def test_the_door_tells_how_and_asks_nothing(app: Flask, world: World) -> None:
    page = app.test_client().get("/binnen?kwijt=ja").text
    assert "hulp van 2 mensen" in page
    assert "<form" not in page.split("<main")[1]


def _shield(door: Door, world: World, ward: UUID, feared: UUID) -> None:
    now = door.house.clock.now()
    with door.house.db.writing(world.household, by=None, now=now) as session:
        add_shield(session, ward=ward, feared=feared, now=now)


def _main(answer: TestResponse) -> str:
    return answer.text.split("<main")[1]
