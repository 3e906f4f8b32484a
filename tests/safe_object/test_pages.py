"""The pages of a signal as its people use them, in plain form posts; for others there are none."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.core.house import House
from tests.house.crawl import masked
from tests.logbook.book import Book
from tests.people.quietly import come_in, make_quiet
from tests.safe_object.calls import all_hear, later, move, signals, step, told
from tests.world import World, prove_all

Client = Callable[[UUID], FlaskClient]


@pytest.fixture
def signal(house: House, world: World) -> UUID:
    all_hear(house, world.els, world.ben, world.tim)
    return move(house, world)


def test_who_was_told_reads_it_without_the_code_and_closes_it_with_a_note(
    house: House, world: World, client_of: Client, signal: UUID
) -> None:
    els, page = client_of(world.els), f"/nu/{signal}"
    later(house, minutes=6)  # the code was given too long ago
    assert page.encode() in els.get("/").data
    assert b"Ik ga" in els.get(page).data
    assert els.post(page, data={"do": "go"}).status_code == 303
    assert b"Jij gaat." in els.get(page).data
    refused = els.post(page, data={"do": "close", "text": "Thee.", "note": "ward"})
    assert refused.status_code == 422
    assert b"eerst zien of horen" in refused.data
    els.post(page, data={"do": "seen", "how": "spoke", "face": "calm", "text": "Ze tekende."})
    closed = els.post(page, data={"do": "close", "text": "Thee gedronken.", "note": "ward"})
    assert (closed.status_code, closed.location) == (303, "/nu")
    book = Book(house, world.household, house.clock.now())
    for reader in (world.els, world.ben, world.noor):
        assert "Thee gedronken." in book.texts(reader)
    for other in (world.sara, world.mark, world.tim, world.kees):
        assert "Thee gedronken." not in book.texts(other)
    prove_all(house)
    assert b"Thee gedronken." in els.get("/nu/eerder").data


def test_whoever_calls_is_not_said_to_be_on_the_way(
    world: World, client_of: Client, signal: UUID
) -> None:
    els, ben, page = client_of(world.els), client_of(world.ben), f"/nu/{signal}"
    els.post(page, data={"do": "call"})
    assert b"Jij belt." in els.get(page).data
    seen = ben.get(page).text
    assert '<bdi translate="no">oma Els</bdi> belt.</p>' in seen
    assert '<bdi translate="no">oma Els</bdi> gaat.' not in seen


def test_whose_phone_showed_nothing_is_not_said_to_hear_it(
    client_of: Client, world: World, signal: UUID
) -> None:
    seen = client_of(world.els).get(f"/nu/{signal}").text
    assert '<bdi translate="no">oma Els</bdi> kwam aan de beurt.' in seen
    assert "hoort het." not in seen


def test_what_cannot_be_written_down_closes_nothing(
    house: House, world: World, client_of: Client, signal: UUID
) -> None:
    els, page = client_of(world.els), f"/nu/{signal}"
    els.post(page, data={"do": "call"})
    els.post(page, data={"do": "seen", "how": "seen", "face": "calm"})
    assert els.post(page, data={"do": "close", "text": "", "note": "ward"}).status_code == 422
    assert signals(house)[0].closed_at is None
    done = els.post(page, data={"do": "close", "play": "ja", "note": "", "keep": "ja"})
    assert done.status_code == 303
    assert signals(house)[0].closed_at is not None
    assert Book(house, world.household, house.clock.now()).timeline(world.els) == []


def test_for_everybody_else_it_is_the_same_as_a_signal_that_never_was(
    house: House, world: World, client_of: Client, signal: UUID
) -> None:
    step(house, minutes=5)
    for person in (world.mark, world.sara, world.tim, world.kees, world.lotte, world.noor):
        client, unknown = client_of(person), uuid4()
        for ask in (client.get, lambda page, one=client: one.post(page, data={"do": "go"})):
            found, nothing = ask(f"/nu/{signal}"), ask(f"/nu/{unknown}")
            assert found.status_code == 404
            one, other = (
                masked(each.status_code, list(each.headers), each.data) for each in (found, nothing)
            )
            assert one == other
        assert str(signal).encode() not in client.get("/").data
    assert client_of(world.mark).get("/nu").status_code == 404
    assert told(house, signal)[-1] == (world.ben, "turn")


def test_when_another_reads_along_no_signal_is_there(
    app: Flask, house: House, world: World, signal: UUID
) -> None:
    els = come_in(app, world.els)
    assert str(signal).encode() in els.get("/").data
    make_quiet(app, els)
    assert str(signal).encode() not in els.get("/").data
    assert els.get(f"/nu/{signal}").status_code == 404
    assert els.post(f"/nu/{signal}", data={"do": "go"}).status_code == 404


def test_who_hears_that_another_goes_reads_who(
    house: House, world: World, client_of: Client, signal: UUID
) -> None:
    step(house, minutes=5)
    els, ben, page = client_of(world.els), client_of(world.ben), f"/nu/{signal}"
    ben.post(page, data={"do": "go"})
    assert els.post(page, data={"do": "go"}).status_code == 303
    seen = els.get(page).get_data(as_text=True)
    assert '<bdi translate="no">buurman Ben</bdi> gaat.' in seen
    assert 'value="go"' not in seen


def test_practice_is_marked_wherever_it_is_read(
    house: House, world: World, client_of: Client
) -> None:
    all_hear(house, world.els, world.ben)
    els = client_of(world.els)
    assert els.post(f"/mensen/{world.noor}/oefenen", data={"do": "begin"}).status_code == 303
    practised = move(house, world, practice=True)
    real = move(house, world)
    for page in ("/", "/nu", f"/nu/{practised}"):
        assert b"Dit is een oefening." in els.get(page).data
    assert b"Dit is een oefening." not in els.get(f"/nu/{real}").data
    els.post(f"/nu/{practised}", data={"do": "real"})
    assert b"Dit is een oefening." not in els.get(f"/nu/{practised}").data


@pytest.mark.parametrize("who", ["tim", "ben", "sara"])
def test_only_a_safety_person_begins_to_practise(world: World, client_of: Client, who: str) -> None:
    may = who == "ben"
    answer = client_of(getattr(world, who)).post(f"/mensen/{world.noor}/oefenen")
    assert answer.status_code == (303 if may else 404)
