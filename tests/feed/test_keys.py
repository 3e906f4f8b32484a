"""Security R8: what a key opens, and that everything else is one answer."""

from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

import pytest
from flask import Flask

from api.core.db import EVERYWHERE
from api.core.errors import Invalid, NotHere
from api.people.actions import end_membership
from api.people.professionals import keys
from api.people.professionals.model import FeedKey
from api.people.queries import viewer
from tests.feed.program import Program, end_key, make_key
from tests.houses import NOW
from tests.logbook.book import Book
from tests.sharing.seats import Seats
from tests.world import World, prove_all, sign_in_client

CANARY = "kanarie van Sara"


@pytest.fixture
def book(program: Program, world: World) -> Book:
    book = Book(program.house, program.household, NOW - timedelta(days=3))
    book.write(world.sara, CANARY)
    return book


def test_only_the_hash_is_kept_and_it_ends_within_ninety_days(program: Program) -> None:
    with program.house.db.reading(EVERYWHERE) as session:
        row = session.get_one(FeedKey, program.key)
        assert row.token_hash == sha256(program.token.encode()).digest()
        assert len(program.token) == 43
        assert row.expires_at - row.made_at == timedelta(days=90)
        assert program.token.encode() not in row.body
    with pytest.raises(Invalid):
        make_key(program.seats, program.account, days=91)
    with pytest.raises(Invalid):
        make_key(program.seats, program.account, days=0)


def test_bearer_and_basic_open_both_kinds(program: Program, book: Book) -> None:
    for path in ("feed.json", "feed.atom", program.at("feed.json"), program.at("feed.atom")):
        for answer in (program.get(path), program.basic(path), program.basic(path, "")):
            assert answer.status_code == 200
            assert CANARY in answer.text


def test_without_a_key_that_works_all_answers_are_the_same(
    program: Program, book: Book, seats: Seats, app: Flask
) -> None:
    ended, expired = make_key(seats, program.account), make_key(seats, program.account, days=30)
    end_key(seats, program.account, ended[0])
    stranger = seats.account("Bo")
    foreign_key, foreign = make_key(seats, stranger)
    end_key(seats, stranger, foreign_key)
    program.clock.moment = NOW + timedelta(days=30)
    path = program.at("feed.json")
    answers = [
        program.get(path, token=token)
        for token in (
            "",
            "x",
            ended[1],
            expired[1],
            foreign,
            program.token[:-1],
            program.token + "A",
        )
    ]
    answers += [
        program.get(f"{path}?token={program.token}"),
        program.get(f"{path}?access_token={program.token}", token=""),
        program.get(f"{path}?cursor={program.token}"),
        program.get(f"{path}?wat={program.token}"),
        program.get(path, token="", Authorization="Basic ???"),
        program.get(path, token="", Authorization="Digest x=1"),
        program.get(program.at("feed.json", uuid4()), token=""),
        sign_in_client(app, program.account).get(f"/api/v1/{path}"),
    ]
    assert {each.status_code for each in answers} == {401}
    assert len({each.data for each in answers}) == 1
    assert {each.headers["WWW-Authenticate"] for each in answers} == {
        'Bearer realm="feed", Basic realm="feed", charset="UTF-8"'
    }
    assert program.get(path).status_code == 200


@pytest.mark.parametrize(("seconds", "status"), [(-1, 200), (0, 401), (1, 401)])
def test_it_ends_by_the_clock(
    program: Program, book: Book, seats: Seats, seconds: int, status: int
) -> None:
    _, short = make_key(seats, program.account, days=30)
    program.clock.moment = NOW + timedelta(days=30, seconds=seconds)
    assert program.get("feed.json", token=short).status_code == status


def test_an_ended_key_opens_nothing_at_the_next_request(program: Program, book: Book) -> None:
    assert program.feed().status_code == 200
    end_key(program.seats, program.account, program.key)
    assert program.feed().status_code == 401


def test_an_ended_account_opens_nothing(program: Program, book: Book, seats: Seats) -> None:
    with program.house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        end_membership(session, person=program.account, now=NOW)
    assert program.feed().status_code == 401


def test_nobody_else_makes_or_ends_it(program: Program, seats: Seats, world: World) -> None:
    with pytest.raises(NotHere):
        make_key(seats, world.sara)
    with pytest.raises(NotHere):
        make_key(seats, program.seats.seats(program.account)[0].person)
    with pytest.raises(NotHere):
        end_key(seats, seats.account("Bo"), program.key)
    with pytest.raises(Invalid):
        make_key(seats, program.account, name="  ")
    assert program.get("feed.json").status_code == 200


def test_a_button_pressed_twice_makes_one_key_and_ten_is_enough(
    program: Program, seats: Seats
) -> None:
    with seats.house.db.writing(EVERYWHERE, by=program.account, now=NOW) as session:
        by = viewer(session, program.account)
        with pytest.raises(Invalid):
            keys.make(session, by=by, key=program.key, name="Lezer", days=90, now=NOW)
    for _ in range(9):
        make_key(seats, program.account)
    with pytest.raises(Invalid):
        make_key(seats, program.account)


def test_the_page_shows_a_key_once(app: Flask, program: Program) -> None:
    client = sign_in_client(app, program.account)
    prove_all(program.house)
    form = {"id": str(uuid4()), "name": "Zaaksysteem", "days": "30"}
    made = client.post("/meekijken/sleutels", data=form)
    assert made.status_code == 200
    token = made.text.split('translate="no">')[1].split("<")[0]
    assert program.get("feed.json", token=token).status_code == 200
    again = client.post("/meekijken/sleutels", data=form)
    assert again.status_code == 422
    page = client.get("/meekijken/sleutels")
    assert token not in page.text
    assert "Zaaksysteem" in page.text
    assert client.post(f"/meekijken/sleutels/{form['id']}/weg").status_code == 303
    assert program.get("feed.json", token=token).status_code == 401
    assert client.post(f"/meekijken/sleutels/{uuid4()}/weg").status_code == 404
