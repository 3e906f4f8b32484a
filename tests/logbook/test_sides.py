"""Whoever a note of the circle is about gives their side of it, and may put that right by adding."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient

from api.core.errors import Invalid
from api.core.house import House
from api.logbook import queries, rules
from api.people.policy import Audience
from tests.houses import NOW
from tests.logbook.book import Book
from tests.sharing.seats import Seats, amina_reads
from tests.world import World

MINE, ASK = "Mijn kant hiervan", "Wil je iets antwoorden?"


@pytest.fixture
def note(book: Book, world: World) -> UUID:
    """Sara writes of Mark, for the whole circle."""
    return book.write(world.sara, "Mark kwam te laat.", about=(world.mark,))


def test_whom_it_is_about_says_it_again_and_what_they_said_first_stays(
    book: Book, world: World, note: UUID
) -> None:
    book.reply(world.mark, note, "De trein had pech.")
    book.reply(world.els, note, "Dat snap ik.")
    book.reply(world.mark, note, "De trein had pech. Ik belde wel.")
    for reader in (world.sara, world.mark, world.els):
        first, other, last = book.entry(reader, note).replies
        assert (first.side, first.earlier) == (True, True)
        assert (other.side, other.earlier) == (False, False)
        assert (last.side, last.earlier) == (True, False)
    with pytest.raises(Invalid):
        book.reply(world.els, note, "Nog een keer.")


def test_there_is_an_end_to_it(book: Book, world: World, note: UUID) -> None:
    for number in range(rules.MOST_SIDES):
        book.reply(world.mark, note, f"Zo was het, {number}.")
    with pytest.raises(Invalid):
        book.reply(world.mark, note, "En nog iets.")
    assert not book.entry(world.mark, note).may_reply


def test_who_writes_of_themselves_answers_once_as_everybody(book: Book, world: World) -> None:
    own = book.write(world.sara, "Ik kwam te laat.", about=(world.sara,))
    book.reply(world.sara, own, "Sorry.")
    assert not book.entry(world.sara, own).may_reply
    assert not book.entry(world.sara, own).replies[0].side


def test_for_chosen_people_an_answer_stays_one(book: Book, world: World) -> None:
    chosen = {"audience": Audience.CHOSEN, "chosen": frozenset({world.mark})}
    note = book.write(world.sara, "Voor Mark.", about=(world.mark,), **chosen)
    book.reply(world.mark, note, "Goed.")
    assert not book.entry(world.mark, note).gives_side
    with pytest.raises(Invalid):
        book.reply(world.mark, note, "Nog iets.")


def test_the_page_names_it_for_whom_it_is_about_alone(
    book: Book, world: World, note: UUID, client_of: Callable[[UUID], FlaskClient]
) -> None:
    mark, els = client_of(world.mark), client_of(world.els)
    assert MINE in mark.get(f"/logboek/{note}").text
    page = els.get(f"/logboek/{note}").text
    assert MINE not in page
    assert ASK in page
    form = {"id": str(uuid4()), "text": "De trein had pech."}
    assert mark.post(f"/logboek/{note}/antwoord", data=form).status_code == 303
    assert "De kant van" in els.get(f"/logboek/{note}").text


def test_a_professional_reads_the_note_with_the_side_of_whom_it_is_about(
    house: House, world: World
) -> None:
    book = Book(house, world.household, NOW - timedelta(days=3))
    note = book.write(world.sara, "Mark kwam te laat.", about=(world.mark,))
    book.reply(world.mark, note, "De trein had pech.")
    seats = Seats(house, NOW)
    who = seats.reader(amina_reads(seats, world))
    assert who
    with house.db.reading(world.household) as session:
        (seen,) = queries.timeline(session, who.viewer).items
    assert [(each.text, each.side) for each in seen.replies] == [("De trein had pech.", True)]
