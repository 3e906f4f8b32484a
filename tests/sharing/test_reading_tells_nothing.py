"""What reading along must not tell: a child's own yes, a plan that is not shared, what nobody looked at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from api.core.db import EVERYWHERE
from api.core.house import House
from api.logbook.note import Kind as NoteKind
from api.people.actions import end_membership
from api.people.consenting.kinds import Kind
from api.people.model import Person
from api.people.policy import Audience
from api.people.professionals.looked import last_read, read_days
from api.people.queries import viewer
from api.resilience.elements import Element
from api.scales.actions import About, word
from api.scales.answer import Anchors
from tests.feed.program import Program
from tests.houses import NOW
from tests.logbook.book import Book
from tests.resilience.weeks import tick
from tests.scales.marks import agree_on_danger, score
from tests.sharing.seats import Seats, amina_reads
from tests.sharing.test_reading_kinds import live, text_of
from tests.sharing.test_reading_pages import PAGES, at, readings, said
from tests.words_and_pictures.told import SENTENCES
from tests.world import World

ClientOf = Callable[[UUID], FlaskClient]
OPEN = "Amina</bdi> leest nu niet mee."


@pytest.fixture
def book(house: House, world: World) -> Book:
    return Book(house, world.household, NOW - timedelta(days=45))


def is_now(house: House, child: UUID, years: int) -> None:
    with house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        born = update(Person).where(Person.id == child)
        session.execute(born.values(born_year=NOW.year - years))


def hears(house: House, world: World, who: UUID) -> tuple[list[str], list[frozenset[str]]]:
    with house.db.reading(world.household) as session:
        asking = viewer(session, who)
        last = [each.who.name for each in last_read(session, asking)]
        return last, [each.what for each in read_days(session, asking, NOW.date())]


def test_nobody_hears_from_a_reading_that_a_child_said_yes_alone(
    seats: Seats, world: World, house: House, client_of: ClientOf
) -> None:
    """Noor is eighteen and shares her own things; Mark did not say yes to those of the house."""
    is_now(house, world.noor, 18)
    seat = seats.seat(seats.account(), world.tim)
    sharing = seats.share(seat, world.tim, [world.sara, world.noor])
    client = client_of(seat.account)
    said(client, "/meekijken")
    said(client, at(seat, "/log"))
    for who in (world.sara, world.mark, world.els, world.tim):
        assert hears(house, world, who) == ([], [])
    assert hears(house, world, world.noor)[0] == ["Amina"]
    house.clock.moment += timedelta(hours=1)  # type: ignore[attr-defined]
    seats.now = house.clock.now()
    seats.say(sharing, world.mark)
    assert hears(house, world, world.sara) == ([], [])
    said(client_of(seat.account), at(seat, "/signalen"))
    assert hears(house, world, world.sara) == (["Amina"], [frozenset({"signals"})])
    house.clock.moment += timedelta(hours=1)  # type: ignore[attr-defined]
    seats.now = house.clock.now()
    seats.say(sharing, world.mark, yes=False)
    said(client_of(seat.account), at(seat, "/log"))
    assert hears(house, world, world.sara) == (["Amina"], [frozenset({"signals"})])


def test_a_child_that_shares_alone_is_not_told_that_nobody_reads(
    seats: Seats, world: World, house: House, client_of: ClientOf
) -> None:
    """Its page has no code: it says the same whatever the child said, and nothing that is not so."""
    seat = seats.seat(seats.account(), world.tim)
    sharing = seats.ask(seat, world.tim)
    assert OPEN in said(client_of(world.noor), "/instellingen/meelezen")
    is_now(house, world.noor, 18)
    seats.say(sharing, world.noor)
    assert seats.reader(seat) is not None
    assert OPEN not in said(client_of(world.noor), "/instellingen/meelezen")


def test_what_0_and_10_are_is_said_with_the_plan_alone(
    app: Flask, seats: Seats, world: World, book: Book
) -> None:
    danger = agree_on_danger(book, world.tim)
    score(book, world.sara, danger, 6)
    ends = {"about": About(danger), "anchors": Anchors("Er is gegooid.", "Het is stil.")}
    book.do(world.tim, word, words_id=uuid4(), **ends)
    program = Program.of_amina(app, seats, world, kinds=[Kind.SCORES, Kind.PLAN])
    [scale] = program.get(program.at("scales")).json["scales"]
    assert (scale["zero"], scale["ten"]) == ("Er is gegooid.", "Het is stil.")
    program.seats.share(program.seated[0], world.tim, [world.sara, world.mark], kinds=[Kind.SCORES])
    [scale] = program.get(program.at("scales")).json["scales"]
    assert scale["numbers"]
    assert not {"text", "zero", "ten"} & scale.keys()


def test_no_program_is_told_that_it_never_went_wrong(
    app: Flask, seats: Seats, world: World, book: Book
) -> None:
    """Of what is shared for a while only nobody can say that; the page does not say it either."""
    book.write(world.els, "Goed.")
    program = Program.of_amina(app, seats, world)
    [sheet] = program.get(program.at("evidence")).json["sheets"]
    assert sheet["notes"]
    assert "calm_months" not in sheet
    book.write(world.els, "Het ging mis.", kind=NoteKind.WRONG)
    [sheet] = program.get(program.at("evidence")).json["sheets"]
    assert sheet["calm_months"] == 1


@pytest.mark.parametrize(
    "header",
    [
        ("Sec-Purpose", "prefetch;prerender"),
        ("Purpose", "prefetch"),
        ("X-Purpose", "preview"),
        ("X-Moz", "prefetch"),
    ],
)
def test_what_a_browser_fetches_ahead_is_not_shown_and_no_reading(
    seats: Seats, world: World, house: House, client_of: ClientOf, header: tuple[str, str]
) -> None:
    seat = amina_reads(seats, world)
    client = client_of(seat.account)
    for page in ("/meekijken", *(at(seat, each) for each in ("", *PAGES, "/verslag.json"))):
        assert client.get(page, headers=dict([header])).status_code == 503, page
        client.head(page)
    assert readings(house) == []


def test_the_head_of_a_page_says_not_even_that_something_is_new(
    seats: Seats, world: World, book: Book, house: House, client_of: ClientOf
) -> None:
    """It is no reading, so it tells nothing: no length, and not that it was long enough to be packed."""
    seat = amina_reads(seats, world)
    client = client_of(seat.account)
    pages = [at(seat, each) for each in ("", "/log", "/verslag", "/verslag.json")]

    def heads() -> list[dict[str, str]]:
        answers = [client.head(each, headers={"Accept-Encoding": "br"}) for each in pages]
        other = {"Content-Security-Policy": "", "Date": ""}
        return [dict(each.headers) | other for each in answers]

    before = heads()
    for _ in range(9):
        book.write(world.sara, "We aten samen en het bleef rustig.")
    assert heads() == before
    assert readings(house) == []


def test_what_is_shared_from_now_on_says_that_the_plan_is_read_as_it_is(
    seats: Seats, world: World, client_of: ClientOf
) -> None:
    seat = seats.seat(seats.account(), world.tim)
    told = "Het plan lezen ze zoals het nu is."
    for kinds, of_before, there in (
        ([Kind.PLAN], False, True),
        ([Kind.LOG], False, False),
        ([Kind.PLAN], True, False),
    ):
        seats.ask(seat, world.tim, kinds=kinds, items_from=None if of_before else NOW)
        assert (told in said(client_of(world.sara), "/instellingen/meelezen")) is there


def test_a_no_stays_when_who_said_it_goes_away(
    seats: Seats, world: World, house: House, book: Book, client_of: ClientOf
) -> None:
    """Sara said nothing and went away: that opens nothing. The house can ask anew."""
    book.write(world.sara, "Van mama.")
    seat = seats.seat(seats.account(), world.tim)
    seats.share(seat, world.tim, [world.mark])
    seats.now += timedelta(minutes=1)
    with house.db.writing(world.household, by=None, now=seats.now) as session:
        end_membership(session, person=world.sara, now=seats.now)
    assert seats.reader(seat) is None
    assert client_of(seat.account).get(at(seat, "/log")).status_code == 404
    seats.now += timedelta(minutes=1)
    seats.share(seat, world.tim, [world.mark])
    assert seats.reader(seat) is not None


def test_what_a_child_made_stays_its_own_when_it_goes_away(
    seats: Seats, world: World, house: House, book: Book, client_of: ClientOf
) -> None:
    is_now(house, world.noor, 14)
    book.write(world.noor, "Van Noor.", audience=Audience.CIRCLE)
    seat = amina_reads(seats, world)
    with house.db.writing(world.household, by=None, now=NOW) as session:
        end_membership(session, person=world.noor, now=NOW)
    assert "Van Noor." not in said(client_of(seat.account), at(seat, "/log"))


def test_who_shares_alone_shares_nothing_that_another_made_and_nobodys_name(
    seats: Seats, world: World, house: House, book: Book, client_of: ClientOf
) -> None:
    """A book about her is of its makers too, and who keeps the plan did not say yes to being named."""
    live(book, world)
    tick(book, world.els, world.noor, book.now.date() - timedelta(days=1), Element.SLEEP)
    is_now(house, world.noor, 18)
    seat = seats.seat(seats.account(), world.tim)
    seats.share(seat, world.tim, [world.noor])
    client = client_of(seat.account)
    shown = {page: text_of(client, at(seat, page)) for page in ["", *PAGES, "/verslag"]}
    shown["json"] = said(client, at(seat, "/verslag.json"))
    assert "Ik speelde buiten." in shown["/log"]
    for page, told in shown.items():
        for hidden in (*SENTENCES, "Tim", "Sara", "Mark", "Els"):
            assert hidden not in told, (page, hidden)
