"""Changing who is here: what may, what is refused, and what must not be noticed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from api.core.errors import Invalid, NotHere
from api.core.house import House
from api.people import actions, queries
from api.people.policy import Role, Side
from tests.people.doors import Door, is_in
from tests.world import World


@pytest.fixture
def now(house: House) -> datetime:
    return house.clock.now()


def _do(house: House, home: UUID, action: Callable[[Session], object]) -> None:
    with house.db.writing(home, by=None, now=house.clock.now()) as session:
        action(session)


@pytest.mark.parametrize("keeper", ["mark", "sara", "amina", "noor"])
def test_a_safety_person_comes_out_of_the_circle(
    house: House, world: World, now: datetime, keeper: str
) -> None:
    person = getattr(world, keeper)
    with pytest.raises(Invalid):
        _do(
            house,
            world.household,
            lambda session: actions.link_safety_person(
                session, ward=world.sara, person=person, place=1, now=now
            ),
        )


@pytest.mark.parametrize(("person", "place"), [("els", 2), ("tim", 1), ("tim", 2)])
def test_a_place_that_is_taken_is_taken(
    house: House, world: World, now: datetime, person: str, place: int
) -> None:
    keeper = getattr(world, person)
    with pytest.raises(Invalid):
        _do(
            house,
            world.household,
            lambda session: actions.link_safety_person(
                session, ward=world.noor, person=keeper, place=place, now=now
            ),
        )


def test_who_is_feared_cannot_become_the_safety_person(
    house: House, world: World, now: datetime
) -> None:
    def dare(session: Session) -> None:
        actions.add_shield(session, ward=world.sara, feared=world.tim, now=now)
        actions.link_safety_person(session, ward=world.sara, person=world.tim, place=1, now=now)

    with pytest.raises(Invalid):
        _do(house, world.household, dare)


def test_a_safety_person_who_is_feared_is_so_no_longer(
    house: House, world: World, now: datetime
) -> None:
    def fear(session: Session) -> None:
        actions.add_shield(session, ward=world.noor, feared=world.els, now=now)

    _do(house, world.household, fear)
    with house.db.reading(world.household) as session:
        els = queries.viewer(session, world.els)
    assert (els.wards, els.feared_by) == ({}, {world.noor})


def test_the_feared_parent_notices_nothing_of_being_put_on_the_list(
    house: House, world: World, now: datetime, client_of: Callable[[UUID], FlaskClient]
) -> None:
    sara = client_of(world.sara)
    before = sara.get("/ik").data
    for _ in range(2):
        _do(
            house,
            world.household,
            lambda session: actions.add_shield(
                session, ward=world.noor, feared=world.sara, now=now
            ),
        )
    assert is_in(sara)
    assert sara.get("/ik").data == before


@pytest.mark.parametrize(
    ("home", "role", "side"),
    [
        ("household", Role.ADULT, Side.A),
        ("household", Role.CIRCLE, Side.B),
        ("apart", Role.ADULT, Side.BOTH),
        ("apart", Role.CHILD, Side.A),
    ],
)
def test_a_side_that_cannot_be_is_refused(
    house: House, world: World, home: str, role: Role, side: Side
) -> None:
    now = house.clock.now()
    where = getattr(world, home)
    with pytest.raises(Invalid):
        _do(
            house,
            where,
            lambda session: actions.add_person(
                session, household=where, role=role, name="Piet", side=side, now=now
            ),
        )


def test_a_household_has_a_name_and_a_mode(house: House, now: datetime) -> None:
    for name, mode in (("", "together"), ("  ", "apart"), ("Huis", "alone")):
        with pytest.raises(Invalid):
            actions.open_household(house, name=name, mode=mode, now=now)


def test_a_person_has_a_name(house: House, world: World, now: datetime) -> None:
    home = world.household
    with pytest.raises(Invalid):
        _do(
            house,
            home,
            lambda session: actions.add_person(
                session, household=home, role=Role.CIRCLE, name=" ", now=now
            ),
        )


def test_a_duty_given_twice_stands_once_and_ends_once(
    house: House, world: World, now: datetime
) -> None:
    def give(session: Session) -> None:
        actions.give_duty(session, person=world.tim, kind="chair", now=now)
        actions.give_duty(session, person=world.tim, kind="chair", now=now)

    _do(house, world.household, give)
    _do(
        house,
        world.household,
        lambda session: actions.end_duty(session, person=world.tim, kind="chair", now=now),
    )
    with house.db.reading(world.household) as session:
        assert queries.viewer(session, world.tim).duties == frozenset()


def test_who_left_takes_part_in_nothing_any_more(house: House, world: World, now: datetime) -> None:
    def leave(session: Session) -> None:
        actions.end_membership(session, person=world.els, now=now)

    _do(house, world.household, leave)
    with house.db.reading(world.household) as session:
        assert queries.viewer(session, world.els).wards == {}
        assert [one.name for one in queries.safety_people(session, world.noor)] == ["Ben"]
    with pytest.raises(NotHere):
        _do(house, world.household, leave)


def test_of_two_who_use_a_link_at_once_only_one_comes_in(
    house: House, app: Flask, world: World
) -> None:
    door = Door(house, app)
    link = door.link(world.els)

    def come(_number: int) -> int:
        return door.accept(app.test_client(), link).status_code

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(come, range(4))) == [303, 410, 410, 410]
