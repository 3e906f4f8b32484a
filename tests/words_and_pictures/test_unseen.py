"""For whom a book does not exist: whom the child fears, who was not named, the other side, and a child."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from api.core.errors import Invalid, NotHere
from api.core.house import House
from api.people.actions import add_shield
from api.people.model import Person
from api.people.notices.queries import waiting
from api.people.policy import Side
from api.people.queries import viewed
from api.words_and_pictures import queries, showing
from api.words_and_pictures.sorting import sort_books
from api.words_and_pictures.words import Kind
from tests.houses import NOW
from tests.logbook.book import Book
from tests.words_and_pictures.tale import Tale
from tests.world import World


def shown(tale: Tale, *agrees: UUID) -> Tale:
    tale.page()
    tale.yes(*agrees)
    tale.show()
    return tale


def test_who_was_not_named_sees_nothing_of_a_book(house: House, world: World) -> None:
    """Also whom the child fears: for Mark there is no book, as for Ben's neighbour Kees."""
    book = Book(house, world.household, NOW)
    tale = Tale(book, world.els, world.noor).begin(makes={world.sara}, agrees={world.sara})
    shown(tale, world.sara)
    for person in (world.mark, world.kees):
        assert tale.listed(person) == []
        assert book.ask(person, queries.may_begin) == []
        for look in (tale.seen, tale.read):
            with pytest.raises(NotHere):
                look(person)
        with pytest.raises(NotHere):
            Tale(book, person, world.noor, Kind.PLAN).begin()
        with pytest.raises(NotHere):
            tale.page(by=person)
    for person in (world.sara, world.els, world.ben, world.tim):
        assert tale.listed(person) == [tale.id]


def test_whom_the_child_fears_is_named_by_who_leads_alone(house: House, world: World) -> None:
    book = Book(house, world.household, NOW)
    with pytest.raises(Invalid):
        Tale(book, world.els, world.noor).begin(makes={world.mark})
    tale = Tale(book, world.tim, world.noor, Kind.PLAN).begin(
        makes={world.mark}, agrees={world.mark, world.sara}
    )
    tale.page("Papa zegt sorry.", by=world.mark)
    shown(tale, world.mark, world.sara)
    assert tale.read(world.mark).book_id == tale.read(world.noor).book_id == tale.id
    with pytest.raises(NotHere):
        book.do(world.mark, showing.hide, book_id=tale.id)


def test_who_comes_to_be_feared_is_named_no_longer(house: House, world: World) -> None:
    book = Book(house, world.household, NOW)
    tale = Tale(book, world.tim, world.noor).begin(makes={world.sara}, agrees={world.sara})
    shown(tale, world.sara)
    book.now += timedelta(days=1)
    with house.db.writing(world.household, by=world.els, now=book.now) as session:
        add_shield(session, ward=world.noor, feared=world.sara, now=book.now)
    assert tale.listed(world.sara) == []
    assert tale.seen(world.tim).agreers == ()
    tale.name(makes={world.sara})
    assert tale.listed(world.sara) == [tale.id]


def test_each_side_sees_its_own_asking_alone(house: House, world: World) -> None:
    book = Book(house, world.apart, NOW)
    tale = Tale(book, world.ria, world.fem).begin(agrees={world.lotte, world.daan})
    tale.page("Je woont op 2 plekken.")
    tale.yes(world.lotte)
    seen = tale.seen(world.lotte)
    assert [each.name for each in seen.agreers] == ["Lotte"]
    assert [(len(each.yes), each.waits_for) for each in seen.pages] == [(1, ())]
    assert not seen.ready
    with pytest.raises(NotHere):
        tale.page(by=world.lotte)
    tale.yes(world.daan)
    tale.show()
    for person in (world.lotte, world.daan):
        assert [each.name for each in tale.seen(person).agreers] == [
            "Lotte" if person == world.lotte else "Daan"
        ]
        assert tale.read(person).pages
    assert tale.read(world.fem).pages


@pytest.mark.only("sqlite")
def test_a_book_goes_to_the_side_of_whom_it_names(house: House, world: World) -> None:
    book, then = Book(house, world.household, NOW), {"makes": {world.sara}}
    ours = Tale(book, world.tim, world.noor).begin(**then, agrees={world.sara})
    both = Tale(book, world.tim, world.noor, Kind.PLAN).begin(
        **then, agrees={world.sara, world.mark}
    )
    sides = {world.sara: "a", world.mark: "b"}
    with house.db.writing(world.household, by=world.tim, now=book.now) as session:
        for person, side in sides.items():
            session.get_one(Person, person).side = side
        session.flush()
        sort_books(session, world.household)
    assert (ours.seen(world.tim).side, both.seen(world.tim).side) == (Side.A, Side.BOTH)
    assert ours.page(by=world.sara)
    assert [each.name for each in both.seen(world.mark).agreers] == ["Mark"]
    with pytest.raises(NotHere):
        both.page(by=world.sara)


@pytest.mark.only("sqlite")
def test_a_book_that_went_to_one_side_waits_for_nobody_of_the_other(
    house: House, world: World
) -> None:
    """They would never say yes, and that it waits would tell that they are there."""
    book = Book(house, world.household, NOW)
    tale = Tale(book, world.els, world.noor).begin(
        makes={world.sara}, agrees={world.sara, world.ben}
    )
    tale.page()
    tale.yes(world.sara)
    with house.db.writing(world.household, by=world.tim, now=book.now) as session:
        for person, side in {world.sara: "a", world.els: "a", world.ben: "b"}.items():
            session.get_one(Person, person).side = side
        session.flush()
        sort_books(session, world.household)
    assert tale.seen(world.sara).ready
    tale.show()
    assert tale.listed(world.ben) == []
    assert [tale.read(each).book_id for each in (world.noor, world.sara)] == [tale.id] * 2


def test_with_somebody_reading_along_nothing_is_made(tale: Tale, world: World) -> None:
    shown(tale, world.sara, world.mark)

    def quietly(session: object, by: object) -> list[UUID]:
        looking = viewed(session, world.els, quiet=True)  # type: ignore[arg-type]
        with pytest.raises(NotHere):
            queries.making(session, looking, tale.id, in_force=(), now=tale.book.now)  # type: ignore[arg-type]
        assert queries.may_begin(session, looking) == []  # type: ignore[arg-type]
        found = queries.books(session, looking, in_force=(), now=tale.book.now)  # type: ignore[arg-type]
        return [each.id for each in found]

    assert tale.book.ask(world.els, quietly) == []


def test_another_child_and_another_house_see_nothing(
    house: House, world: World, tale: Tale
) -> None:
    shown(tale, world.sara, world.mark)
    other = replace(tale, book=Book(house, world.apart, NOW))
    assert other.listed(world.fem) == []
    with pytest.raises(NotHere):
        other.read(world.fem)
    with pytest.raises(NotHere):
        other.page(by=world.ria)


@pytest.mark.parametrize("why", ["not named any more", "feared"])
def test_who_said_yes_and_sees_it_no_more_hears_of_no_change(
    tale: Tale, world: World, why: str
) -> None:
    page = tale.page()
    tale.yes(world.sara, world.mark)
    if why == "feared":
        tale.book.change(add_shield, ward=world.noor, feared=world.sara)
    else:
        tale.name(agrees={world.mark})
    with pytest.raises(NotHere):
        tale.seen(world.sara)
    tale.change(page, "Anders.", by=tale.keeper)
    heard = {
        who: [each.kind for each in tale.book.ask(who, waiting)] for who in (world.sara, world.mark)
    }
    assert "book_again" not in heard[world.sara]
    assert "book_again" in heard[world.mark]
