"""With whom a child wants to talk, sealed on its phone: it comes in once, and as old as it is."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask

from api.child_world.model import TalkWish
from tests.houses import NOW
from tests.logbook.book import Book
from tests.outbox.phone import Phone
from tests.world import World, sign_in_client


def phone_of(app: Flask, person: UUID) -> Phone:
    return Phone(sign_in_client(app, person), person, NOW)


def test_a_wish_comes_in_once_by_phone_and_by_form(book: Book, world: World, app: Flask) -> None:
    phone, given = phone_of(app, world.noor), uuid4()
    made = NOW - timedelta(days=2)
    body = phone.sealed(given, record="talk", made=made, asked=str(world.els))
    answers = [phone.put(given, body) for _ in "123"]
    assert [each.status_code for each in answers] == [201, 200, 200]
    assert {each.get_json()["at"] for each in answers} == {"/praten"}
    form = {"id": str(given), "asked": str(world.els)}
    assert phone.client.post("/praten", data=form).status_code == 303
    with book.house.db.reading(book.household) as session:
        row = session.query(TalkWish).one()
        assert (row.asked_id, row.made_at, row.kept_at) == (world.els, made, NOW)


@pytest.mark.only("sqlite")
@pytest.mark.parametrize("asked", ["mark", "sara", "kees", "lotte", "nobody"])
def test_who_cannot_be_asked_stays_on_the_phone_with_one_sentence(
    book: Book, world: World, app: Flask, asked: str
) -> None:
    who = str(getattr(world, asked, "niemand"))
    answer = phone_of(app, world.noor).send(record="talk", asked=who)
    said = answer.get_json()
    assert (answer.status_code, said["field"]) == (422, "asked")
    assert said["detail"] == "Kies iemand van de lijst."
    assert book.count(TalkWish) == 0


@pytest.mark.only("sqlite")
def test_no_grown_up_sends_one(book: Book, world: World, app: Flask) -> None:
    answer = phone_of(app, world.sara).send(record="talk", asked=str(world.els))
    assert answer.status_code == 404
    assert book.count(TalkWish) == 0
