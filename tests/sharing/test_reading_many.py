"""Somebody who reads along in many houses: a page asks the database as often for twenty as for three."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.keystore import household_keys
from api.logbook import newer
from api.people.consenting.kinds import Kind
from api.people.model import Person
from api.people.professionals.model import Seat
from api.people.professionals.queries import Seated
from pwa.pages import reading_along
from tests.houses import NOW
from tests.logbook.book import Book
from tests.questions import questions
from tests.sharing.homes import Home, open_home
from tests.sharing.seats import Seats
from tests.world import sign_in_client

THEN = NOW - timedelta(minutes=30)


@pytest.fixture
def account(seats: Seats) -> UUID:
    return seats.account()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three notes are many, and no more than those are looked at together."""
    monkeypatch.setattr(newer, "TOGETHER", 1)
    monkeypatch.setattr(reading_along, "MOST_NEW", 3)


def shared_home(seats: Seats, account: UUID, name: str, **more: Any) -> tuple[Home, Seated]:  # noqa: ANN401
    """A house that shares its log, in which this account read half an hour ago."""
    home = open_home(seats.house, name, NOW)
    seat = seats.seat(account, home.chair)
    seats.share(seat, home.chair, home.parents, **more)
    return home, seat


def read_log(app: Flask, house: House, account: UUID, seats: list[Seated]) -> None:
    """The professional read the log of each of these, half an hour ago."""
    house.clock.moment = THEN  # type: ignore[attr-defined]
    client = sign_in_client(app, account)
    for seat in seats:
        assert client.get(f"/meekijken/{seat.id}/log").status_code == 200
    house.clock.moment = NOW  # type: ignore[attr-defined]


def listed(client: FlaskClient, address: str = "/meekijken") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_twenty_houses_cost_as_many_questions_as_three(
    seats: Seats, house: House, app: Flask, account: UUID, client_of: Callable[[UUID], FlaskClient]
) -> None:
    seats.now = THEN - timedelta(minutes=1)
    found = {}
    for many in (3, 20):
        made = [shared_home(seats, account, f"Huis {n}") for n in range(many - len(found) * 3)]
        read_log(app, house, account, [seat for _, seat in made])
        for home, _ in made:
            Book(house, home.id, NOW - timedelta(minutes=1)).write(home.parents[0])
        client = client_of(account)
        listed(client)  # the keys of each house are fetched once in a process
        house.clock.moment = NOW + timedelta(minutes=20) * many  # type: ignore[attr-defined]
        client = client_of(account)
        with questions(house) as asked:
            shown = listed(client)
        assert shown.count("1 nieuw bericht") == many
        found[many] = len(asked)
    assert found[20] == found[3]
    assert found[3] < 40


