"""Asking to be erased: one's own name, three days to take it back, and nothing of it while another reads along."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api import cli, worker
from api.core.errors import Invalid, NotHere
from api.core.house import House
from api.core.verify import findings
from api.people.actions import give_duty, link_safety_person
from api.people.erasing import actions, rules
from api.people.erasing.due import erase_due
from api.people.erasing.queries import standing
from api.people.going.actions import take_back as stay
from api.people.model import Person
from api.people.organisation.model import Halt
from api.people.queries import names, viewer
from api.safe_object.model import Signal
from tests.logbook.book import Book
from tests.people.notices import told
from tests.people.quietly import make_quiet
from tests.people.test_going import later
from tests.safe_object.calls import move
from tests.sharing.seats import Seats
from tests.world import World, prove_all

ADDRESS = "/instellingen/weggaan/wissen"
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
Clients = Callable[[UUID], FlaskClient]


def ask(house: House, client: FlaskClient, name: str = "sara ", **more: str) -> int:
    prove_all(house)
    return client.post(ADDRESS, data={"name": name, **more}).status_code


def name_of(house: House, world: World, person: UUID) -> str:
    with house.db.reading(world.household) as session:
        return names(session, viewer(session, world.els))[person].name


def work(house: House, after: timedelta) -> None:
    """Let the worker do what it does, some time later."""
    later(house, after)
    worker.carry_out_goings(house, house.clock.now())
    erase_due(house, house.clock.now())


def test_who_types_their_name_is_erased_three_days_later_within_a_minute(
    house: House, world: World, client_of: Clients
) -> None:
    sara = client_of(world.sara)
    note = Book(house, world.household, house.clock.now()).write(world.sara, "Een dag.")
    assert ask(house, sara) == 303
    page = sara.get(ADDRESS).text
    assert "Tot dan kan het nog terug" in page
    work(house, 3 * DAY - MINUTE)
    assert name_of(house, world, world.sara) == "Sara"
    chores = worker.daily_round()
    done = next(each for each in chores if each.do is erase_due)
    assert done.every <= timedelta(minutes=1)
    work(house, MINUTE)
    assert name_of(house, world, world.sara) == "Iemand"
    seen = Book(house, world.household, house.clock.now()).timeline(world.els)
    assert note not in {each.id for each in seen}
    assert sara.get("/").status_code == 401
    assert not findings(house)


def _stands(house: House, world: World) -> bool:
    with house.db.reading(world.household) as session:
        return standing(session, world.sara, quiet=True) is not None


def test_the_page_asks_for_the_code_and_for_ones_own_name(
    house: House, world: World, client_of: Clients
) -> None:
    sara = client_of(world.sara)
    later(house, timedelta(hours=1))
    assert sara.get(ADDRESS).status_code != 200
    sara.post(ADDRESS, data={"name": "Sara"})
    prove_all(house)
    page = sara.get(ADDRESS).text
    assert not _stands(house, world)
    for said in ("Dit gaat weg", "Dit blijft", "Neem eerst je boek mee", "3 dagen"):
        assert said in page
    assert ask(house, sara, "Mark") == 422
    work(house, 4 * DAY)
    assert name_of(house, world, world.sara) == "Sara"


@pytest.mark.parametrize("where", [ADDRESS, "/instellingen/weggaan"])
def test_it_can_be_taken_back_on_both_pages_until_then(
    house: House, world: World, client_of: Clients, where: str
) -> None:
    sara = client_of(world.sara)
    ask(house, sara)
    later(house, 2 * DAY)
    prove_all(house)
    assert sara.post(where, data={"do": "back"}).status_code == 303
    work(house, 4 * DAY)
    assert name_of(house, world, world.sara) == "Sara"
    assert client_of(world.sara).get("/").status_code == 200


def test_who_was_leaving_already_keeps_three_days_to_take_it_back(
    house: House, world: World, client_of: Clients
) -> None:
    sara = client_of(world.sara)
    sara.post("/instellingen/weggaan")
    ask(house, sara)
    work(house, 2 * DAY)
    assert sara.get("/").status_code == 200
    work(house, DAY)
    assert name_of(house, world, world.sara) == "Iemand"


def test_their_safety_people_hear_it_and_may_take_it_back(
    house: House, world: World, client_of: Clients
) -> None:
    now = house.clock.now()
    with house.db.writing(world.household, by=None, now=now) as session:
        link_safety_person(session, ward=world.sara, person=world.els, place=1, now=now)
    ask(house, client_of(world.sara))
    assert "erasing" in told(house, world.household, world.els)
    assert "erasing" in told(house, world.household, world.sara)
    with house.db.writing(world.household, by=world.els, now=now) as session:
        stay(session, by=viewer(session, world.els), person=world.sara, now=now)
    work(house, 4 * DAY)
    assert name_of(house, world, world.sara) == "Sara"


def test_a_task_is_handed_over_first(house: House, world: World, client_of: Clients) -> None:
    tim = client_of(world.tim)
    assert ask(house, tim, "Tim") == 422
    work(house, 4 * DAY)
    assert name_of(house, world, world.tim) == "Tim"
    assert ask(house, tim, "Tim", chair=str(world.els)) == 303
    work(house, 4 * DAY)
    assert name_of(house, world, world.tim) == "Iemand"


def test_while_another_reads_along_it_is_shown_and_not_done(
    app: Flask, house: House, world: World, client_of: Clients
) -> None:
    """Whoever is made to ask it loses nothing, and the page says what it says to everybody."""
    whole, quiet = client_of(world.sara), make_quiet(app, client_of(world.sara))
    prove_all(house)
    assert quiet.post(ADDRESS, data={"name": "Sara"}).status_code == 303
    assert "Tot dan kan het nog terug" in quiet.get(ADDRESS).text
    work(house, 4 * DAY)
    assert name_of(house, world, world.sara) == "Sara"
    prove_all(house)
    assert "Tot dan kan het nog terug" not in whole.get(ADDRESS).text


def test_in_a_house_that_stands_still_it_waits(
    house: House, world: World, client_of: Clients
) -> None:
    ask(house, client_of(world.sara))
    now = house.clock.now()
    with house.db.writing(world.household, by=None, now=now) as session:
        halt = Halt(id=world.sara, household_id=world.household, kind="still", since=now)
        session.add(halt)
    work(house, 4 * DAY)
    assert name_of(house, world, world.sara) == "Sara"
    with house.db.writing(world.household, by=None, now=house.clock.now()) as session:
        session.get_one(Halt, world.sara).ended_at = house.clock.now()
    work(house, MINUTE)
    assert name_of(house, world, world.sara) == "Iemand"


def test_a_child_and_who_works_here_have_no_such_page(
    house: House, world: World, client_of: Clients
) -> None:
    for who in (world.noor, world.amina):
        client = client_of(who)
        prove_all(house)
        assert client.get(ADDRESS).status_code == 404


def for_child(house: House, world: World, *two: UUID, says: bool = False) -> None:
    now = house.clock.now()
    with house.db.writing(world.household, by=None, now=now) as session:
        actions.ask_for(session, person=world.noor, two=two, now=now, child_says=says)


def make_age(house: House, world: World, years: int | None) -> None:
    now = house.clock.now()
    with house.db.writing(world.household, by=None, now=now) as session:
        born = None if years is None else now.year - years
        session.get_one(Person, world.noor).born_year = born


@pytest.mark.parametrize(
    ("years", "asked"), [(9, False), (12, True), (15, True), (17, True), (None, True)]
)
def test_from_twelve_on_a_child_says_yes_itself(
    house: House, world: World, years: int | None, *, asked: bool
) -> None:
    make_age(house, world, years)
    if asked:
        with pytest.raises(Invalid):
            for_child(house, world, world.els, world.tim)
    for_child(house, world, world.els, world.tim, says=asked)
    work(house, 3 * DAY)
    assert name_of(house, world, world.noor) == "Iemand"


def test_nobody_who_is_away_is_one_of_the_two(house: House, world: World) -> None:
    now = house.clock.now()
    with house.db.reading(world.household) as session:
        noor, els, tim = (viewer(session, each) for each in (world.noor, world.els, world.tim))
    rules.check_two(noor, [els, tim], now)
    away = replace(tim, absences=((now - DAY, None),))
    with pytest.raises(Invalid):
        rules.check_two(noor, [els, away], now)


def test_while_somebody_reads_along_a_childs_book_is_not_taken_away(
    house: House, world: World
) -> None:
    """It cannot be asked then; and what was asked before waits until they read no more."""
    seats = Seats(house, house.clock.now())
    seat = seats.seat(seats.account(), world.tim)
    for_child(house, world, world.els, world.tim)
    sharing = seats.share(seat, world.tim, [world.sara])
    work(house, DAY)
    seats.say(sharing, world.mark)
    work(house, 3 * DAY)
    assert name_of(house, world, world.noor) == "Noor"
    with house.db.writing(world.household, by=None, now=house.clock.now()) as session:
        actions.take_back(session, person=world.noor, now=house.clock.now())
    with pytest.raises(Invalid, match="leest iemand mee"):
        for_child(house, world, world.els, world.tim)
    seats.now = house.clock.now()
    seats.say(sharing, world.mark, yes=False)
    for_child(house, world, world.els, world.tim)
    work(house, 4 * DAY)
    assert name_of(house, world, world.noor) == "Iemand"


def test_what_waited_long_is_told_anew_three_days_before(house: House, world: World) -> None:
    """Who asked it may have forgotten: nobody's book goes the minute in which a reading ends."""
    for_child(house, world, world.els, world.tim)
    signal = move(house, world)
    work(house, 40 * DAY)
    with house.db.writing(world.household, by=None, now=house.clock.now()) as session:
        session.get_one(Signal, signal).closed_at = house.clock.now()
    work(house, MINUTE)
    assert name_of(house, world, world.noor) == "Noor"
    assert told(house, world.household, world.els).count("erasing") == 2
    work(house, 3 * DAY - MINUTE)
    assert name_of(house, world, world.noor) == "Noor"
    work(house, MINUTE)
    assert name_of(house, world, world.noor) == "Iemand"


