"""An idea that lay sealed on a phone comes on the table once, or is refused in words."""

from uuid import uuid4

import pytest
from flask import Flask

from api.core.house import House
from api.meetings.table.state import Kind
from tests.houses import NOW
from tests.logbook.book import Book
from tests.meetings.table import Table, call
from tests.outbox.phone import Phone
from tests.world import World, sign_in_client

IDEA = {"record": "idea", "text": "Ik kook op vrijdag."}


@pytest.fixture
def table(house: House, world: World) -> Table:
    return call(Book(house, world.household, NOW), world.tim, [world.els, world.sara])


def test_an_idea_comes_once_by_phone_and_form(table: Table, world: World, app: Flask) -> None:
    table.begin()
    phone, given = Phone(sign_in_client(app, world.els), world.els, NOW), uuid4()
    body = phone.sealed(given, target=table.id, **IDEA)
    assert [phone.put(given, body).status_code for _ in "12"] == [201, 200]
    form = {"do": "idea", "id": str(given), "text": IDEA["text"]}
    assert phone.client.post(f"/samen/{table.id}/tafel", data=form).status_code == 303
    assert [each.body["text"] for each in table.state().ideas] == [IDEA["text"]]


@pytest.mark.only("sqlite")
def test_too_late_it_is_refused_in_words(table: Table, world: World, app: Flask) -> None:
    table.begin()
    table.act(world.tim, Kind.STEP, step="next")
    phone = Phone(sign_in_client(app, world.els), world.els, NOW)
    answer = phone.send(target=table.id, **IDEA)
    assert answer.status_code == 409
    assert (
        answer.get_json()["detail"] == "Jullie zijn al een stap verder. Vertel je idee aan tafel."
    )
    hidden, unknown = (
        Phone(sign_in_client(app, world.ben), world.ben, NOW).send(target=each, **IDEA)
        for each in (table.id, uuid4())
    )
    assert (hidden.status_code, hidden.data) == (unknown.status_code, unknown.data)
    assert hidden.status_code == 404
