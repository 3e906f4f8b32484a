"""Security R8 and R10: what a feed gives, to whom, and what it writes down."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from api.core.db import EVERYWHERE
from api.logbook.note import Kind as Sort
from api.people.actions import give_duty
from api.people.consenting.kinds import Kind
from api.people.model import Person
from api.people.organisation.actions import stand_still
from api.people.organisation.codes import give_codes
from api.people.policy import Audience, Side
from api.people.professionals.actions import take_away
from api.people.professionals.rules import WorksAs
from api.people.queries import viewer
from tests.feed.program import Program, allow
from tests.house.crawl import masked
from tests.houses import NOW
from tests.logbook.book import Book
from tests.world import World

DAY = timedelta(days=1)


@pytest.fixture
def book(program: Program) -> Book:
    return Book(program.house, program.household, NOW - 3 * DAY)


def test_the_last_changed_stands_first_and_what_was_taken_back_has_no_words(
    program: Program, book: Book, world: World
) -> None:
    first = book.write(world.sara, "Eerst.")
    second = book.write(world.els, "Daarna.", kind=Sort.WRONG)
    third = book.write(world.tim, "Later over vorige week.", kind=Sort.NEAR)
    assert program.texts() == ["Later over vorige week.", "Daarna.", "Eerst."]
    book.correct(world.sara, first, "Eerst, maar beter.")
    book.withdraw(world.els, second)
    answer = program.feed().json
    assert [each["content_text"] for each in answer["items"]] == [
        "Dit is weg.",
        "Eerst, maar beter.",
        "Later over vorige week.",
    ]
    assert [each["id"] for each in answer["items"]] == [second.urn, first.urn, third.urn]
    assert answer["items"][0]["_huisboek"]["withdrawn"] is True
    assert answer["items"][0]["authors"] == [{"name": "Els"}]
    seat = program.seated[0].id
    assert answer["items"][1]["url"].endswith(f"/meekijken/{seat}/log#{first}")
    assert answer["version"] == "https://jsonfeed.org/version/1.1"
    assert answer["language"] == "nl"
    assert "next_url" not in answer
    for gone in (program.get(program.at("feed.atom")).text, str(answer["items"][0])):
        assert "Daarna." not in gone
        assert "wrong" not in gone
        assert "Het ging mis" not in gone


def test_nothing_that_is_private_is_ever_in_it(program: Program, book: Book, world: World) -> None:
    canary = "kanarie"
    book.write(world.sara, canary, audience=Audience.SELF)
    book.write(world.noor, canary, audience=Audience.SAFETY_PERSON, kind=Sort.TELL)
    book.write(world.sara, canary, audience=Audience.CHOSEN, chosen=frozenset({world.els}))
    seen = book.write(world.els, "Dit mag.")
    book.reply(world.tim, seen, canary)
    moved = book.write(world.tim, canary)
    book.correct(world.tim, moved, canary, audience=Audience.CHOSEN, chosen=frozenset({world.els}))
    for path in (
        "feed.json",
        "feed.atom",
        *map(program.at, ("feed.json", "feed.atom", "evidence")),
    ):
        answer = program.get(path)
        assert answer.status_code == 200, path
        assert canary not in answer.text, path
    assert program.texts() == ["Dit mag."]


def test_what_is_hidden_changes_neither_bytes_nor_mark(
    program: Program, book: Book, world: World
) -> None:
    book.write(world.els, "Dit mag.")
    before = program.feed(), program.get("feed.atom")
    book.write(world.sara, "x", audience=Audience.SELF)
    book.write(world.noor, "x", audience=Audience.SAFETY_PERSON, kind=Sort.TELL)
    book.write(world.sara, "x", audience=Audience.CHOSEN, chosen=frozenset({world.els}))
    after = program.feed(), program.get("feed.atom")
    assert [(each.data, each.headers["ETag"]) for each in before] == [
        (each.data, each.headers["ETag"]) for each in after
    ]


def test_only_kinds_that_are_shared_and_only_where_programs_may_read(
    program: Program, book: Book, world: World
) -> None:
    book.write(world.sara)
    assert program.feed().status_code == 200
    seat = program.seated[0]
    program.seats.share(seat, world.tim, [world.sara, world.mark], kinds=[Kind.PLAN])
    assert program.feed().status_code == 404
    assert program.get(program.at("plan")).status_code == 200
    assert program.get(program.at("scales")).status_code == 404
    allow(program.seats, seat, world.tim, allowed=False)
    assert program.get(program.at("plan")).status_code == 404
    assert program.get("feed.json").json["items"] == []


def test_a_house_without_consent_is_as_unknown_as_one_that_is_not(
    program: Program, book: Book, world: World
) -> None:
    book.write(world.sara)
    sharing = program.seats.ask(program.seated[0], world.tim)
    for what in ("feed.json", "feed.atom", "plan", "scales", "evidence"):
        answers = [
            program.get(program.at(what, each))
            for each in (program.household, world.apart, uuid4())
        ]
        assert {each.status_code for each in answers} == {404}
        assert (
            len({masked(each.status_code, list(each.headers), each.data) for each in answers}) == 1
        )
    program.seats.say(sharing, world.sara)
    assert program.feed().status_code == 404
    program.seats.say(sharing, world.mark)
    assert program.feed().status_code == 200
    program.seats.say(sharing, world.mark, yes=False)
    assert program.feed().status_code == 404


@pytest.mark.parametrize(("seconds", "status"), [(-1, 200), (0, 404), (1, 404)])
def test_it_ends_by_the_clock(
    program: Program, book: Book, world: World, seconds: int, status: int
) -> None:
    book.write(world.sara)
    program.seats.share(program.seated[0], world.tim, [world.sara, world.mark], days=30)
    program.clock.moment = NOW + 30 * DAY + timedelta(seconds=seconds)
    assert program.feed().status_code == status
    assert len(program.get("feed.json").json["items"]) == (status == 200)


def test_what_came_before_the_first_moment_stays_out(
    program: Program, book: Book, world: World
) -> None:
    book.write(world.sara, "Te lang geleden.")
    since = book.now + timedelta(seconds=30)
    book.write(world.sara, "Vanaf nu.")
    both = [world.sara, world.mark]
    program.seats.share(program.seated[0], world.tim, both, items_from=since)
    assert program.texts() == ["Vanaf nu."]


def test_each_seat_that_is_given_something_is_written_down_and_nothing_new_is_not(
    program: Program, book: Book, world: World
) -> None:
    assert program.feed().status_code == 200
    assert program.readings() == []  # nothing was there to give
    book.write(world.sara)
    answer = program.feed()
    mine = program.seated[0].id
    assert program.readings() == [(mine, "log", "feed")]
    again = program.get(program.at("feed.json"), If_None_Match=answer.headers["ETag"])
    assert (again.status_code, again.data) == (304, b"")
    assert program.readings() == [(mine, "log", "feed")]
    program.clock.moment += timedelta(minutes=1)
    program.get("feed.atom")
    program.get(program.at("plan"))
    program.get(program.at("evidence"))
    program.get(program.at("feed.json", uuid4()))
    told = [(what, how) for _, what, how in program.readings()]
    assert sorted(told) == sorted(
        [
            *[("log", "feed")] * 3,
            *[("plan", "feed")] * 2,
            ("scores", "feed"),
            ("week", "feed"),
        ]
    )


def test_two_seats_in_one_house_give_each_note_once_and_are_both_written_down(
    program: Program, book: Book, world: World
) -> None:
    other = program.sit(
        world.tim, [world.sara, world.mark], works_as=WorksAs.SAFETY_PLANNER, kinds=[Kind.LOG]
    )
    book.write(world.sara, "Eén keer.")
    assert program.texts() == ["Eén keer."]
    assert len(program.get("feed.json").json["items"]) == 1
    assert {seat for seat, _, _ in program.readings()} == {program.seated[0].id, other.id}
    with program.house.db.writing(program.household, by=world.tim, now=NOW) as session:
        by = viewer(session, world.tim)
        take_away(session, by=by, seat=program.seated[0].id, now=NOW)
    item = program.feed().json["items"][0]
    assert f"/meekijken/{other.id}/" in item["url"]


def test_a_child_that_did_not_say_yes_is_not_in_it(
    program: Program, book: Book, world: World
) -> None:
    """Noor is nine: her parents decide. Then she is twelve, and is asked herself."""
    book.write(world.noor, "Van Noor.", audience=Audience.CIRCLE)
    book.write(world.els, "Van Els.")
    assert program.texts() == ["Van Els.", "Van Noor."]
    _is_born(program, world.noor, NOW.year - 13)
    answer = program.feed()
    assert "Van Noor" not in answer.text
    assert program.texts() == ["Van Els."]


def _is_born(program: Program, child: UUID, year: int) -> None:
    with program.house.db.writing(program.household, by=None, now=NOW) as session:
        session.get_one(Person, child).born_year = year


def test_of_a_house_apart_only_one_side(program: Program, world: World) -> None:
    book = Book(program.house, world.apart, NOW - 3 * DAY)
    book.write(world.lotte, "Van Lotte.")
    book.write(world.daan, "Van Daan.")
    book.write(world.fem, "Van Fem.", audience=Audience.CIRCLE)
    book.write(world.ria, "Van Ria.")
    chair = _chair_of(program, world)
    program.sit(chair, [world.lotte], side=Side.A)
    assert program.texts(world.apart) == ["Van Lotte."]
    text = program.get("feed.json").text + program.get("feed.atom").text
    assert "Van Lotte." in text
    assert not {"Van Daan.", "Van Fem.", "Van Ria."} & set(program.texts(world.apart))
    assert "Van Daan" not in text
    assert "Van Fem" not in text


def _chair_of(program: Program, world: World) -> UUID:
    with program.house.db.writing(world.apart, by=None, now=NOW) as session:
        give_duty(session, person=world.ria, kind="chair", now=NOW)
    return world.ria


def test_a_house_that_stands_still_gives_nothing(
    program: Program, book: Book, world: World
) -> None:
    book.write(world.sara)
    give_codes(program.house, NOW)
    with program.house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        stand_still(session, by=None, household=program.household, called=True, now=NOW)
    assert program.feed().status_code == 404
    assert program.get("feed.json").json["items"] == []
