"""Whoever wants to hear of a signal, or that nobody hears it, with what everybody may do here."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import Engine, event

from api.core.db import EVERYWHERE
from api.core.errors import Invalid
from api.core.house import House
from api.people.actions import (
    add_person,
    add_shield,
    change_role,
    end_safety_link,
    link_safety_person,
)
from api.people.notices.queries import waiting
from api.people.policy import Role, Side
from api.people.queries import viewed
from api.push.second.putting import due
from api.safe_object.availability import Days, add_absent
from api.safe_object.ladder_rules import Wanted
from api.safe_object.laddering import propose, say_yes
from api.safe_object.objects import own_things, put_own, take_own_away
from api.safe_object.queries import history, lamp
from api.safe_object.words import Face, Kind
from tests.push.knocking import deliveries
from tests.push.knocking import waiting as knocks
from tests.push.test_second_due import by_second, give_way, mark
from tests.safe_object.calls import act, all_hear, ask, later, move, say, seen_by, step, told
from tests.safe_object.room import agree_on
from tests.world import World, sign_in_client

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


def asked_for(look: Callable[[], object]) -> list[str]:
    """Return what a page asks of the database: how long it takes hangs on it."""
    asked: list[str] = []

    def listen(_connection: object, _cursor: object, text: str, *_more: object) -> None:
        asked.append(text)

    event.listen(Engine, "before_cursor_execute", listen)
    look()
    event.remove(Engine, "before_cursor_execute", listen)
    assert asked
    return asked


def finish(house: House, who: UUID, signal: UUID) -> None:
    say(house, who, signal, Kind.GO)
    say(house, who, signal, Kind.SEEN, face=Face.SAD)
    say(house, who, signal, Kind.DONE, text="We praatten.")
    say(house, who, signal, Kind.CLOSE)


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


def test_the_lamp_goes_out_when_who_goes_may_come_no_more(house: House, world: World) -> None:
    signal = move(house, world)
    say(house, world.els, signal, Kind.GO)
    assert ask(house, world.noor, lamp, house.clock.now()).on
    fear(house, world, world.els)
    assert not ask(house, world.noor, lamp, house.clock.now()).on


def test_when_nobody_on_the_ladder_may_come_any_more_the_safety_people_hear_it(
    house: House, world: World
) -> None:
    all_hear(house, world.els, world.ben, world.kees)
    agree(house, world, (world.kees, 0))
    fear(house, world, world.kees)
    signal = move(house, world)
    assert who_was_told(house, signal) == {world.els, world.ben}
    step(house, minutes=21)
    assert who_was_told(house, signal) == {None, world.els, world.ben}


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


def test_the_safety_people_who_are_not_on_the_ladder_hear_it_at_its_end(
    house: House, world: World
) -> None:
    all_hear(house, world.els, world.ben, world.kees)
    agree(house, world, (world.kees, 0))
    signal = move(house, world)
    step(house, minutes=19)
    assert who_was_told(house, signal) == {world.kees}
    step(house, minutes=2)
    assert who_was_told(house, signal) == {world.kees, world.els, world.ben, None}


def test_when_all_sleep_and_name_each_other_all_are_woken(house: House, world: World) -> None:
    all_hear(house, world.els, world.ben, world.tim)
    away(house, world.els, world.ben)
    away(house, world.ben, world.els)
    away(house, world.tim, world.els)
    signal = move(house, world)
    assert who_was_told(house, signal) == {None, world.els, world.ben, world.tim}


def test_who_is_feared_meanwhile_is_not_knocked_for_later_either(
    house: House, world: World
) -> None:
    all_hear(house, world.els, world.ben)
    signal = move(house, world)
    assert len(knocks(house, world.els)) == 1
    fear(house, world, world.els)
    step(house)
    assert who_was_told(house, signal) == {world.els, world.ben}
    assert (len(knocks(house, world.els)), len(knocks(house, world.ben))) == (0, 1)


@pytest.mark.parametrize("accepted", [True, False])
def test_who_is_feared_meanwhile_is_not_written_to_by_a_second_way_either(
    house: House, world: World, accepted: bool
) -> None:
    all_hear(house, world.els, world.ben)
    give_way(house, world.els)
    move(house, world)
    if accepted:
        mark(house, world.els, accepted_at=house.clock.now())
    fear(house, world, world.els)
    step(house)
    due(house, later(house, minutes=3))
    assert knocks(house, world.els) == []
    step(house)
    assert len(by_second(house, world.els)) == 1


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


def test_apart_a_safety_person_of_one_side_hears_it_and_the_other_reads_no_words(
    house: House, world: World
) -> None:
    ans, bob = (
        newcomer(house, world.apart, name, side=side)
        for name, side in (("Ans", Side.A), ("Bob", Side.B))
    )
    now = house.clock.now()
    with house.db.writing(world.apart, by=None, now=now) as session:
        end_safety_link(session, ward=world.fem, person=world.ria, now=now)
        link_safety_person(session, ward=world.fem, person=ans, place=1, now=now)
        link_safety_person(session, ward=world.fem, person=bob, place=2, now=now)
    all_hear(house, ans, bob)
    signal = move(house, replace(world, household=world.apart), ward=world.fem)
    assert told(house, signal) == [(ans, "turn")]
    say(house, ans, signal, Kind.GO)
    say(house, ans, signal, Kind.SEEN, face=Face.SAD, text="Ik ben er. Oma Ans.")
    (hers,), (his,) = (seen_by(house, each) for each in (ans, bob))
    assert [each.text for each in hers.answers] == ["", "Ik ben er. Oma Ans."]
    assert [(each.person, each.text) for each in his.answers] == [(None, "")] * 2
    assert (his.is_owned, his.owner, his.told) == (True, None, [])


def test_the_first_page_asks_as_much_of_the_database_whatever_is_open_for_others(
    app: Flask, house: House, world: World
) -> None:
    mark = sign_in_client(app, world.mark)
    mark.get("/")
    before = asked_for(lambda: mark.get("/"))
    move(house, world)
    assert asked_for(lambda: mark.get("/")) == before


def test_the_page_of_days_away_asks_as_much_of_the_database_whatever_was_agreed(
    app: Flask, house: House, world: World
) -> None:
    mark, page = sign_in_client(app, world.mark), "/instellingen/bereikbaar"
    mark.get(page)
    before = asked_for(lambda: mark.get(page))
    agree(house, world, (world.els, 0), (world.ben, 5))
    assert asked_for(lambda: mark.get(page)) == before


def test_how_many_are_hidden_shows_not_in_how_many_are_left(house: House, world: World) -> None:
    rik = newcomer(house, world.household, "Rik", role=Role.CHILD)
    now = house.clock.now()
    with house.db.writing(world.household, by=None, now=now) as session:
        link_safety_person(session, ward=rik, person=world.tim, place=1, now=now)
    mine = move(house, world)
    finish(house, world.els, mine)
    for _ in range(31):
        later(house, minutes=1)
        finish(house, world.tim, move(house, world, ward=rik))
    assert [each.id for each in ask(house, world.els, history, house.clock.now())] == [mine]


def test_taking_the_agreed_thing_away_is_told_to_who_must_know_and_nothing_else_is(
    house: House, world: World
) -> None:
    for _ in range(2):
        act(house, world.noor, put_own, ward=world.noor, kind="drawn", picture=b"x")
    agreed, other = ask(house, world.noor, lambda session, by: own_things(session, by.person))
    agree_on(house, world.noor, world.noor, str(agreed), "window")
    act(house, world.noor, take_own_away, ward=world.noor, thing=other)
    assert [each.kind for each in ask(house, world.els, waiting)] == ["thing_chosen"]
    act(house, world.noor, take_own_away, ward=world.noor, thing=agreed)
    kinds = [each.kind for each in ask(house, world.els, waiting)]
    assert set(kinds) == {"thing_chosen", "thing_gone"}
    assert ask(house, world.noor, waiting) == ask(house, world.mark, waiting) == []


def test_moved_again_long_after_somebody_took_it_more_than_they_hear_it(
    house: House, world: World
) -> None:
    all_hear(house, world.els, world.ben, world.tim)
    signal = move(house, world)
    say(house, world.els, signal, Kind.GO)
    later(house, minutes=5)
    move(house, world)
    assert who_was_told(house, signal) == {world.els}
    later(house, minutes=15)
    move(house, world)
    assert told(house, signal)[1:] in (
        [(world.ben, "turn"), (world.els, "remind")],
        [(world.els, "remind"), (world.ben, "turn")],
    )
    later(house, minutes=5)
    move(house, world)
    assert len(told(house, signal)) == 3
    with house.db.reading(EVERYWHERE) as session:
        assert {each.word for each in deliveries(session, world.ben)} == {"signal"}
