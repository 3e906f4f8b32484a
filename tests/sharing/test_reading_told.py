"""Who read along is told to the family by the day, and to an auditor by the second."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from api import cli
from api.core.db import EVERYWHERE
from api.core.erasing import erase_household
from api.core.house import House
from api.core.verify import findings
from api.people.actions import give_duty
from api.people.consenting.kinds import Kind
from api.people.policy import Side
from api.people.professionals.looked import last_read, read_days
from api.people.professionals.model import Reading
from api.people.professionals.queries import Seated, reader
from api.people.professionals.readings import write_readings
from api.people.professionals.rules import WorksAs
from api.people.queries import viewer
from api.worker import daily_round, once
from tests.houses import NOW
from tests.logbook.book import Book
from tests.sharing.seats import Seats, amina_reads
from tests.sharing.test_reading_pages import at, later, said
from tests.world import World, prove_all

ClientOf = Callable[[UUID], FlaskClient]


def told(house: House, household: UUID, who: UUID) -> tuple[list[str], list[frozenset[str]]]:
    """Whom this person knows to have read, and the kinds of each day."""
    with house.db.reading(household) as session:
        asking = viewer(session, who)
        last = [each.who.name for each in last_read(session, asking)]
        days = read_days(session, asking, (NOW - timedelta(days=30)).date())
        return last, [each.what for each in days]


@pytest.mark.parametrize("who", ["sara", "mark", "els", "tim"])
def test_everybody_here_is_told_on_which_day_somebody_last_read(
    seats: Seats, world: World, client_of: ClientOf, house: House, who: str
) -> None:
    seat = amina_reads(seats, world)
    client = client_of(seat.account)
    said(client, "/meekijken")
    assert told(house, world.household, getattr(world, who))[0] == []
    said(client, at(seat, "/log"))
    said(client, at(seat, "/signalen"))
    last, days = told(house, world.household, getattr(world, who))
    assert last == ["Amina"]
    assert days == [frozenset({"overview", "log", "signals"})]
    shown = said(client_of(getattr(world, who)), "/logboek")
    assert "las hier voor het laatst op" in shown
    assert "Vaste hulp" in shown


def test_the_family_reads_of_it_by_the_day_and_never_an_hour(
    seats: Seats, world: World, client_of: ClientOf, house: House
) -> None:
    seat = amina_reads(seats, world)
    said(client_of(seat.account), at(seat, "/log"))
    family = client_of(world.sara)
    prove_all(house)
    shown = said(family, "/instellingen/gekeken")
    inside = shown[shown.index("<main") : shown.index("</main")]
    assert "las mee op" in inside
    assert "Logboek" in inside
    for hour in ("15:", "16:", "15.0", "16.0"):
        assert hour not in inside


def test_the_other_side_hears_nothing_of_who_reads_on_this_one(
    seats: Seats, world: World, client_of: ClientOf, house: House
) -> None:
    with house.db.writing(world.apart, by=None, now=NOW) as session:
        give_duty(session, person=world.ria, kind="plan_holder", now=NOW)
    seat = seats.seat(seats.account(), world.ria, side=Side.A)
    seats.share(seat, world.ria, [world.lotte])
    said(client_of(seat.account), at(seat, "/log"))
    assert told(house, world.apart, world.lotte)[0] == ["Amina"]
    assert told(house, world.apart, world.daan) == ([], [])


def test_a_child_is_told_nothing_that_its_page_has_no_words_for(
    seats: Seats, world: World, client_of: ClientOf, house: House
) -> None:
    seat = amina_reads(seats, world)
    said(client_of(seat.account), at(seat, "/log"))
    child = client_of(world.noor)
    prove_all(house)
    assert "Amina" not in said(child, "/instellingen/gekeken")


def test_a_reading_is_written_again_after_a_quarter_of_an_hour_and_for_each_report(
    seats: Seats, world: World, app: Flask, client_of: ClientOf, house: House
) -> None:
    seat = amina_reads(seats, world, kinds=[Kind.LOG])
    client = client_of(seat.account)
    for minutes, rows in ((0, 1), (14, 1), (2, 2)):
        later(app, timedelta(minutes=minutes))
        said(client, at(seat, "/log"))
        assert how_many(house) == rows
    for _ in range(2):
        said(client, at(seat, "/verslag"))
    assert how_many(house) == 4


def how_many(house: House) -> int:
    with house.db.reading(EVERYWHERE) as session:
        return session.scalar(select(func.count()).select_from(Reading)) or 0


def read_by(house: House, seat: Seated, kinds: list[str]) -> None:
    now = house.clock.now()
    with house.db.reading(seat.household) as session:
        who = reader(session, seat, now)
    assert who is not None
    write_readings(house, [(who, kind) for kind in kinds], how="feed", now=now)


def test_one_answer_over_two_houses_is_written_down_in_both(
    seats: Seats, world: World, house: House
) -> None:
    with house.db.writing(world.apart, by=None, now=NOW) as session:
        give_duty(session, person=world.ria, kind="plan_holder", now=NOW)
    here = amina_reads(seats, world)
    there = seats.seat(here.account, world.ria, side=Side.A)
    seats.share(there, world.ria, [world.lotte])
    readers = [seats.reader(here), seats.reader(there)]
    write_readings(house, [(each, "log") for each in readers if each], how="feed", now=NOW)
    with house.db.reading(EVERYWHERE) as session:
        assert set(session.scalars(select(Reading.household_id))) == {world.household, world.apart}
    assert list(findings(house)) == []


def test_readings_stay_for_five_years(seats: Seats, world: World, house: House) -> None:
    """No chore of the worker takes them away."""
    seat = amina_reads(seats, world)
    read_by(house, seat, ["log", "plan"])
    house.clock.moment += timedelta(days=5 * 366)  # type: ignore[attr-defined]
    once(house, daily_round(), house.clock.now())
    assert how_many(house) == 2


@pytest.fixture
def _at_home(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)


@pytest.mark.usefixtures("_at_home")
def test_an_auditor_gets_who_what_when_and_by_which_sharing(
    seats: Seats,
    world: World,
    client_of: ClientOf,
    capsys: pytest.CaptureFixture[str],
) -> None:
    seat = amina_reads(seats, world, purpose="Zien of het rustig blijft.")
    said(client_of(seat.account), at(seat, "/log"))
    day = NOW.date().isoformat()
    words = ["audit", "export", "--household", str(world.household)]
    assert cli.main([*words, "--from", day, "--until", day]) == 0
    (line,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert line["at"] == NOW.isoformat()
    assert (line["name"], line["works_at"], line["works_as"]) == (
        "Amina",
        "Veilig Thuis",
        "casusregisseur",
    )
    assert (line["what"], line["how"], line["purpose"]) == (
        "log",
        "page",
        "Zien of het rustig blijft.",
    )
    assert (line["account"], line["seat"]) == (str(seat.account), str(seat.id))
    before = (NOW - timedelta(days=1)).date().isoformat()
    assert cli.main([*words, "--from", before, "--until", before]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("_at_home")
def test_an_auditor_gets_it_of_a_house_that_was_erased_too(
    seats: Seats,
    world: World,
    client_of: ClientOf,
    house: House,
    capsys: pytest.CaptureFixture[str],
) -> None:
    seat = amina_reads(seats, world)
    said(client_of(seat.account), at(seat, "/log"))
    erase_household(house, world.household, NOW)
    day, words = NOW.date().isoformat(), ["audit", "export", "--household"]
    assert cli.main([*words, str(world.household), "--from", day, "--until", day]) == 0
    (line,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (line["name"], line["works_as"], line["what"]) == ("Amina", "casusregisseur", "log")
    assert cli.main([*words, str(uuid4()), "--from", day, "--until", day]) != 0


def test_the_list_shows_so_many_houses_at_a_time(
    seats: Seats, world: World, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch, house: House
) -> None:
    monkeypatch.setattr("pwa.pages.reading_along.A_PAGE", 1)
    with house.db.writing(world.apart, by=None, now=NOW) as session:
        give_duty(session, person=world.ria, kind="plan_holder", now=NOW)
    here = amina_reads(seats, world)
    seats.now += timedelta(minutes=1)
    there = seats.seat(here.account, world.ria, side=Side.A)
    client = client_of(here.account)
    first, second = said(client, "/meekijken"), said(client, "/meekijken?vanaf=1")
    assert str(here.id) in first
    assert "Huis van Fem" not in first
    assert "Huis van Fem" in second
    assert str(there.id) not in second
    for odd in ("2", "-1", "99999999999999999999"):
        assert client.get(f"/meekijken?vanaf={odd}").status_code in {200, 404}


def test_who_has_a_seat_twice_reads_for_each_task_apart(
    seats: Seats, world: World, client_of: ClientOf, house: House
) -> None:
    """A professional with two roles: what is shared with the one is not with the other."""
    account = seats.account()
    case = seats.seat(account, world.tim)
    helper = seats.seat(account, world.tim, works_as=WorksAs.THERAPIST)
    seats.share(case, world.tim, [world.sara, world.mark], kinds=[Kind.LOG])
    seats.share(helper, world.tim, [world.sara, world.mark], kinds=[Kind.WEEK])
    Book(house, world.household, NOW).write(world.sara)
    client = client_of(account)
    assert client.get(at(case, "/log")).status_code == 200
    assert client.get(at(case, "/week")).status_code == 404
    assert client.get(at(helper, "/log")).status_code == 404
    assert client.get(at(helper, "/week")).status_code == 200
