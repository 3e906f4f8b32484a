"""Security R32: a house keeps its book as long as it agreed, everybody is warned, and then nothing is left."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from api import cli, worker
from api.core.db import EVERYWHERE
from api.core.erasing import STAYS
from api.core.errors import Invalid
from api.core.house import House
from api.core.verify import findings
from api.people.model import Person
from api.people.organisation.due import LATER, Eraser
from api.people.organisation.model import HaltWarning
from api.people.organisation.rules import goes_at, read_months
from api.push.model import Delivery, Subscription
from api.telling.going import tell_of_going
from pwa.notices_said import SENTENCES
from tests.cli.test_erasing import rows_of
from tests.logbook.book import Book
from tests.people.hosting import LIST, Hosting
from tests.people.notices import told
from tests.push.knocking import subscribe_on_new
from tests.world import World, prove_all, sign_in_client

DAY = timedelta(days=1)
LAST = "Dit zijn de laatste 30 dagen"


@pytest.fixture
def hosting(house: House, app: Flask) -> Hosting:
    return Hosting(house, app)


@pytest.mark.parametrize(
    ("closed", "months", "goes"),
    [
        (datetime(2026, 11, 21, 15, tzinfo=UTC), 0, datetime(2026, 12, 21, 15, tzinfo=UTC)),
        (datetime(2026, 11, 21, 15, tzinfo=UTC), 24, datetime(2028, 12, 21, 15, tzinfo=UTC)),
        (datetime(2027, 1, 31, 15, tzinfo=UTC), 1, datetime(2027, 3, 30, 15, tzinfo=UTC)),
        (datetime(2028, 1, 31, 15, tzinfo=UTC), 1, datetime(2028, 3, 30, 15, tzinfo=UTC)),
        (datetime(2026, 12, 1, 15, tzinfo=UTC), 12, datetime(2027, 12, 31, 15, tzinfo=UTC)),
    ],
)
def test_a_house_goes_after_the_agreed_months_and_thirty_days(
    closed: datetime, months: int, goes: datetime
) -> None:
    assert goes_at(closed, months) == goes


@pytest.mark.parametrize("typed", ["-1", "25", "1.5", "een", "²", "9999999999"])
def test_a_number_of_months_that_cannot_be_is_refused(typed: str) -> None:
    with pytest.raises(Invalid):
        read_months(typed)


@pytest.mark.parametrize(("typed", "months"), [("", 0), (" 0 ", 0), ("24", 24), ("06", 6)])
def test_nothing_said_is_no_month(typed: str, months: int) -> None:
    assert read_months(typed) == months


def test_who_closes_says_how_many_months(hosting: Hosting, house: House, world: World) -> None:
    host = hosting.arrive()
    assert 'name="months"' in host.get(f"{LIST}/{world.household}/sluiten").text
    refused = hosting.close(host, world.household, months="25")
    assert refused.status_code == 422
    assert "van 0 tot en met 24" in refused.text
    assert hosting.halts() == []
    assert hosting.close(host, world.household, months="6").status_code == 303
    assert hosting.close(host, world.household, months="1").status_code == 303
    (halt,) = hosting.halts()
    assert halt.until == goes_at(house.clock.now(), 6)
    assert "2027" in host.get(f"{LIST}/{world.household}").text


def test_so_does_the_terminal(
    house: House,
    world: World,
    hosting: Hosting,
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    hosting.arrive()
    code = hosting.code(world.household)
    close = ("household", "close", code, "--code", code, "--called", "--months")
    assert cli.main((*close, "25")) == 1
    assert cli.main((*close, "2")) == 0
    (halt,) = hosting.halts()
    assert halt.until == goes_at(halt.since, 2)


def knocks(house: House, household: UUID) -> set[UUID]:
    with house.db.reading(EVERYWHERE) as session:
        return set(session.scalars(select(Delivery.person_id).filter_by(household_id=household)))


def test_thirty_days_before_everybody_who_may_come_in_is_told_once(
    hosting: Hosting, app: Flask, house: House, world: World
) -> None:
    for each in (world.sara, world.els):
        subscribe_on_new(house, each)
    hosting.close(hosting.arrive(), world.household, months="3")
    until = hosting.halts()[0].until
    assert until
    hosting.later(until - 30 * DAY - house.clock.now() - timedelta(seconds=1))
    tell_of_going(house, house.clock.now())
    sara, noor = sign_in_client(app, world.sara), sign_in_client(app, world.noor)
    assert LAST not in sara.get("/").text
    assert knocks(house, world.household) == set()
    hosting.later(timedelta(seconds=1))
    for _ in range(2):
        tell_of_going(house, house.clock.now())
    assert knocks(house, world.household) == {world.sara, world.els}
    assert knocks(house, world.apart) == set()
    for person in (world.sara, world.mark, world.noor, world.kees):
        assert told(house, world.household, person).count("house_goes") == 1
    assert LAST in sara.get("/").text
    assert "Je boek gaat bijna weg" in noor.get("/").text
    with house.db.reading(EVERYWHERE) as session:
        assert len(session.scalars(select(HaltWarning)).all()) == 1
    assert not findings(house)


def test_nobody_is_knocked_for_at_night(hosting: Hosting, house: House, world: World) -> None:
    subscribe_on_new(house, world.sara)
    hosting.close(hosting.arrive(), world.household)
    at_night = house.clock.now().replace(hour=23) + DAY
    tell_of_going(house, at_night)
    assert knocks(house, world.household) == set()
    tell_of_going(house, at_night + timedelta(hours=10))
    assert knocks(house, world.household) == {world.sara}


def test_taken_back_nobody_reads_that_it_goes(hosting: Hosting, house: House, world: World) -> None:
    host = hosting.arrive()
    hosting.close(host, world.household)
    tell_of_going(house, house.clock.now())
    hosting.later(timedelta(minutes=1))
    hosting.do(host, world.household, "keep")
    assert told(house, world.household, world.sara)[0] == "house_stays"
    assert "house_goes" not in told(house, world.household, world.sara)
    assert "house_goes" in SENTENCES
    assert "tell_of_going" in {chore.do.__name__ for chore in worker.daily_round()}


def test_until_the_last_second_all_is_there_and_then_no_row_and_no_file(
    hosting: Hosting, app: Flask, house: House, world: World
) -> None:
    with house.db.reading(EVERYWHERE) as session:
        body = session.get_one(Person, world.noor).body
    Book(house, world.household, house.clock.now()).write(world.sara)
    hosting.close(hosting.arrive(), world.household, months="1")
    until, eraser = hosting.halts()[0].until, Eraser()
    assert until
    hosting.later(until - timedelta(seconds=1) - house.clock.now())
    sara = sign_in_client(app, world.sara)
    prove_all(house)
    assert sara.get("/instellingen/meenemen").status_code == 200, "until the last second"
    hosting.later(timedelta(seconds=2))
    assert sara.get("/instellingen/meenemen").status_code == 401
    hosting.later(LATER - timedelta(seconds=2))
    eraser.erase_closed(house, house.clock.now())
    assert "people" in rows_of(house, world.household)
    hosting.later(timedelta(seconds=2))
    eraser.erase_closed(house, house.clock.now())
    assert rows_of(house, world.household).keys() <= STAYS
    assert list(house.keys.of(world.household)) == []
    files = [path for path in house.settings.data.rglob("*") if path.is_file()]
    assert not [path for path in files if body in path.read_bytes()]
    assert not [path for path in files if str(world.household) in path.name]
    assert not findings(house)


@pytest.mark.parametrize(("days", "stays"), [(89, True), (91, False)])
def test_an_address_of_a_phone_goes_when_nothing_came_of_it_for_ninety_days(
    house: House, world: World, days: int, *, stays: bool
) -> None:
    shown = subscribe_on_new(house, world.els)
    silent = subscribe_on_new(house, world.ben)
    now = house.clock.now() + days * DAY
    with house.db.writing(EVERYWHERE, by=None, now=now) as session:
        session.get_one(Subscription, shown).shown_at = now - 6 * DAY
    worker.sweep(house, now)
    with house.db.reading(EVERYWHERE) as session:
        assert session.get(Subscription, shown) is not None
        assert (session.get(Subscription, silent) is not None) == stays
