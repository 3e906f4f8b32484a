"""A number that lay sealed on a phone: it comes in once, whatever happened on the way."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask

from api.scales.model import Score
from tests.houses import NOW
from tests.logbook.book import Book
from tests.outbox.phone import Phone
from tests.scales.marks import SEEN
from tests.world import World, sign_in_client

PhoneOf = Callable[[UUID], Phone]
TOLD = {"record": "score", "value": 6, "seen": SEEN, "audience": "circle"}


@pytest.fixture
def phone_of(app: Flask) -> PhoneOf:
    """A phone with somebody signed in."""
    return lambda person: Phone(sign_in_client(app, person), person, NOW)


def test_a_number_comes_in_once(book: Book, world: World, danger: UUID, phone_of: PhoneOf) -> None:
    phone, given = phone_of(world.sara), uuid4()
    body = phone.sealed(given, target=danger, **TOLD)
    answers = [phone.put(given, body) for _ in "123"]
    assert [each.status_code for each in answers] == [201, 200, 200]
    assert {each.get_json()["at"] for each in answers} == {"/cijfers"}
    assert book.count(Score) == 1


def test_a_form_and_a_record_with_one_id_are_one_number(
    book: Book, world: World, danger: UUID, phone_of: PhoneOf
) -> None:
    phone, given = phone_of(world.sara), uuid4()
    form = {"id": str(given), "value": "6", "seen": SEEN, "audience": "circle"}
    assert phone.client.post(f"/cijfers/{danger}", data=form).status_code == 303
    assert phone.send(given, target=danger, **TOLD).status_code == 201
    assert book.count(Score) == 1


def test_made_without_a_net_it_counts_in_the_month_in_which_it_was_made(
    book: Book, world: World, danger: UUID, phone_of: PhoneOf
) -> None:
    made = NOW - timedelta(days=2)
    assert phone_of(world.sara).send(target=danger, made=made, **TOLD).status_code == 201
    with book.house.db.reading(book.household) as session:
        row = session.query(Score).one()
        assert (row.at, row.kept_at) == (made, NOW)


@pytest.mark.parametrize("value", [11, -1, "veel", "7,5", ""])
def test_what_is_no_number_stays_on_the_phone(
    book: Book, world: World, danger: UUID, phone_of: PhoneOf, value: object
) -> None:
    answer = phone_of(world.sara).send(target=danger, **{**TOLD, "value": value})
    assert (answer.status_code, answer.get_json()["field"]) == (422, "value")
    assert book.count(Score) == 0


def test_a_childs_number_comes_in_for_its_safety_person(
    book: Book, world: World, phone_of: PhoneOf
) -> None:
    phone = phone_of(world.noor)
    told = {"record": "score", "value": 2, "seen": "Het was hard."}
    assert phone.send(target=world.noor, **told).status_code == 201
    for what in (world.sara, uuid4(), None):
        assert phone.send(target=what, **told).status_code in {404, 422}
    assert book.count(Score) == 1


def test_a_danger_that_is_not_there_is_refused_like_any_other(
    book: Book, world: World, danger: UUID, phone_of: PhoneOf
) -> None:
    phone = phone_of(world.kees)
    hidden, unknown = (phone.send(target=each, **TOLD) for each in (danger, uuid4()))
    assert (hidden.status_code, hidden.data) == (404, unknown.data)
