"""What would leave a signal with nobody who hears it: answered and forgotten, nobody left, a row that broke."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from api.core.db import EVERYWHERE
from api.core.house import House
from api.people.actions import end_membership
from api.push.rules import Word
from api.safe_object import due
from api.safe_object.ladder_rules import Wanted
from api.safe_object.laddering import propose, say_yes
from api.safe_object.model import Signal
from api.safe_object.objects import agreed
from api.safe_object.objects_model import SafeObject
from api.safe_object.practising import begin_practice
from api.safe_object.queries import lamp
from api.safe_object.words import Face, Kind
from tests.push.knocking import deliveries
from tests.safe_object.calls import act, all_hear, ask, move, say, seen_by, signals, step, told
from tests.safe_object.room import Mover, agree_on, tablet
from tests.safe_object.room import signals as many
from tests.world import World


def sent(house: House, person: UUID) -> None:
    """All that waits for somebody is sent."""
    now = house.clock.now()
    with house.db.writing(EVERYWHERE, by=None, now=now) as session:
        for row in deliveries(session, person):
            row.accepted_at = row.accepted_at or now


def heard(house: House, person: UUID) -> int:
    with house.db.reading(EVERYWHERE) as session:
        return sum(row.word == Word.SIGNAL for row in deliveries(session, person))


def test_moved_after_somebody_saw_the_ward_it_is_one_of_its_own(house: House, world: World) -> None:
    """Seen on Monday and never closed: what is moved on Tuesday is heard on Tuesday."""
    all_hear(house, world.els, world.ben)
    first = move(house, world)
    say(house, world.els, first, Kind.GO)
    say(house, world.els, first, Kind.SEEN, face=Face.CALM)
    step(house, hours=20)
    second = move(house, world)
    assert [each.id for each in signals(house)] == [first, second]
    step(house, minutes=5)
    assert told(house, second) == [(world.els, "turn"), (world.ben, "turn")]


def test_moved_once_more_it_is_heard_once_more_but_not_each_time(
    house: House, world: World
) -> None:
    all_hear(house, world.els, world.ben)
    first = move(house, world)
    say(house, world.els, first, Kind.GO)
    sent(house, world.els)
    for _ in range(60):
        step(house, seconds=10)
        move(house, world)
        sent(house, world.els)
    assert (heard(house, world.els), heard(house, world.ben)) == (2, 0)


def test_who_goes_and_never_comes_can_be_taken_over_from(house: House, world: World) -> None:
    all_hear(house, world.els, world.ben)
    signal = move(house, world)
    say(house, world.els, signal, Kind.GO)
    assert say(house, world.ben, signal, Kind.GO).owner == world.els
    for _ in range(200):
        step(house, minutes=1)
    assert (world.ben, "remind") in told(house, signal)
    assert seen_by(house, world.ben)[0].is_free
    assert say(house, world.ben, signal, Kind.GO).owner == world.ben


def test_what_was_answered_as_practice_answers_nothing_real(house: House, world: World) -> None:
    all_hear(house, world.els, world.ben)
    act(house, world.els, begin_practice, ward=world.noor)
    signal = move(house, world, practice=True)
    say(house, world.els, signal, Kind.GO)
    say(house, world.els, signal, Kind.SEEN, face=Face.HAPPY)
    sent(house, world.els)
    stands = say(house, world.ben, signal, Kind.REAL)
    assert (stands.owner, stands.seen) == (None, False)
    assert heard(house, world.els) == 2
    step(house, minutes=6)
    assert told(house, signal)[-1] == (world.ben, "turn")


def agree_on_ladder(house: House, world: World, *people: UUID) -> None:
    order = [Wanted(each, 0) for each in people]
    act(house, world.els, propose, ward=world.noor, wanted=order, card_after=20)
    act(house, world.tim, say_yes, ward=world.noor)


def leave(house: House, person: UUID) -> None:
    now = house.clock.now()
    with house.db.writing(EVERYWHERE, by=None, now=now) as session:
        end_membership(session, person=person, now=now)


def test_a_ladder_whose_people_left_holds_no_more(house: House, world: World) -> None:
    all_hear(house, world.els)
    agree_on_ladder(house, world, world.kees)
    leave(house, world.kees)
    assert told(house, move(house, world)) == [(world.els, "turn")]


def test_the_safety_people_are_the_last_of_every_ladder(house: House, world: World) -> None:
    all_hear(house, world.els, world.kees)
    agree_on_ladder(house, world, world.kees)
    signal = move(house, world)
    step(house, minutes=19)
    assert told(house, signal) == [(world.kees, "turn")]
    step(house, minutes=1)
    assert {world.els, world.ben} <= {person for person, _why in told(house, signal)}


def test_one_signal_that_fails_holds_up_no_other_of_its_house(
    house: House, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_hear(house, world.els, world.ben)
    act(house, world.els, begin_practice, ward=world.noor)
    broken, good = move(house, world, practice=True), move(house, world)
    take = due.take_step

    def breaks(session: Session, signal: Signal, *values: object) -> object:
        if signal.id == broken:
            raise RuntimeError
        return take(session, signal, *values)  # type: ignore[arg-type]

    monkeypatch.setattr(due, "take_step", breaks)
    step(house, minutes=5)
    assert told(house, good)[-1] == (world.ben, "turn")


def test_an_agreement_that_opens_no_more_silences_nobody(
    app: Flask, house: House, world: World
) -> None:
    """Nobody can say any more which move it was: rather one too many than none."""
    agree_on(house, world.noor, world.els)
    with house.db.writing(EVERYWHERE, by=None, now=house.clock.now()) as session:
        session.query(SafeObject).one().body = b"\x00" * 40
    assert ask(house, world.els, agreed, world.noor, house.clock.now()) is None
    room = Mover(tablet(app, house, world.noor), world.noor, house)
    assert room.put("car", "rug").status_code == 200
    assert many(world, house) == 1
    agree_on(house, world.noor, world.els)


def test_the_lamp_goes_out_when_who_went_is_here_no_more(house: House, world: World) -> None:
    all_hear(house, world.els)
    signal = move(house, world)
    say(house, world.els, signal, Kind.GO)
    assert ask(house, world.noor, lamp, house.clock.now()).on
    leave(house, world.els)
    assert not ask(house, world.noor, lamp, house.clock.now()).on


def test_where_every_knock_was_given_up_the_next_is_asked_at_once(
    house: House, world: World
) -> None:
    """A push service that holds something against us leaves the device alive, and nobody hears."""
    all_hear(house, world.els, world.els, world.ben)
    signal = move(house, world)
    for most in (1, 2):
        now = house.clock.now()
        with house.db.writing(EVERYWHERE, by=None, now=now) as session:
            for row in deliveries(session, world.els)[:most]:
                row.given_up_at = now
        step(house, seconds=1)
        assert ((world.ben, "turn") in told(house, signal)) is (most == 2)


def test_many_signals_hide_none_that_is_open(house: House, world: World) -> None:
    first = move(house, world)
    now = house.clock.now()
    with house.db.writing(EVERYWHERE, by=None, now=now) as session:
        for minute in range(40):
            when = now + timedelta(minutes=minute)
            values = {"made_at": when, "came_at": when, "how": "moved", "by_id": world.noor}
            row = Signal(id=uuid4(), household_id=world.household, ward_id=world.noor, **values)
            session.add(row)
    assert first in {each.id for each in seen_by(house, world.els)}
