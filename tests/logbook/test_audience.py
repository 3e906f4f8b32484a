"""The names beside the button, and who is offered again."""

from dataclasses import replace

from api.logbook import queries
from api.logbook.audience import choosable
from api.logbook.note import Kind
from api.people.actions import add_shield, link_safety_person
from api.people.policy import Audience
from api.people.queries import Member
from tests.logbook.book import Book
from tests.world import World


def names(people: tuple[Member, ...] | None) -> set[str]:
    assert people is not None
    return {each.name for each in people}


def test_a_helper_sees_who_hears_the_circle(book: Book, world: World) -> None:
    found = book.ask(world.els, queries.audience_names, Kind.GOOD)
    assert names(found.names[Audience.CIRCLE]) == {"Noor", "Sara", "Mark", "Ben", "Tim"}
    assert names(found.names[Audience.SELF]) == {"Els"}
    assert found.names[Audience.SAFETY_PERSON] == ()


def test_a_child_does_not_hear_what_went_wrong(book: Book, world: World) -> None:
    found = book.ask(world.els, queries.audience_names, Kind.WRONG)
    assert names(found.names[Audience.CIRCLE]) == {"Sara", "Mark", "Ben", "Tim"}


def test_only_a_childs_safety_people_and_other_children_can_speak_to_it_apart(
    book: Book, world: World
) -> None:
    """Whom a child fears it would not hear, and could try that out with a note for it alone."""
    for who in (world.sara, world.mark, world.tim, world.els, world.ben):
        can = world.noor in book.ask(who, choosable)
        assert can is (who in {world.els, world.ben})
        offered = {each.id for each in book.ask(who, queries.audience_names).may_choose}
        assert (world.noor in offered) is can


def test_a_child_sees_its_safety_people_and_no_list_of_the_circle(book: Book, world: World) -> None:
    found = book.ask(world.noor, queries.audience_names)
    assert found.names[Audience.CIRCLE] is None
    assert [each.name for each in found.names[Audience.SAFETY_PERSON] or ()] == ["Els", "Ben"]


def test_no_grown_up_of_the_house_sees_a_list_of_the_circle(book: Book, world: World) -> None:
    """Else its missing would tell, over a shoulder or beside another phone, who has a shield list."""
    before = {who: book.ask(who, queries.audience_names) for who in (world.sara, world.mark)}
    book.change(add_shield, ward=world.sara, feared=world.mark)
    for who, found in before.items():
        assert found.names[Audience.CIRCLE] is None
        assert book.ask(who, queries.audience_names) == found


def test_each_side_is_offered_its_own_side(apart: Book, world: World) -> None:
    for who in (world.lotte, world.daan):
        assert names(apart.ask(who, queries.audience_names).may_choose) == {"Ria"}


def test_the_names_are_the_people_who_read(book: Book, world: World) -> None:
    for kind in (Kind.GOOD, Kind.WRONG):
        shown = names(book.ask(world.tim, queries.audience_names, kind).names[Audience.CIRCLE])
        made = book.write(world.tim, f"{kind}", kind=kind)
        everybody = {"noor", "sara", "mark", "els", "ben", "kees", "amina"}
        read = {
            name.capitalize()
            for name in everybody
            if made in {view.id for view in book.timeline(getattr(world, name))}
        }
        assert shown == read


def test_an_adult_with_a_safety_person_sees_its_name(book: Book, world: World) -> None:
    book.change(link_safety_person, ward=world.sara, person=world.tim, place=1)
    found = book.ask(world.sara, queries.audience_names)
    assert names(found.names[Audience.SAFETY_PERSON]) == {"Tim"}
    made = book.write(world.sara, "Alleen voor Tim.", audience=Audience.SAFETY_PERSON)
    assert book.entry(world.tim, made).text == "Alleen voor Tim."


def test_the_last_choice_is_offered_again(book: Book, world: World) -> None:
    assert book.ask(world.sara, queries.last_audience) is None
    book.write(world.sara, audience=Audience.CHOSEN, chosen=frozenset({world.els, world.tim}))
    last = book.ask(world.sara, queries.last_audience)
    assert last is not None
    assert (last.audience, names(last.chosen)) == (Audience.CHOSEN, {"Els", "Tim"})
    book.write(world.sara)
    last = book.ask(world.sara, queries.last_audience)
    assert last is not None
    assert replace(last, chosen=()).audience is Audience.CIRCLE
    assert book.ask(world.tim, queries.last_audience) is None


def test_a_child_is_offered_nothing_from_before(book: Book, world: World) -> None:
    book.write(world.noor)
    assert book.ask(world.noor, queries.last_audience) is None


def test_a_child_is_offered_its_safety_people_and_children_shield_or_not(
    book: Book, apart: Book, world: World
) -> None:
    """Then nobody's missing name tells anything: not a parent's, and not a helper's."""
    before = book.ask(world.noor, queries.audience_names)
    assert {each.id for each in before.may_choose} == {world.els, world.ben}
    book.change(add_shield, ward=world.noor, feared=world.kees)
    assert book.ask(world.noor, queries.audience_names) == before
    fem = {each.id for each in apart.ask(world.fem, queries.audience_names).may_choose}
    assert fem == {world.ria}
