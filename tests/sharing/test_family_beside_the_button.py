"""Je ziet bij de knop wie het leest: professionals too, as long as they do."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.core.db import EVERYWHERE
from api.core.house import House
from api.logbook.queries import also_reading
from api.people.actions import add_shield
from api.people.consenting.kinds import Kind
from api.people.model import Person
from api.people.policy import Side
from api.people.queries import viewer
from api.safe_object.things import THINGS
from pwa.sharing_said import PICTURES
from tests.houses import NOW
from tests.logbook.book import Book
from tests.people.quietly import make_quiet
from tests.scales.marks import agree_on_danger
from tests.sharing.seats import Seats, amina_reads
from tests.sharing.test_consent import make_keeper
from tests.sharing.test_family_pages import make_age
from tests.world import World

ClientOf = Callable[[UUID], FlaskClient]
SAID = "Amina</bdi> leest dit ook, voor het werk."
SAID_TO_A_CHILD = "Amina</bdi> ziet dit ook."


def named(house: House, person: UUID, later: timedelta = timedelta(0)) -> list[str]:
    with house.db.reading(house_of(house, person)) as session:
        found = also_reading(session, viewer(session, person), NOW + later)
    return [each.name for each in found]


def house_of(house: House, person: UUID) -> UUID:
    with house.db.reading(EVERYWHERE) as session:
        return session.get_one(Person, person).household_id


def test_who_reads_along_stands_beside_the_button_and_goes_with_the_consent(
    client_of: ClientOf, seats: Seats, world: World
) -> None:
    sara, els, noor = (client_of(each) for each in (world.sara, world.els, world.noor))
    seat = seats.seat(seats.account(), world.tim)
    sharing = seats.share(seat, world.tim, [world.sara])
    for each in (sara, els, noor):
        assert "Amina</bdi>" not in each.get("/logboek/nieuw?soort=good").text
    seats.say(sharing, world.mark)
    for each in (sara, els):
        assert SAID in each.get("/logboek/nieuw?soort=good").text
    assert SAID_TO_A_CHILD in noor.get("/logboek/nieuw?soort=good").text
    assert SAID_TO_A_CHILD in noor.get("/hoe").text
    seats.say(sharing, world.mark, yes=False)
    assert "Amina</bdi>" not in sara.get("/logboek/nieuw?soort=good").text


@pytest.mark.parametrize(("seconds", "there"), [(-1, True), (0, False), (1, False)])
def test_by_the_clock(seats: Seats, world: World, seconds: int, *, there: bool) -> None:
    amina_reads(seats, world, days=30)
    later = timedelta(days=30, seconds=seconds)
    assert named(seats.house, world.sara, later) == (["Amina"] if there else [])


def test_only_who_reads_notes(seats: Seats, world: World) -> None:
    amina_reads(seats, world, kinds=[Kind.PLAN])
    assert named(seats.house, world.sara) == []


def test_a_child_that_said_no_is_not_read(seats: Seats, world: World) -> None:
    make_age(seats.house, world.noor, 13)
    amina_reads(seats, world)
    assert named(seats.house, world.noor) == []
    assert named(seats.house, world.sara) == ["Amina"]


def test_a_shield_list_takes_nobody_off_it(seats: Seats, world: World) -> None:
    seat = amina_reads(seats, world)
    before = [named(seats.house, each) for each in (world.noor, world.sara, world.mark)]
    with seats.house.db.writing(world.household, by=None, now=NOW) as session:
        add_shield(session, ward=world.noor, feared=seat.person, now=NOW)
    assert [named(seats.house, each) for each in (world.noor, world.sara, world.mark)] == before


def test_of_a_house_apart_each_side_sees_its_own(seats: Seats, house: House, world: World) -> None:
    make_keeper(house, world)
    seat = seats.seat(seats.account("Quirijn"), world.ria, side=Side.A, name="Quirijn")
    seats.share(seat, world.ria, [world.lotte])
    assert named(house, world.lotte) == ["Quirijn"]
    for each in (world.daan, world.fem, world.ria):
        assert named(house, each) == []


def test_in_the_quiet_view_nobody_is_named(
    client_of: ClientOf, app: Flask, seats: Seats, world: World
) -> None:
    amina_reads(seats, world)
    sara = make_quiet(app, client_of(world.sara))
    assert "voor het werk" not in sara.get("/logboek/nieuw?soort=good").text


def test_a_number_says_it_too(client_of: ClientOf, seats: Seats, world: World) -> None:
    seat = amina_reads(seats, world, kinds=[Kind.LOG])
    book = Book(seats.house, world.household, NOW)
    address = f"/cijfers/{agree_on_danger(book, world.tim)}"
    assert SAID not in client_of(world.els).get(address).text
    seats.share(seat, world.tim, [world.sara, world.mark], kinds=[Kind.SCORES])
    assert SAID in client_of(world.els).get(address).text


def test_the_picture_of_help_is_no_thing_of_a_room() -> None:
    """A child's page lies about: what stands beside "there came help" must point at nothing in the room."""
    things = {thing for look in THINGS.values() for thing in look}
    assert PICTURES[Kind.SIGNALS] not in things
