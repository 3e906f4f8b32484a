"""A child's own colour and face."""

from uuid import UUID, uuid4

import pytest

from api.child_world.looks import choose_look, colour_of
from api.child_world.model import ChildLook
from api.child_world.rules import Colour
from api.core.errors import Invalid, NotHere
from api.people.queries import names, viewed
from tests.logbook.book import Book
from tests.world import World

pytestmark = pytest.mark.only("sqlite")


def choose(book: Book, who: UUID, colour: Colour = Colour.PLUM, face: str = "rocket") -> None:
    book.do(who, choose_look, look_id=uuid4(), colour=colour, face=face)


def face_for(book: Book, reader: UUID, who: UUID) -> str:
    return book.ask(reader, lambda session, viewer: names(session, viewer)[who].face)


def test_the_colour_is_for_the_child_and_the_face_for_the_circle(book: Book, world: World) -> None:
    assert book.ask(world.noor, colour_of) is None
    choose(book, world.noor)
    assert book.ask(world.noor, colour_of) is Colour.PLUM
    assert book.ask(world.els, colour_of) is None
    assert {face_for(book, who, world.noor) for who in (world.noor, world.els, world.sara)} == {
        "rocket"
    }
    choose(book, world.noor, Colour.SKY, "moon")
    assert book.ask(world.noor, colour_of) is Colour.SKY
    assert book.count(ChildLook) == 2


def test_it_is_the_same_colour_while_another_reads_along(book: Book, world: World) -> None:
    choose(book, world.noor)
    with book.house.db.reading(book.household) as session:
        assert colour_of(session, viewed(session, world.noor, quiet=True)) is Colour.PLUM


@pytest.mark.parametrize("who", ["sara", "els", "mark"])
def test_nobody_but_a_child_chooses(book: Book, world: World, who: str) -> None:
    with pytest.raises(NotHere):
        choose(book, getattr(world, who))


def test_a_face_that_is_not_offered_is_refused(book: Book, world: World) -> None:
    with pytest.raises(Invalid):
        choose(book, world.noor, face="scared")
    assert face_for(book, world.els, world.noor) == "cat"
