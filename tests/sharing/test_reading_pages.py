"""Security R8–R10 on the pages of who reads along: what is shared, until it is not, and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.http import KEY
from api.logbook.note import Kind as NoteKind
from api.people.actions import give_duty
from api.people.consenting.kinds import Kind
from api.people.model import Person
from api.people.policy import Audience, Side
from api.people.professionals.model import Reading
from api.people.professionals.queries import Seated
from tests.houses import NOW
from tests.logbook.book import Book
from tests.look.life import drawing
from tests.sharing.seats import Seats, amina_reads
from tests.world import World, sign_in_client

ClientOf = Callable[[UUID], FlaskClient]
CANARY = "kanarie-zingt-niet"
OF_KIND = {
    Kind.LOG: ["/log"],
    Kind.SCORES: ["/cijfers"],
    Kind.PLAN: ["/plan", "/zicht", "/pad"],
    Kind.WEEK: ["/week"],
    Kind.BOOKS: ["/boek"],
    Kind.MEETINGS: ["/samen"],
    Kind.SIGNALS: ["/signalen"],
}
PAGES = [page for pages in OF_KIND.values() for page in pages]


@pytest.fixture
def book(house: House, world: World) -> Book:
    return Book(house, world.household, NOW - timedelta(days=3))


def readings(house: House) -> list[tuple[str, str]]:
    with house.db.reading(EVERYWHERE) as session:
        rows = session.execute(select(Reading.what, Reading.how).order_by(Reading.at, Reading.what))
        return [(what, how) for what, how in rows]


def later(app: Flask, passed: timedelta) -> None:
    """It is later now, for the same house."""
    house: House = app.extensions[KEY]
    house.clock.moment = house.clock.now() + passed  # type: ignore[attr-defined]


def at(seat: Seated, page: str = "") -> str:
    return f"/meekijken/{seat.id}{page}"


def said(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("kind", list(Kind))
def test_a_kind_opens_its_own_pages_and_no_other(
    seats: Seats, world: World, client_of: ClientOf, kind: Kind
) -> None:
    seat = amina_reads(seats, world, kinds=[kind])
    client = client_of(seat.account)
    unknown = client.get(f"/meekijken/{uuid4()}/log")
    for page in PAGES:
        answer = client.get(at(seat, page))
        if page in OF_KIND[kind]:
            assert answer.status_code == 200, page
        else:
            assert answer.status_code == 404, page
            assert masked(answer.data) == masked(unknown.data)
    assert client.get(at(seat)).status_code == 200


def masked(data: bytes) -> bytes:
    return re.sub(rb'nonce="[^"]+"|data-mark="[^"]+"', b"", data)


def test_a_note_is_read_and_written_down_before_it_is_shown(
    seats: Seats, world: World, book: Book, client_of: ClientOf, house: House
) -> None:
    book.write(world.sara, "We aten samen en het bleef rustig.")
    seat = amina_reads(seats, world)
    client = client_of(seat.account)
    assert "We aten samen" in said(client, at(seat, "/log"))
    assert readings(house) == [("log", "page")]
    said(client, at(seat, "/log"))
    assert readings(house) == [("log", "page")]
    client.head(at(seat, "/plan"))
    assert readings(house) == [("log", "page")]
    assert client.get(at(seat, "/plan"), headers={"Sec-Purpose": "prefetch"}).status_code == 503
    assert readings(house) == [("log", "page")]


def test_the_overview_writes_down_each_kind_that_it_shows(
    seats: Seats, world: World, book: Book, client_of: ClientOf, house: House
) -> None:
    seat = amina_reads(seats, world, kinds=[Kind.LOG, Kind.PLAN])
    client = client_of(seat.account)
    said(client, at(seat))
    assert readings(house) == [("log", "page"), ("plan", "page")]


def test_what_is_taken_back_is_gone_at_the_next_request(
    seats: Seats, world: World, book: Book, client_of: ClientOf
) -> None:
    book.write(world.sara, CANARY)
    seat = seats.seat(seats.account(), world.tim)
    sharing = seats.share(seat, world.tim, [world.sara, world.mark])
    client = client_of(seat.account)
    assert CANARY in said(client, at(seat, "/log"))
    seats.say(sharing, world.sara, yes=False)
    for page in ["", *PAGES, "/verslag", "/verslag.json"]:
        assert client.get(at(seat, page)).status_code == 404
    shown = said(client, "/meekijken")
    assert "Er is nu niets gedeeld" in shown
    assert at(seat) not in shown


@pytest.mark.parametrize(("seconds", "status"), [(-1, 200), (0, 404), (1, 404)])
def test_consent_ends_by_the_clock(
    seats: Seats, world: World, app: Flask, seconds: int, status: int
) -> None:
    seat = amina_reads(seats, world, days=30)
    later(app, timedelta(days=30, seconds=seconds))
    client = sign_in_client(app, seat.account)
    assert client.get(at(seat, "/log")).status_code == status


def test_anothers_seat_and_an_unknown_one_are_the_same(
    seats: Seats, world: World, client_of: ClientOf
) -> None:
    seat = amina_reads(seats, world)
    other = client_of(seats.account("Bo"))
    unknown = other.get(f"/meekijken/{uuid4()}/log")
    for page in ["", *PAGES, "/verslag"]:
        found = other.get(at(seat, page))
        assert found.status_code == 404
        assert masked(found.data) == masked(unknown.data)


def test_what_is_private_stands_on_no_page(
    seats: Seats, world: World, book: Book, client_of: ClientOf
) -> None:
    book.write(world.sara, CANARY, audience=Audience.SELF)
    book.write(world.noor, CANARY, audience=Audience.SAFETY_PERSON)
    book.write(world.sara, CANARY, audience=Audience.CHOSEN, chosen=frozenset({world.els}))
    gone = book.write(world.sara, CANARY)
    book.withdraw(world.sara, gone)
    seat = amina_reads(seats, world)
    client = client_of(seat.account)
    for page in ["", *PAGES, "/verslag", "/verslag.json"]:
        assert CANARY not in said(client, at(seat, page)), page


def test_a_child_that_says_no_is_not_in_it(
    seats: Seats, world: World, book: Book, client_of: ClientOf, house: House
) -> None:
    with house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        born = update(Person).where(Person.id == world.noor)
        session.execute(born.values(born_year=NOW.year - 14))
    book.write(world.noor, CANARY)
    book.write(world.sara, "Van mama.")
    seat = amina_reads(seats, world)
    client = client_of(seat.account)
    shown = said(client, at(seat, "/log"))
    assert CANARY not in shown
    assert "Van mama." in shown


def test_one_side_reads_nothing_of_the_other(
    seats: Seats, world: World, house: House, client_of: ClientOf
) -> None:
    apart = Book(house, world.apart, NOW - timedelta(days=3))
    with house.db.writing(world.apart, by=None, now=NOW) as session:
        give_duty(session, person=world.ria, kind="plan_holder", now=NOW)
    apart.write(world.lotte, "Van Lotte.")
    apart.write(world.daan, CANARY)
    apart.write(world.fem, CANARY)
    seat = seats.seat(seats.account(), world.ria, side=Side.A)
    seats.share(seat, world.ria, [world.lotte])
    client = client_of(seat.account)
    assert "Van Lotte." in said(client, at(seat, "/log"))
    for page in ["", *PAGES, "/verslag", "/verslag.json"]:
        shown = said(client, at(seat, page))
        assert CANARY not in shown, page
        assert "Daan" not in shown, page


def test_the_list_counts_only_what_may_be_read(
    seats: Seats, world: World, book: Book, app: Flask, client_of: ClientOf
) -> None:
    seat = amina_reads(seats, world)
    client = client_of(seat.account)
    assert "Je las hier nog niet." in said(client, "/meekijken")
    said(client, at(seat, "/log"))
    book.now = NOW + timedelta(minutes=1)
    book.write(world.noor, audience=Audience.SAFETY_PERSON)
    book.write(world.sara, audience=Audience.SELF)
    later(app, timedelta(minutes=5))
    assert "Geen nieuwe berichten." in said(client, "/meekijken")
    book.write(world.sara)
    assert "1 nieuw bericht" in said(client, "/meekijken")


def test_the_list_says_that_nobody_watches(seats: Seats, world: World, client_of: ClientOf) -> None:
    assert "Niemand kijkt hier dag en nacht." in said(client_of(seats.account()), "/meekijken")


def test_media_have_an_address_of_their_own_and_another_kind_does_not_open_them(
    seats: Seats, world: World, book: Book, client_of: ClientOf
) -> None:
    note = book.write(world.sara, uploads=(drawing(),))
    (medium,) = book.entry(world.sara, note).media
    seat = amina_reads(seats, world, kinds=[Kind.LOG])
    client = client_of(seat.account)
    assert client.get(at(seat, f"/foto/{medium.id}")).status_code == 200
    assert client.get(at(seat, f"/foto/{medium.id}/klein")).status_code == 200
    assert client.get(at(seat, f"/beeld/{medium.id}")).status_code == 404
    assert client.get(at(seat, f"/foto/{uuid4()}")).status_code == 404


def test_a_report_holds_only_what_all_grown_ups_read(
    seats: Seats, world: World, book: Book, client_of: ClientOf, house: House
) -> None:
    """What a child made is in the log, and in no report: nobody learns who may not read of whom."""
    book.write(world.noor, CANARY, kind=NoteKind.TELL)
    book.write(world.sara, "We wandelden.", helped="Els kwam langs.")
    seat = amina_reads(seats, world)
    client = client_of(seat.account)
    assert CANARY in said(client, at(seat, "/log"))
    shown = said(client, at(seat, "/verslag?voor=dossier"))
    assert CANARY not in shown
    assert CANARY not in said(client, at(seat, "/verslag"))
    assert "We wandelden." in shown
    assert "Els kwam langs." in shown
    values = json.loads(said(client, at(seat, "/verslag.json?voor=dossier")))
    assert [each["text"] for each in values["effects"]["good"]] == ["We wandelden."]
    assert len(values["mark"]) == 8
    assert CANARY not in json.dumps(values)
    assert ("log", "report") in readings(house)


@pytest.mark.parametrize(
    "asked", ["?van=morgen", "?tot=2026-02-31", "?van=2026-05-02&tot=2026-05-01", "?van=1950-01-01"]
)
def test_days_that_make_no_period_are_refused(
    seats: Seats, world: World, client_of: ClientOf, asked: str
) -> None:
    seat = amina_reads(seats, world)
    assert client_of(seat.account).get(at(seat, f"/verslag{asked}")).status_code == 422


def test_a_professional_writes_nothing_here(
    seats: Seats, world: World, client_of: ClientOf
) -> None:
    seat = amina_reads(seats, world)
    client = client_of(seat.account)
    for page in ["", *PAGES, "/verslag"]:
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            assert client.open(at(seat, page), method=method).status_code in {404, 405}
