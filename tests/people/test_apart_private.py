"""What is between somebody and their safety person stays between these two when a house is put apart."""

from uuid import UUID

import pytest
from flask import Flask

from api.core.house import House
from api.logbook.model import Entry
from api.people.actions import add_shield, end_membership, end_safety_link
from api.people.policy import Audience
from tests.logbook.book import Book
from tests.people.test_apart import Home
from tests.world import World

PRIVATE = Audience.SAFETY_PERSON


@pytest.fixture
def home(house: House, app: Flask, world: World) -> Home:
    return Home(house, app, world, Book(house, world.household, house.clock.now()))


def replies(home: Home, who: UUID, note: UUID) -> list[str | None]:
    return [each.text for each in home.book.entry(who, note).replies]


def test_a_note_for_the_safety_person_stays_with_her_whoever_it_names(home: Home) -> None:
    """Els stands on the side of mama; what Noor tells her of papa is for her all the same."""
    world, book = home.world, home.book
    papa = (world.mark,)
    told = book.write(world.noor, "Papa was boos", audience=PRIVATE, about=papa)
    mine = book.write(world.noor, "Over papa", audience=Audience.SELF, about=papa)
    book.reply(world.noor, told, "Mark riep heel hard.")
    book.reply(world.els, told, "Ik praat met Mark.")
    home.freeze()
    home.sort(els="a")
    assert "Papa was boos" in book.texts(world.els)
    for who in (world.els, world.noor):
        assert replies(home, who, told) == ["Mark riep heel hard.", "Ik praat met Mark."]
    assert {told, mine} <= {each.id for each in book.timeline(world.noor)}
    for who in (world.sara, world.mark, world.tim):
        assert {told, mine}.isdisjoint(each.id for each in book.timeline(who))


def test_what_a_note_said_while_it_was_private_gives_it_no_side(home: Home) -> None:
    """Only its safety people read that version; what all may read now names nobody."""
    world, book = home.world, home.book
    note = book.write(world.noor, "Papa was boos", audience=PRIVATE)
    book.reply(world.noor, note, "Mark riep heel hard.")
    book.correct(world.noor, note, "Het was druk", audience=Audience.CIRCLE)
    home.freeze()
    home.sort(els="a")
    for who in (world.els, world.noor, world.sara):
        assert "Het was druk" in book.texts(who)
    assert book.entry(world.sara, note).versions == 1
    assert book.entry(world.els, note).versions == 2
    assert replies(home, world.els, note) == ["Mark riep heel hard."]
    assert replies(home, world.sara, note) == []


def test_only_a_side_makes_an_answer_a_note_of_its_writer(home: Home) -> None:
    """Who could not read it before, by a link, a fear or because they left, does not find it back."""
    world, book = home.world, home.book
    private = book.write(world.noor, "Van mij en oma", audience=PRIVATE)
    book.reply(world.els, private, "Alleen tussen ons.")
    widened = book.write(world.noor, "Van ons 2", audience=PRIVATE)
    book.reply(world.els, widened, "Ook tussen ons.")
    book.correct(world.noor, widened, "Ik was bij papa", audience=Audience.CIRCLE)
    shared = book.write(world.noor, "Van mij", audience=Audience.CIRCLE)
    book.reply(world.sara, shared, "Lief!")
    book.reply(world.ben, book.write(world.sara, "Van Sara"), "Wat goed.")
    book.reply(world.els, book.write(world.mark, "Van Mark"), "Mooi.")
    book.change(end_safety_link, ward=world.noor, person=world.els)
    book.change(add_shield, ward=world.noor, feared=world.sara)
    book.change(end_membership, person=world.ben)
    before = book.count(Entry)
    home.freeze()
    home.sort(els="a", ben="")
    assert book.count(Entry) == before + 1
    assert "Mooi." in book.texts(world.els)
