"""Who sees whom, with real rows in both databases."""

from uuid import UUID

import pytest
from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.errors import NotHere
from api.core.house import House
from api.people import queries
from api.people.actions import end_membership
from api.people.model import Person
from tests.world import World


def _seen(house: House, who: UUID) -> dict[str, queries.Member]:
    with house.db.reading(_home(house, who)) as session:
        found = queries.members(session, queries.viewer(session, who))
    return {member.name: member for member in found}


def _home(house: House, who: UUID) -> UUID:
    with house.db.reading(EVERYWHERE) as session:
        return queries.viewer(session, who).household


def test_children_come_first_and_then_by_name(house: House, world: World) -> None:
    names = ["Noor", "Mark", "Sara", "Ben", "Els", "Kees", "Tim", "Amina"]
    assert list(_seen(house, world.sara)) == names


def test_two_sides_do_not_know_of_each_other(house: House, world: World) -> None:
    assert set(_seen(house, world.lotte)) == {"Fem", "Lotte", "Ria"}
    assert set(_seen(house, world.daan)) == {"Fem", "Daan", "Ria"}


def test_a_childs_screen_names_neither_of_the_parents_who_live_apart(
    house: House, world: World
) -> None:
    """Whoever of them holds its tablet would read there that the other one comes in too."""
    assert set(_seen(house, world.fem)) == {"Fem", "Ria"}


def test_nobody_of_another_household_is_seen(house: House, world: World) -> None:
    assert not set(_seen(house, world.sara)) & set(_seen(house, world.fem))


def test_the_feared_parent_sees_nobody_being_a_safety_person(house: House, world: World) -> None:
    assert _seen(house, world.tim)["Els"].safety_of == (world.noor,)
    assert _seen(house, world.noor)["Els"].safety_of == (world.noor,)
    for grown_up in (world.sara, world.mark):
        assert all(member.safety_of == () for member in _seen(house, grown_up).values())


def test_the_safety_people_stand_in_their_order(house: House, world: World) -> None:
    with house.db.reading(world.household) as session:
        found = [member.name for member in queries.safety_people(session, world.noor)]
        assert found == ["Els", "Ben"]
        assert queries.safety_people(session, world.sara) == []


def test_the_viewer_is_what_the_rows_say(house: House, world: World) -> None:
    with house.db.reading(world.household) as session:
        els, ben, noor, mark, tim = (
            queries.viewer(session, who)
            for who in (world.els, world.ben, world.noor, world.mark, world.tim)
        )
    assert set(els.wards) == set(ben.wards) == {world.noor}
    assert (els.second_for, ben.second_for) == (frozenset(), {world.noor})
    assert noor.safety_people == {world.els, world.ben}
    assert mark.feared_by == {world.noor}
    assert tim.duties == {"chair"}


def test_who_left_is_no_member_but_keeps_a_name(house: House, world: World) -> None:
    now = house.clock.now()
    with house.db.writing(world.household, by=world.tim, now=now) as session:
        end_membership(session, person=world.els, now=now)
    assert "Els" not in _seen(house, world.sara)
    with house.db.reading(world.household) as session:
        sara = queries.viewer(session, world.sara)
        assert queries.names(session, sara)[world.els].called == "oma Els"
        assert world.els not in {each.person for each in queries.viewers(session, world.household)}
        gone = queries.viewer(session, world.els)
        assert queries.members(session, gone) == []


def test_a_professional_knows_only_themselves(house: House, world: World) -> None:
    assert list(_seen(house, world.amina)) == ["Amina"]


def test_nobody_is_found_under_an_unknown_id(house: House, world: World) -> None:
    with house.db.reading(world.household) as session, pytest.raises(NotHere):
        queries.viewer(session, world.household)


@pytest.mark.only("postgresql")
def test_the_database_itself_hides_people_of_another_household(house: House, world: World) -> None:
    with house.db.reading(world.apart) as session, pytest.raises(NotHere):
        queries.viewer(session, world.noor)


def test_names_and_faces_are_nowhere_readable_in_the_database(house: House, world: World) -> None:
    with house.db.reading(world.household) as session:
        bodies = session.scalars(select(Person.body)).all()
    assert len(bodies) >= 8
    assert not any(name in body for body in bodies for name in (b"Noor", b"oma Els", b"flower"))
