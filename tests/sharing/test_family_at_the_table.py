"""Consent is a step away at the end of a meeting; what anybody answered lies on no table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.core.house import House
from api.people.model import Person
from api.people.policy import Side
from api.people.queries import viewer
from pwa.sharing_seen import beside_a_meeting
from tests.houses import NOW
from tests.logbook.book import Book
from tests.meetings.table import Table, call
from tests.meetings.test_unseen import close
from tests.people.quietly import make_quiet
from tests.sharing.seats import Seats
from tests.sharing.test_consent import make_keeper
from tests.world import World

ClientOf = Callable[[UUID], FlaskClient]
LEADS_ON = 'href="/instellingen/meelezen"'
READS = "Amina</bdi> leest mee tot"
NOT_NOW = "Amina</bdi> leest nu niets."


@pytest.fixture
def table(house: House, world: World) -> Table:
    book = Book(house, world.household, NOW)
    found = call(book, world.tim, [world.sara, world.mark, world.noor])
    found.begin(world.tim)
    return found


def main(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.text.split("<main")[1].split("</main>", maxsplit=1)[0]


def test_the_closing_says_who_reads_until_when_and_leads_on(
    table: Table, seats: Seats, world: World, client_of: ClientOf
) -> None:
    seat = seats.seat(seats.account(), world.tim)
    sharing = seats.share(seat, world.tim, [world.sara])
    at = f"/samen/{table.id}/sluiten"
    shown = main(client_of(world.tim), at)
    assert NOT_NOW in shown
    assert LEADS_ON in shown
    seats.say(sharing, world.mark)
    assert READS in main(client_of(world.tim), at)


def test_of_who_did_not_answer_yet_it_tells_nothing(
    table: Table, seats: Seats, world: World, client_of: ClientOf
) -> None:
    """Not asked, waiting for one, and refused by one look the same: nobody is looked at at this table."""
    seat = seats.seat(seats.account(), world.tim)
    at = f"/samen/{table.id}/sluiten"
    shown = [main(client_of(world.tim), at).split('id="reads"')[1].split("</section>")[0]]
    sharing = seats.share(seat, world.tim, [world.sara])
    for says in (None, False):
        if says is not None:
            seats.say(sharing, world.mark, yes=says)
        for who in (world.tim, world.sara, world.mark):
            close_page = at if who == world.tim else f"/samen/{table.id}/verslag"
            found = main(client_of(who), close_page)
            if 'id="reads"' in found:
                shown.append(found.split('id="reads"')[1].split("</section>")[0])
    assert len(shown) > 2
    assert len(set(shown)) == 1


def test_a_closed_meeting_says_it_to_grown_ups_and_the_large_screen_never(
    table: Table, seats: Seats, house: House, world: World, client_of: ClientOf
) -> None:
    seats.share(seats.seat(seats.account(), world.tim), world.tim, [world.sara, world.mark])
    close(Book(house, world.household, NOW), table)
    for who in (world.sara, world.mark, world.tim):
        for page in ("", "/verslag"):
            shown = main(client_of(who), f"/samen/{table.id}{page}")
            assert READS in shown, page
            assert LEADS_ON in shown
    for page in ("scherm", "tafel"):
        shown = main(client_of(world.tim), f"/samen/{table.id}/{page}")
        assert "Amina" not in shown
        assert "meelezen" not in shown


def test_a_child_is_led_to_its_own_page_and_who_is_read_along_with_to_none(
    app: Flask, table: Table, seats: Seats, world: World, client_of: ClientOf
) -> None:
    noor = f"/samen/{table.id}"
    assert LEADS_ON not in main(client_of(world.noor), noor)
    seats.seat(seats.account(), world.tim)
    shown = main(client_of(world.noor), noor)
    assert LEADS_ON in shown
    assert "Amina" not in shown
    tim = make_quiet(app, client_of(world.tim))
    assert "Amina" not in tim.get(f"/samen/{table.id}/sluiten").text


def test_who_is_away_sees_nothing_of_it(
    table: Table, seats: Seats, house: House, world: World
) -> None:
    seats.seat(seats.account(), world.tim)
    with house.db.reading(world.household) as session:
        mark = viewer(session, world.mark)
        assert beside_a_meeting(session, mark, Side.BOTH, NOW)
        away = replace(mark, absences=((NOW - timedelta(days=1), None),))
        assert not beside_a_meeting(session, away, Side.BOTH, NOW)


def test_at_the_table_of_one_side_nobody_of_the_other_is_named(
    seats: Seats, house: House, world: World, client_of: ClientOf
) -> None:
    """Ria belongs to both; Lotte looks along on her phone, and must not learn who reads with Daan."""
    keeper = make_keeper(house, world)
    apart = Book(house, world.apart, NOW)
    table = call(apart, keeper, [world.lotte], side=Side.A)
    table.begin(keeper)
    for side, name in ((Side.A, "Amina"), (Side.B, "Bo")):
        seats.seat(seats.account(name), keeper, side=side, name=name)
    shown = main(client_of(keeper), f"/samen/{table.id}/sluiten")
    assert "Amina</bdi>" in shown
    assert "Bo</bdi>" not in shown


NOBODY = "Hier leest niemand mee voor het werk."


def test_who_knows_a_part_is_not_told_that_nothing_is_read(
    seats: Seats, house: House, world: World, client_of: ClientOf
) -> None:
    """Kees may not know what is shared: that it is not read would be made up, and he writes here."""
    book = Book(house, world.household, NOW)
    table = call(book, world.tim, [world.sara, world.kees])
    table.begin(world.tim)
    close(book, table)
    seats.share(seats.seat(seats.account(), world.tim), world.tim, [world.sara, world.mark])
    for page in (f"/samen/{table.id}", "/instellingen/meelezen"):
        shown = main(client_of(world.kees), page)
        assert "Amina</bdi>" in shown, page
        assert NOT_NOW not in shown, page
        assert READS not in shown, page


@pytest.mark.parametrize("says", [True, False, None])
def test_where_a_child_decides_itself_it_is_not_said_that_nothing_is_read(
    table: Table,
    seats: Seats,
    house: House,
    world: World,
    client_of: ClientOf,
    *,
    says: bool | None,
) -> None:
    """At 18 Noor may share alone; whatever she said, her parents read the same and nothing untrue."""
    with house.db.writing(world.household, by=None, now=NOW) as session:
        session.get_one(Person, world.noor).born_year = NOW.year - 18
    sharing = seats.ask(seats.seat(seats.account(), world.tim), world.tim)
    if says is not None:
        seats.say(sharing, world.noor, yes=says)
    shown = main(client_of(world.tim), f"/samen/{table.id}/sluiten")
    assert "Amina</bdi>" in shown
    assert NOT_NOW not in shown
    assert READS not in shown


def test_at_a_table_of_both_sides_nothing_is_said_of_who_reads_with_one(
    seats: Seats, house: House, world: World, client_of: ClientOf
) -> None:
    keeper, book = make_keeper(house, world), Book(house, world.apart, NOW)
    table = call(book, keeper, [keeper])
    table.begin(keeper)
    assert NOBODY not in main(client_of(keeper), f"/samen/{table.id}/sluiten")
    seats.seat(seats.account(), keeper, side=Side.A)
    shown = main(client_of(keeper), f"/samen/{table.id}/sluiten")
    assert "Amina</bdi>" not in shown
    assert NOBODY not in shown
    assert LEADS_ON in shown
