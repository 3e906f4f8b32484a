"""Nobody is locked out, no helper is purged, nothing is lost: what somebody of ill will would try."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.core.house import House
from api.people.queries import viewer
from api.worker import Chore, carry_out_goings, once
from tests.houses import NOW
from tests.people.doors import PIN, Door
from tests.people.notices import told
from tests.people.test_going import ask, later, pause
from tests.people.test_leaving import ADDRESS
from tests.people.test_recovery import link, speak
from tests.world import World, leave_noor_with_els

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
Clients = Callable[[UUID], FlaskClient]


@pytest.fixture
def door(house: House, app: Flask) -> Door:
    return Door(house, app)


def test_who_agreed_takes_back_what_holds_also_after_a_proposal_of_their_own(
    house: House, world: World, client_of: Clients
) -> None:
    sara, tim = client_of(world.sara), client_of(world.tim)
    ask(sara, world.kees)
    later(house, HOUR)
    ask(tim, world.kees)
    ask(tim, world.kees, "agree")
    assert told(house, world.household, world.kees) == ["removal"]
    assert ask(tim, world.kees, "back").status_code == 303
    later(house, 2 * DAY)
    carry_out_goings(house, house.clock.now())
    with house.db.reading(world.household) as session:
        assert viewer(session, world.kees).ended_at is None


def test_two_safety_people_leaving_on_one_day_do_not_leave_a_child_alone(
    house: House, world: World, client_of: Clients
) -> None:
    els, ben = client_of(world.els), client_of(world.ben)
    assert els.post(ADDRESS).status_code == 303
    assert ben.post(ADDRESS).status_code == 422
    assert ben.post(ADDRESS, data={f"ward-{world.noor}": str(world.tim)}).status_code == 303


def test_a_task_is_not_handed_to_who_is_going(
    house: House, world: World, client_of: Clients
) -> None:
    client_of(world.ben).post(ADDRESS)
    tim = client_of(world.tim)
    assert str(world.ben) not in tim.get(ADDRESS).text
    assert tim.post(ADDRESS, data={"chair": str(world.ben)}).status_code == 422


def test_a_clock_that_was_ahead_does_not_stop_the_worker(house: House) -> None:
    done = []
    chore = Chore(HOUR, lambda _house, now: done.append(now))
    for now in (NOW, NOW + 365 * DAY, NOW + HOUR):
        once(house, [chore], now)
    assert done == [NOW, NOW + 365 * DAY, NOW + HOUR]


def test_a_clock_set_back_after_somebody_came_back_breaks_no_door(
    door: Door, house: House, world: World, client_of: Clients
) -> None:
    mark, tim = door.arrive(world.mark), client_of(world.tim)
    pause(tim, world.mark, days="10")
    later(house, 2 * HOUR)
    pause(tim, world.mark, "back")
    later(house, -HOUR)
    answer = door.knock(mark, world.mark)
    assert answer.status_code in {303, 401}, answer.text


def test_whom_a_child_fears_is_no_voice_for_its_safety_person(door: Door, world: World) -> None:
    els = door.arrive(world.els)
    mark, tim, ben = (door.arrive(who) for who in (world.mark, world.tim, world.ben))
    before = speak(door, mark, world.els)
    assert before.status_code == 200
    assert link(speak(door, tim, world.els)) is None
    assert els.get("/ik").status_code == 200
    assert link(speak(door, ben, world.els))


def test_who_leads_hears_it_when_a_removal_leaves_a_child_alone(
    house: House, world: World, client_of: Clients
) -> None:
    leave_noor_with_els(house, world)
    ask(client_of(world.sara), world.els)
    ask(client_of(world.tim), world.els, "agree")
    assert "ward_alone" in told(house, world.household, world.tim)


def test_guesses_from_the_wifi_of_the_house_do_not_shut_out_a_device_that_is_known(
    door: Door, world: World, app: Flask
) -> None:
    phone, stranger = door.arrive(world.els), app.test_client()
    for _ in range(40):
        stranger.post("/kom", data={"link": "abcdefghij"})
    assert stranger.post("/kom", data={"link": "abcdefghij"}).status_code == 429
    answer = phone.post("/binnen", data={"wie": str(world.els), "code": PIN})
    assert answer.status_code == 303, answer.status_code


def test_guesses_on_the_wifi_of_the_house_do_not_shut_out_a_newcomer_with_a_link(
    door: Door, world: World, app: Flask
) -> None:
    stranger, secret = app.test_client(), door.link(world.els)
    for _ in range(31):
        answer = stranger.post("/kom", data={"link": "abcdefghij"})
    assert answer.status_code == 429
    assert door.accept(app.test_client(), secret).status_code == 303


def test_who_was_sent_away_since_is_no_voice(door: Door, world: World, client_of: Clients) -> None:
    mark, tim = door.arrive(world.mark), door.arrive(world.tim)
    speak(door, mark, world.sara)
    door.wait()
    pause(client_of(world.tim), world.mark, days="10")
    assert link(speak(door, tim, world.sara)) is None
