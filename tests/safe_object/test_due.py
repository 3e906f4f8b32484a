"""What may go wrong while a signal goes up its ladder: a fault, a stop, a house that stands still."""

from datetime import timedelta
from uuid import UUID

import pytest

from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.ids import new_id
from api.people.actions import end_membership, give_duty
from api.people.going.actions import suspend
from api.people.organisation.model import Halt
from api.push import queue
from api.push.model import Delivery
from api.safe_object import stepping
from api.safe_object.model import Signal
from api.worker import daily_round, once
from tests.push.knocking import waiting
from tests.safe_object.calls import act, all_hear, later, move, signals, step, told
from tests.safe_object.test_setting import count
from tests.world import World


def test_what_cannot_be_told_is_not_kept_either(
    house: House, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_hear(house, world.els)

    def breaks(*_values: object, **_more: object) -> int:
        raise RuntimeError

    monkeypatch.setattr(stepping.queue, "send", breaks)
    with pytest.raises(RuntimeError):
        move(house, world)
    assert (count(house, Signal), count(house, Delivery)) == (0, 0)
    monkeypatch.undo()
    move(house, world)
    assert (count(house, Signal), count(house, Delivery)) == (1, 1)


def test_the_worker_takes_the_steps_and_late_ones_at_once_after_a_stop(
    house: House, world: World
) -> None:
    all_hear(house, world.els, world.ben, world.tim)
    signal = move(house, world)
    later(house, minutes=21)
    chores = [chore for chore in daily_round() if chore.do.__name__ in {"step", "warn"}]
    for _ in range(3):
        once(house, chores, house.clock.now())
        later(house, seconds=2)
    assert told(house, signal) == [
        (world.els, "turn"),
        (world.ben, "turn"),
        (world.tim, "turn"),
    ]
    assert all(len(waiting(house, each)) == 1 for each in (world.els, world.ben, world.tim))


def test_who_is_out_of_reach_is_told_on_their_pages_and_the_next_hears_it(
    house: House, world: World
) -> None:
    all_hear(house, world.ben)
    signal = move(house, world)
    assert told(house, signal) == [(world.els, "turn"), (world.ben, "turn")]
    step(house, minutes=5)
    assert len(told(house, signal)) == 2


def test_a_house_that_stands_still_passes_nothing_on_and_goes_on_later(
    house: House, world: World
) -> None:
    all_hear(house, world.els, world.ben)
    signal = move(house, world)
    halt, now = new_id(), house.clock.now()
    with house.db.writing(world.household, by=None, now=now) as session:
        session.add(Halt(id=halt, household_id=world.household, kind="still", since=now))
    step(house, minutes=20)
    assert told(house, signal) == [(world.els, "turn")]
    with house.db.writing(world.household, by=None, now=now) as session:
        session.get_one(Halt, halt).ended_at = now
    step(house)
    assert (world.ben, "turn") in told(house, signal)


def test_who_is_away_hears_nothing_but_is_heard(house: House, world: World) -> None:
    all_hear(house, world.els, world.sara)
    act(house, world.tim, suspend, person=world.sara, days=5)
    later(house, minutes=1)
    signal = move(house, world, ward=world.sara)
    assert [each.id for each in signals(house)] == [signal]
    assert world.sara not in {person for person, _why in told(house, signal)}
    assert waiting(house, world.sara) == []


def test_who_left_for_good_sets_none_and_is_told_none(house: House, world: World) -> None:
    all_hear(house, world.els, world.ben)
    with house.db.writing(EVERYWHERE, by=None, now=house.clock.now()) as session:
        end_membership(session, person=world.els, now=house.clock.now())
        give_duty(session, person=world.ben, kind="chair", now=house.clock.now())
    later(house, seconds=1)
    signal = move(house, world)
    assert told(house, signal)[0] == (world.ben, "turn")
    assert world.els not in {person for person, _why in told(house, signal)}
    with house.db.writing(EVERYWHERE, by=None, now=house.clock.now()) as session:
        end_membership(session, person=world.sara, now=house.clock.now())
    before = count(house, Signal)
    move(house, world, ward=world.sara)
    assert count(house, Signal) == before


def test_one_house_that_fails_holds_up_no_other(
    house: House, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_hear(house, world.els, world.ben)
    signal = move(house, world)
    send = queue.send

    def breaks_once(*values: object, person: UUID, **more: object) -> int:
        if person == world.ben and house.clock.now() < broken_until:
            raise RuntimeError
        return send(*values, person=person, **more)  # type: ignore[arg-type]

    broken_until = house.clock.now() + timedelta(minutes=6)
    monkeypatch.setattr(stepping.queue, "send", breaks_once)
    step(house, minutes=5)
    assert told(house, signal) == [(world.els, "turn")]
    step(house, minutes=2)
    assert told(house, signal)[-1] == (world.ben, "turn")