def test_with_a_signal_open_a_childs_book_is_not_taken_away(house: House, world: World) -> None:
    for_child(house, world, world.els, world.tim)
    signal = move(house, world)
    work(house, 3 * DAY)
    assert name_of(house, world, world.noor) == "Noor"
    with house.db.writing(world.household, by=None, now=house.clock.now()) as session:
        session.get_one(Signal, signal).closed_at = house.clock.now()
    work(house, MINUTE)
    assert name_of(house, world, world.noor) == "Iemand"


def test_a_child_sees_what_will_happen_and_whom_to_tell(
    house: House, world: World, client_of: Clients
) -> None:
    at = "/instellingen/weggaan"
    shown = client_of(world.noor).get(at).text
    assert "Moet weg wat van jou is?" in shown
    assert "Els" in shown
    for_child(house, world, world.els, world.tim)
    assert "Wat van jou is, gaat weg" in client_of(world.noor).get(at).text
    assert "erasing" in told(house, world.household, world.noor)
    make_age(house, world, 13)
    with house.db.writing(world.household, by=None, now=house.clock.now()) as session:
        actions.take_back(session, person=world.noor, now=house.clock.now())
    shown = client_of(world.noor).get(at).text
    assert "Niemand mag dat voor jou kiezen." in shown


def test_every_grown_up_reads_the_same_words_of_whom_to_ask(
    house: House, world: World, client_of: Clients
) -> None:
    """Mark is feared and Sara is not; no page offers either of them a button."""
    told_ = []
    for who in (world.sara, world.mark, world.els):
        page = client_of(who).get("/instellingen/weggaan").text
        told_.append(page.split("Wissen wat van een kind is")[1].split("</details>")[0])
    assert len(set(told_)) == 1
    assert "een veilige mens van het kind" in told_[0]
    assert not {"<form", "<button", "Els", "Noor"} & {
        each for each in ("<form", "<button", "Els", "Noor") if each in told_[0]
    }


