"""What takes two people cannot be done by one: not with an invented second, nor by a smaller step."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.core.house import House
from api.people.actions import add_shield, give_duty
from api.people.invitations.actions import Newcomer, give_way, invite_somebody
from api.people.invitations.rules import Form
from api.people.notices.actions import tell
from api.people.policy import Ring, Role, Side
from api.people.queries import viewer
from tests.people.doors import Door, is_in
from tests.people.notices import told
from tests.people.quietly import come_in, make_quiet
from tests.people.test_going import AWAY, ask, later, pause
from tests.people.test_recovery import link, speak
from tests.world import World

DAY, WEEK = timedelta(days=1), timedelta(days=7)
SECOND = timedelta(seconds=1)
Clients = Callable[[UUID], FlaskClient]
JAN = Newcomer(
    name="Jan",
    called="",
    role=Role.CIRCLE,
    side=Side.BOTH,
    ring=Ring.ALL,
    generation=2,
    born_year=None,
)


@pytest.fixture
def door(house: House, app: Flask) -> Door:
    return Door(house, app)


@pytest.fixture
def invented(door: Door, house: House, world: World) -> FlaskClient:
    """Tim invites somebody who is Tim."""
    person, now = uuid4(), house.clock.now()
    with house.db.writing(world.household, by=world.tim, now=now) as session:
        tim = viewer(session, world.tim)
        invite_somebody(session, by=tim, newcomer=JAN, person=person, now=now)
        way = give_way(session, by=tim, person=person, form=Form.LINK, now=now)
    browser = door.app.test_client()
    assert door.accept(browser, way.secret).status_code == 303
    browser.post("/huisregels")
    return browser


def is_here(house: House, world: World, person: UUID) -> bool:
    with house.db.reading(world.household) as session:
        return viewer(session, person).ended_at is None


@pytest.mark.parametrize("invented_first", [True, False])
def test_who_leads_does_not_remove_a_helper_with_an_invented_second(
    house: House, world: World, client_of: Clients, invented: FlaskClient, *, invented_first: bool
) -> None:
    two = [client_of(world.tim), invented]
    first, second = reversed(two) if invented_first else two
    ask(first, world.els, urgent="ja")
    answer = ask(second, world.els, "agree")
    assert (answer.status_code, "Zoek iemand anders" in answer.text) == (422, True)
    assert is_here(house, world, world.els)
    assert ask(client_of(world.ben), world.els, urgent="ja").status_code == 303
    assert ask(client_of(world.tim), world.els, "agree").status_code == 303
    assert not is_here(house, world, world.els)


def test_a_newcomer_is_one_of_two_after_a_week(
    door: Door, house: House, world: World, client_of: Clients, invented: FlaskClient
) -> None:
    door.wait(WEEK - SECOND)
    ask(client_of(world.tim), world.kees, urgent="ja")
    assert ask(invented, world.kees, "agree").status_code == 422
    door.wait(SECOND)
    assert ask(invented, world.kees, "agree").status_code == 303


def test_nor_is_an_invented_second_a_voice_for_a_lost_phone(
    door: Door, world: World, invented: FlaskClient
) -> None:
    tim = door.arrive(world.tim)
    assert link(speak(door, invented, world.els)) is None
    assert link(speak(door, tim, world.els)) is None
    assert link(speak(door, door.arrive(world.ben), world.els))


@pytest.mark.parametrize("ring", ["part", "none"])
def test_nobody_of_the_household_puts_a_helper_outside_alone(
    house: House, world: World, client_of: Clients, ring: str
) -> None:
    now, jan = house.clock.now(), uuid4()
    with house.db.writing(world.household, by=None, now=now) as session:
        tim = viewer(session, world.tim)
        invite_somebody(session, by=tim, newcomer=JAN, person=jan, now=now)
        give_duty(session, person=world.sara, kind="chair", now=now)
    answer = client_of(world.sara).post(f"/mensen/{jan}/kring", data={"ring": ring})
    assert (answer.status_code, "van buiten jullie huis" in answer.text) == (422, True)
    answer = client_of(world.tim).post(f"/mensen/{jan}/kring", data={"ring": ring})
    assert answer.status_code == 303


def test_what_one_may_not_see_any_more_hides_no_other_notice(house: House, world: World) -> None:
    now = house.clock.now()
    with house.db.writing(world.household, by=None, now=now) as session:
        tell(session, to={world.ben}, kind="removal_asked", about=world.kees, now=now)
        for number in range(1, 21):
            at = now + number * SECOND
            tell(session, to={world.ben}, kind="ward_alone", about=world.noor, now=at)
        add_shield(session, ward=world.noor, feared=world.ben, now=now)
    assert told(house, world.household, world.ben) == ["removal_asked"]


def test_one_person_alone_does_not_keep_somebody_away_day_after_day(
    door: Door, house: House, world: World, client_of: Clients
) -> None:
    mark, tim, els = door.arrive(world.mark), client_of(world.tim), client_of(world.els)
    pause(tim, world.mark, days="28")
    later(house, DAY)
    assert door.knock(mark, world.mark).status_code == 303
    assert pause(tim, world.mark, days="28").status_code == 303
    assert is_in(mark), "this time it waits for another"
    assert "Dit begint pas als een ander" in tim.get(f"/mensen/{world.mark}/pauze").text
    assert pause(els, world.mark, "tell", ward=str(world.noor)).status_code == 303
    assert told(house, world.household, world.noor) == []
    assert pause(els, world.mark, "agree").status_code == 303
    assert not is_in(mark)
    assert told(house, world.household, world.sara) == ["away", "away"]
    later(house, 27 * DAY)
    assert AWAY in door.knock(mark, world.mark).text
    later(house, DAY)
    assert door.knock(mark, world.mark).status_code == 303


def test_what_waits_for_another_is_taken_back_or_over_and_nobody_hears(
    house: House, world: World, client_of: Clients
) -> None:
    tim, els = client_of(world.tim), client_of(world.els)
    pause(tim, world.mark, days="9")
    assert pause(tim, world.mark, "back").status_code == 303
    heard = told(house, world.household, world.sara)
    pause(tim, world.mark, days="9")
    assert pause(tim, world.mark, "back").status_code == 303
    assert told(house, world.household, world.sara) == heard
    pause(tim, world.mark, days="9")
    later(house, 9 * DAY)
    assert pause(els, world.mark, "agree").status_code == 404


def test_what_waits_for_another_is_there_for_who_is_asked_alone(
    house: House, world: World, app: Flask, client_of: Clients
) -> None:
    """Whoever else reads it could warn the one that it is about. Ben is not asked: Mark fears him."""
    now = house.clock.now()
    with house.db.writing(world.household, by=None, now=now) as session:
        add_shield(session, ward=world.mark, feared=world.ben, now=now)
    quiet = make_quiet(app, come_in(app, world.els))
    tim, els, ben = (client_of(who) for who in (world.tim, world.els, world.ben))
    page, about = f"/mensen/{world.mark}/pauze", f"/mensen/{world.mark}/meedoen"
    before = ben.get(about).text.split("<main")[1]
    pause(tim, world.mark, days="9")
    assert page in ben.get(about).text, "that somebody is away all of them know"
    assert ben.get(page).status_code == 200
    assert pause(tim, world.mark, "back").status_code == 303
    pause(tim, world.mark, days="9")
    for who, sees in ((tim, True), (els, True), (ben, False), (quiet, False)):
        assert (who.get(page).status_code == 200) is sees
        assert (page in who.get(about).text) is sees
    for who, status in ((els, 303), (ben, 404), (quiet, 404)):
        assert pause(who, world.mark, "tell", ward=str(world.noor)).status_code == status
    assert ben.get(about).text.split("<main")[1] == before
    for deed in ("agree", "back"):
        assert pause(ben, world.mark, deed).status_code == 404
    assert pause(els, world.mark, "agree").status_code == 303
    assert page in ben.get(about).text
