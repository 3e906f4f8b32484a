"""What others learn of sending: anybody a word, who runs the house rounded numbers. Nothing of a signal."""

from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.house import House
from api.people.model import Person
from api.people.organisation.opening import invite_host
from api.people.policy import Role
from api.push.health import numbers
from api.push.model import Delivery, Fault, Subscription
from api.push.rules import Word
from api.push.verify import findings
from tests.houses import NOW
from tests.push.knocking import at, deliveries, knock, subscribe_on_new
from tests.world import World, sign_in_client

MINUTES = timedelta(minutes=1)


def says(app: Flask) -> tuple[int, str]:
    answer = app.test_client().get("/healthz")
    return answer.status_code, answer.get_json()["push"]


def blame(
    house: House, *, ago: timedelta, origin: str = "https://a.test", status: int = 403
) -> None:
    then = NOW - ago
    with house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        session.add(Fault(day=then.date(), origin=origin, status=status, count=1, at=then))


@pytest.fixture
def well(house: House) -> House:
    house.ready()
    return house


def test_what_waits_for_minutes_is_illness(well: House, app: Flask, world: World) -> None:
    subscribe_on_new(well, world.els)
    knock(well, world.els, Word.TEST)
    at(well, NOW + 2 * MINUTES - timedelta(seconds=1))
    assert says(app) == (200, "ok")
    at(well, NOW + 2 * MINUTES)
    assert says(app) == (503, "late")
    with well.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        for row in deliveries(session, world.els):
            row.accepted_at = NOW
    assert says(app) == (200, "ok")


@pytest.mark.parametrize("word", [Word.SIGNAL, Word.REMINDER])
def test_a_signal_that_waits_shows_to_nobody(
    well: House, app: Flask, world: World, word: Word
) -> None:
    """The one who is feared may ask too, as often as they want."""
    before = app.test_client().get("/healthz").get_data()
    subscribe_on_new(well, world.els)
    knock(well, world.els, word)
    at(well, NOW + 30 * MINUTES)
    assert app.test_client().get("/healthz").get_data() == before


def test_a_service_that_refuses_us_is_illness_for_a_day(well: House, app: Flask) -> None:
    blame(well, ago=timedelta(hours=25), status=400)
    assert says(app) == (200, "ok")
    blame(well, ago=timedelta(hours=23))
    assert says(app) == (503, "faulty")


def test_the_numbers_are_rounded_over_the_whole_server(well: House, world: World) -> None:
    def told() -> tuple[int, int]:
        with well.db.reading(EVERYWHERE) as session:
            found = numbers(session, NOW)
        return found.waiting, found.failed

    assert told() == (0, 0)
    subscribe_on_new(well, world.els)
    for many, rounded in ((1, 1), (8, 1), (1, 10), (15, 20)):
        for _ in range(many):
            knock(well, world.els)
        assert told() == (rounded, 0)
    with well.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        for row in session.scalars(select(Delivery)):
            row.given_up_at = NOW
    assert told() == (0, 20)


@pytest.mark.only("sqlite")
def test_who_runs_the_house_sees_them_and_the_last_fault_of_each_service(
    well: House, app: Flask, world: World
) -> None:
    invite_host(well, name="Beheer", now=NOW)
    with well.db.reading(EVERYWHERE) as session:
        host = session.scalars(select(Person.id).filter_by(role=Role.HOST)).one()
    subscribe_on_new(well, world.els)
    knock(well, world.els)
    blame(well, ago=timedelta(days=2), status=400)
    blame(well, ago=timedelta(hours=1))
    page = sign_in_client(app, host).get("/beheer").get_data(as_text=True)
    assert "De worker staat stil" in page
    assert "Wachten: minder dan 10. Mislukt in 7 dagen: 0." in page
    assert "https://a.test zei 403 op" in page
    assert "zei 400" not in page
    assert "Els" not in page


@pytest.mark.only("sqlite")
def test_an_address_that_was_changed_behind_our_back_is_found(house: House, world: World) -> None:
    row = subscribe_on_new(house, world.els)
    with house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        found = session.get_one(Subscription, row)
        found.endpoint_hash, found.body = b"x", uuid4().bytes
    (finding,) = findings(house)
    assert finding.where == f"subscriptions {row}"