def test_for_a_child_a_safety_person_and_who_leads_ask_it_together(
    house: House, world: World
) -> None:
    refused = [
        (),
        (world.els,),
        (world.els, world.ben),
        (world.tim, world.sara),
        (world.mark, world.els),
        (world.tim, world.tim),
    ]
    for two in refused:
        with pytest.raises(Invalid):
            for_child(house, world, *two)
    for_child(house, world, world.els, world.tim)
    assert "erasing" in told(house, world.household, world.els)
    work(house, 3 * DAY)
    assert name_of(house, world, world.noor) == "Iemand"
    assert not findings(house)


def test_nobody_whom_the_child_fears_is_one_of_the_two(house: House, world: World) -> None:
    now = house.clock.now()
    with house.db.writing(world.household, by=None, now=now) as session:
        give_duty(session, person=world.kees, kind="plan_holder", now=now)
    with pytest.raises(Invalid):
        for_child(house, world, world.els, world.kees)


def test_the_machine_erases_nobody_who_can_ask_it_and_nobody_who_works_here(
    house: House, world: World
) -> None:
    now = house.clock.now()
    two = (world.els, world.tim)
    with house.db.writing(world.household, by=None, now=now) as session:
        with pytest.raises(Invalid):
            actions.ask_for(session, person=world.sara, two=two, now=now)
        with pytest.raises(NotHere):
            actions.ask_for(session, person=world.amina, two=two, now=now)


@pytest.mark.only("sqlite")
def test_the_command_plans_it_says_when_and_takes_it_back(
    house: House,
    world: World,
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    noor = ["person", "erase", "--household", str(world.household), "--person", "Noor"]
    assert cli.main(noor) == 1
    said = capsys.readouterr().out
    assert "--yes" in said
    assert "Ook wat anderen onder een stukje van die mens schreven, gaat weg." in said
    assert cli.main([*noor, "--yes"]) == 1
    two = ["--by-two", "Els", "Tim"]
    assert cli.main([*noor, *two, "--yes"]) == 0
    assert "De worker wist dit" in capsys.readouterr().out
    assert cli.main([*noor, "--back"]) == 0
    work(house, 4 * DAY)
    assert name_of(house, world, world.noor) == "Noor"


@pytest.mark.only("sqlite")
def test_the_command_gives_people_of_before_a_key_of_their_own(
    house: House,
    world: World,
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    people = {world.noor, world.sara, world.mark, world.els}
    with house.db.writing(world.household, by=None, now=house.clock.now()) as session:
        bodies = {who: session.get_one(Person, who).body for who in people}
    assert bodies
    house.vault.forget_own(world.household, world.els)
    assert cli.main(["keys", "person"]) == 0
    assert "12" in capsys.readouterr().out
    assert people <= {row.person_id for row in house.keys.of(world.household)}
