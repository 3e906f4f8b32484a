"""A child wants another safety person: nobody asks why, two people say yes, the house hears nothing."""

from uuid import UUID, uuid4

import pytest

from api.child_world.model import PersonWish
from api.child_world.own_person import confirm, not_now, point_at, say_yes, take_back
from api.child_world.queries import own_wish, person_wishes, to_wish
from api.core.errors import Invalid, NotHere
from api.people.actions import (
    add_person,
    add_shield,
    end_duty,
    end_membership,
    end_safety_link,
)
from api.people.policy import Role
from api.people.queries import safety_people, viewed
from pwa import child_said
from tests.logbook.book import Book
from tests.people.notices import told
from tests.world import World

pytestmark = pytest.mark.only("sqlite")


def point(book: Book, world: World, wished: UUID) -> UUID:
    wish = uuid4()
    book.do(world.noor, point_at, wish_id=wish, wished=wished)
    return wish


def waits_for(book: Book, *people: UUID) -> list[UUID]:
    return [who for who in people if book.ask(who, person_wishes, book.now)]


def people_of(book: Book, ward: UUID) -> list[UUID]:
    return [
        each.id for each in book.ask(ward, lambda session, me: safety_people(session, me.person))
    ]


def line_of(book: Book, ward: UUID) -> str:
    """What the child reads of its wish; the name is left out."""
    view = book.ask(ward, own_wish, book.now)
    assert view is not None
    return child_said.wish_line(view).striptags().replace(view.wished.called, "%s")


def everybody(world: World) -> tuple[UUID, ...]:
    return (world.sara, world.mark, world.els, world.ben, world.tim, world.kees, world.amina)


def test_the_second_becomes_the_first_once_the_chair_spoke_with_the_child(
    book: Book, world: World
) -> None:
    wish = point(book, world, world.ben)
    assert waits_for(book, *everybody(world)) == [world.ben]
    book.do(world.ben, say_yes, wish_id=wish)
    assert waits_for(book, *everybody(world)) == [world.tim]
    assert people_of(book, world.noor) == [world.els, world.ben]
    book.do(world.tim, confirm, wish_id=wish)
    assert people_of(book, world.noor) == [world.ben]
    assert waits_for(book, *everybody(world)) == []
    kinds = {who: told(book.house, book.household, who) for who in (*everybody(world), world.noor)}
    heard = {who: kind for who, kind in kinds.items() if kind}
    assert heard == {
        world.ben: ["stand_in"],
        world.els: ["person_over"],
        world.noor: ["person_new"],
    }


def test_somebody_new_takes_the_place_of_the_first_and_the_second_stays(
    book: Book, world: World
) -> None:
    """Oom Tim chairs, and is wished for: then the other safety person says that they spoke."""
    wish = point(book, world, world.tim)
    book.do(world.tim, say_yes, wish_id=wish)
    assert waits_for(book, *everybody(world)) == [world.ben]
    book.do(world.ben, confirm, wish_id=wish)
    assert people_of(book, world.noor) == [world.tim, world.ben]


def test_a_child_without_a_safety_person_gets_one(book: Book, world: World) -> None:
    for who in (world.els, world.ben):
        book.change(end_safety_link, ward=world.noor, person=who)
    wish = point(book, world, world.els)
    book.do(world.els, say_yes, wish_id=wish)
    book.do(world.tim, confirm, wish_id=wish)
    assert people_of(book, world.noor) == [world.els]
    assert told(book.house, book.household, world.ben) == []


@pytest.mark.parametrize("who", ["sara", "mark", "els", "ben", "kees", "amina", "noor"])
def test_nobody_but_who_may_confirms(book: Book, world: World, who: str) -> None:
    wish = point(book, world, world.ben)
    someone = getattr(world, who)
    with pytest.raises(NotHere):
        book.do(world.tim, confirm, wish_id=wish)  # before the wished one said yes
    book.do(world.ben, say_yes, wish_id=wish)
    for act in (confirm, not_now, say_yes):
        with pytest.raises(NotHere):
            book.do(someone, act, wish_id=wish)
    assert people_of(book, world.noor) == [world.els, world.ben]


def test_nobody_left_to_confirm_leaves_all_as_it_is(book: Book, world: World) -> None:
    """Els goes on; nobody alone makes somebody a child's safety person."""
    book.change(end_duty, person=world.tim, kind="chair")
    wish = point(book, world, world.ben)
    book.do(world.ben, say_yes, wish_id=wish)
    assert waits_for(book, *everybody(world)) == []
    assert people_of(book, world.noor) == [world.els, world.ben]
    assert line_of(book, world.noor) == "%s wil graag. Nu lukt het niet. Kies iemand anders."


def test_who_left_before_it_was_done_is_not_waited_for(book: Book, world: World) -> None:
    wish = point(book, world, world.ben)
    assert line_of(book, world.noor) == "Jij koos %s. Wacht op het antwoord."
    book.do(world.ben, say_yes, wish_id=wish)
    assert line_of(book, world.noor) == "%s wil graag. Er praat nog iemand met je."
    book.change(end_membership, person=world.ben)
    assert line_of(book, world.noor) == "%s kan nu niet. Kies iemand anders."
    assert waits_for(book, *everybody(world)) == []


@pytest.mark.parametrize("who", ["mark", "sara", "els", "kees", "amina", "noor"])
def test_whom_it_fears_and_who_lives_there_cannot_be_pointed_at(
    book: Book, world: World, who: str
) -> None:
    with pytest.raises(Invalid):
        point(book, world, getattr(world, who))
    assert book.count(PersonWish) == 0


def test_whom_it_comes_to_fear_meanwhile_does_not_become_it(book: Book, world: World) -> None:
    eva = book.change(add_person, household=book.household, role=Role.CIRCLE, name="Eva")
    wish = point(book, world, eva)
    book.do(eva, say_yes, wish_id=wish)
    book.change(add_shield, ward=world.noor, feared=eva)
    for who in (world.tim, world.ben):
        with pytest.raises((NotHere, Invalid)):
            book.do(who, confirm, wish_id=wish)
    assert people_of(book, world.noor) == [world.els, world.ben]


def test_who_cannot_says_so_and_the_child_points_at_another(book: Book, world: World) -> None:
    wish = point(book, world, world.ben)
    book.do(world.ben, not_now, wish_id=wish)
    view = book.ask(world.noor, own_wish, book.now)
    assert view is not None
    assert view.declined
    assert waits_for(book, *everybody(world)) == []
    point(book, world, world.tim)
    assert waits_for(book, *everybody(world)) == [world.tim]
    book.do(world.noor, take_back)
    assert waits_for(book, *everybody(world)) == []
    assert book.ask(world.noor, own_wish, book.now) is None


def test_another_wish_takes_the_place_of_the_one_before(book: Book, world: World) -> None:
    first = point(book, world, world.ben)
    point(book, world, world.tim)
    assert waits_for(book, *everybody(world)) == [world.tim]
    with pytest.raises(NotHere):
        book.do(world.ben, say_yes, wish_id=first)


def test_while_another_reads_along_nothing_is_kept(book: Book, world: World) -> None:
    with book.house.db.writing(book.household, by=world.noor, now=book.now) as session:
        quiet = viewed(session, world.noor, quiet=True)
        offered = [each.id for each in to_wish(session, quiet, book.now)]
        assert sorted(offered) == sorted([world.els, world.ben, world.tim])
        point_at(session, by=quiet, wish_id=uuid4(), wished=world.tim, now=book.now)
    assert book.count(PersonWish) == 0
