"""Whoever wants to hear of a signal, or that nobody hears it, with what everybody may do here."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from api.core.errors import Invalid
from api.core.house import House
from api.people.actions import (
    add_person,
    add_shield,
    change_role,
)
from api.people.notices.queries import waiting
from api.people.policy import Role, Side
from api.people.queries import viewed
from api.safe_object.availability import Days, add_absent
from api.safe_object.ladder_rules import Wanted
from api.safe_object.laddering import propose, say_yes
from api.safe_object.words import Kind
from tests.safe_object.calls import act, all_hear, ask, move, say, step, told
from tests.world import World

DAYS = Days(first=date(2026, 11, 10), last=date(2026, 11, 22))


def away(house: House, person: UUID, instead: UUID) -> None:
    act(house, person, add_absent, absent_id=uuid4(), when=DAYS, stand_in=instead)


def offer(house: House, world: World, *wanted: tuple[UUID, int]) -> None:
    order = [Wanted(*each) for each in wanted]
    act(house, world.els, propose, ward=world.noor, wanted=order, card_after=20)


def agree(house: House, world: World, *wanted: tuple[UUID, int]) -> None:
    offer(house, world, *wanted)
    act(house, world.tim, say_yes, ward=world.noor)


def newcomer(
    house: House, household: UUID, name: str, *, role: Role = Role.CIRCLE, side: Side = Side.BOTH
) -> UUID:
    now = house.clock.now()
    with house.db.writing(household, by=None, now=now) as session:
        return add_person(session, household=household, role=role, name=name, side=side, now=now)


def fear(house: House, world: World, whom: UUID) -> None:
    now = house.clock.now()
    with house.db.writing(world.household, by=None, now=now) as session:
        add_shield(session, ward=world.noor, feared=whom, now=now)


def who_was_told(house: House, signal: UUID) -> set[UUID | None]:
    return {person for person, _why in told(house, signal)}


def test_whom_the_ward_may_fear_sends_nobody_in_their_place(house: House, world: World) -> None:
    jan, piet = (newcomer(house, world.household, name) for name in ("Jan", "Piet"))
    fear(house, world, jan)
    all_hear(house, world.tim, world.els, jan, piet)
    agree(house, world, (world.tim, 0), (world.els, 5))
    away(house, world.tim, jan)
    away(house, jan, piet)
    assert told(house, move(house, world)) == [(world.els, "turn")]


def test_while_another_reads_along_nobody_is_put_in_their_place(house: House, world: World) -> None:
    now, jan = house.clock.now(), newcomer(house, world.household, "Jan")
    all_hear(house, world.els, jan)
    with house.db.writing(world.household, by=world.els, now=now) as session:
        by = viewed(session, world.els, quiet=True)
        add_absent(session, by=by, absent_id=uuid4(), when=DAYS, stand_in=jan, now=now)
        with pytest.raises(Invalid):
            add_absent(session, by=by, absent_id=uuid4(), when=DAYS, stand_in=None, now=now)
    assert told(house, move(house, world)) == [(world.els, "turn")]
    assert ask(house, jan, waiting) == []


def test_when_nobody_on_the_ladder_may_come_any_more_the_safety_people_hear_it(
    house: House, world: World
) -> None:
    all_hear(house, world.els, world.ben, world.kees)
    agree(house, world, (world.kees, 0))
    fear(house, world, world.kees)
    signal = move(house, world)
    assert who_was_told(house, signal) == {None, world.els, world.ben}
    step(house)
    assert len(told(house, signal)) == 3


def test_when_the_only_one_who_goes_is_feared_meanwhile_the_safety_people_hear_it(
    house: House, world: World
) -> None:
    all_hear(house, world.els, world.kees)
    agree(house, world, (world.kees, 0))
    signal = move(house, world)
    say(house, world.kees, signal, Kind.GO)
    fear(house, world, world.kees)
    step(house, minutes=21)
    assert world.els in who_was_told(house, signal)


def test_while_somebody_of_the_ladder_hears_it_nobody_else_does(house: House, world: World) -> None:
    all_hear(house, world.els, world.ben, world.kees)
    agree(house, world, (world.kees, 0))
    signal = move(house, world)
    step(house, minutes=21)
    assert who_was_told(house, signal) == {world.kees, None}


def test_a_ladder_does_not_begin_with_somebody_who_is_feared_meanwhile(
    house: House, world: World
) -> None:
    offer(house, world, (world.kees, 0))
    fear(house, world, world.kees)
    with pytest.raises(Invalid):
        act(house, world.tim, say_yes, ward=world.noor)


def test_who_came_to_live_there_since_is_on_it_no_more(house: House, world: World) -> None:
    all_hear(house, world.els, world.kees)
    agree(house, world, (world.els, 0), (world.kees, 5))
    now = house.clock.now()
    with house.db.writing(world.household, by=None, now=now) as session:
        change_role(session, person=world.kees, role=Role.ADULT, now=now)
    signal = move(house, world)
    step(house, minutes=6)
    assert world.kees not in who_was_told(house, signal)