def test_each_house_of_a_list_is_asked_by_its_own_consent(
    seats: Seats, house: House, app: Flask, account: UUID, client_of: Callable[[UUID], FlaskClient]
) -> None:
    """What one house shares opens nothing in another, however they were fetched."""
    seats.now = THEN - timedelta(minutes=1)
    with_log, first = shared_home(seats, account, "Deelt het logboek")
    without, second = shared_home(seats, account, "Deelt het plan", kinds=[Kind.PLAN])
    half, third = shared_home(seats, account, "Deelt zonder kind")
    asked_only = open_home(house, "Zei nog niets", NOW)
    silent = seats.seat(account, asked_only.chair)
    seats.ask(silent, asked_only.chair)
    later = open_home(house, "Deelt vanaf straks", NOW)
    from_now = seats.seat(account, later.chair)
    seats.share(from_now, later.chair, later.parents, items_from=NOW - timedelta(minutes=5))
    waiting, waits = shared_home(seats, account, "Wacht nog")
    elsewhere, _ = shared_home(seats, seats.account("Bo"), "Leest een ander")
    read_log(app, house, account, [first, third, from_now, waits])
    with house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        born = update(Person).where(Person.id == half.child)
        session.execute(born.values(born_year=NOW.year - 14))
        session.execute(update(Seat).where(Seat.id == waits.id).values(waits_since=NOW))
    for home in (with_log, without, half, asked_only, later, waiting, elsewhere):
        book = Book(house, home.id, NOW - timedelta(minutes=20))
        book.write(home.child)
        book.write(home.parents[0])
        book.withdraw(home.parents[1], book.write(home.parents[1]))
    shown = listed(client_of(account))
    lines = {
        part.partition("</bdi>")[0]: part
        for part in shown.partition("</main>")[0].split('translate="no">')[1:]
    }
    assert set(lines) == {
        *("Deelt het logboek", "Deelt het plan", "Deelt zonder kind"),
        *("Deelt vanaf straks", "Zei nog niets"),
    }
    assert "2 nieuwe berichten" in lines["Deelt het logboek"]
    assert "1 nieuw bericht<" in lines["Deelt zonder kind"]
    assert "Geen nieuwe berichten." in lines["Deelt vanaf straks"]
    for name in ("Deelt het plan", "Zei nog niets"):
        assert "nieuw" not in lines[name].replace("Je las hier nog niet", "")
    assert f"/meekijken/{silent.id}" not in shown
    assert "Jouw toestel is nieuw" in shown
    assert second.id != first.id


def test_what_is_hidden_takes_no_place_of_what_is_not(
    seats: Seats,
    house: House,
    app: Flask,
    account: UUID,
    small: None,
) -> None:
    """More hidden notes than are looked at together: the house is looked at by itself."""
    seats.now = THEN - timedelta(minutes=1)
    home, seat = shared_home(seats, account, "Huis")
    read_log(app, house, account, [seat])
    with house.db.writing(home.id, by=None, now=NOW) as session:
        born = update(Person).where(Person.id == home.child)
        session.execute(born.values(born_year=NOW.year - 14))
    book = Book(house, home.id, NOW - timedelta(minutes=1))
    for _ in range(5):
        book.write(home.child)
    book.write(home.parents[0])
    book.write(home.parents[1])
    assert "2 nieuwe berichten" in listed(sign_in_client(app, account))
    for _ in range(5):
        book.write(home.parents[0])
    assert "3 of meer nieuwe berichten" in listed(sign_in_client(app, account))


def test_a_page_of_the_list_ends_where_the_next_begins(
    seats: Seats,
    house: House,
    account: UUID,
    client_of: Callable[[UUID], FlaskClient],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading_along, "A_PAGE", 2)
    every = [shared_home(seats, account, f"Huis {n}")[1] for n in range(4)]
    made = sorted(every, key=lambda each: each.id)  # all were taken at one moment
    client = client_of(account)
    pages = [listed(client, f"/meekijken?vanaf={first}") for first in (0, 2)]
    for page, here in zip(pages, (made[:2], made[2:]), strict=True):
        assert {str(each.id) for each in made if str(each.id) in page} == {
            str(each.id) for each in here
        }
    assert "?vanaf=2" in pages[0]
    assert "?vanaf=4" not in pages[1]
    for beyond in ("4", "-2", "9" * 30):
        assert client.get(f"/meekijken?vanaf={beyond}").status_code == 404


def test_a_house_of_which_no_key_opens_takes_no_other_off_the_list(
    seats: Seats, house: House, account: UUID, client_of: Callable[[UUID], FlaskClient]
) -> None:
    broken, there = shared_home(seats, account, "Kapot")
    _, other = shared_home(seats, account, "Heel")
    with house.keys.engine.begin() as connection:
        mine = update(household_keys).filter_by(household_id=broken.id)
        connection.execute(mine.values(wrapped=b"broken"))
    house.vault._rings.drop(broken.id)
    shown = listed(client_of(account))
    assert "We kunnen dit niet laten zien. De beheerder weet het." in shown
    assert all(str(each.id) in shown for each in (there, other))
    assert ("Heel" in shown, "Kapot" in shown) == (True, False)
    assert house.damage.is_there()
