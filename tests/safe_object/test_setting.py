"""Setting a signal: kept once, told at once, and never doubled or silenced by another."""

from datetime import timedelta
from uuid import uuid4

from sqlalchemy import func, select

from api.core.db import EVERYWHERE
from api.core.house import House
from api.push.model import Delivery
from api.safe_object.model import Again, Signal
from tests.push.knocking import subscribe_on_new
from tests.safe_object.calls import move, signals, told
from tests.world import World


def count(house: House, table: type) -> int:
    with house.db.reading(EVERYWHERE) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_the_first_one_hears_it_in_the_same_transaction(house: House, world: World) -> None:
    subscribe_on_new(house, world.els)
    subscribe_on_new(house, world.ben)
    signal = move(house, world)
    assert told(house, signal) == [(world.els, "turn")]
    assert count(house, Delivery) == 1


def test_a_record_that_comes_twice_is_one(house: House, world: World) -> None:
    given = uuid4()
    for _ in range(3):
        move(house, world, signal=given)
    assert count(house, Signal) == 1
    assert count(house, Again) == 0


def test_moved_again_while_it_is_open_it_starts_no_second_ladder(
    house: House, world: World
) -> None:
    subscribe_on_new(house, world.els)
    first = move(house, world)
    second = move(house, world)
    move(house, world, signal=second)
    assert [each.id for each in signals(house)] == [first]
    assert count(house, Again) == 1
    assert count(house, Delivery) == 1


def test_a_phone_that_lies_about_its_clock_changes_no_moment_of_ours(
    house: House, world: World
) -> None:
    now = house.clock.now()
    move(house, world, made_at=now + timedelta(days=3))
    (kept,) = signals(house)
    assert (kept.made_at, kept.came_at) == (now, now)


def test_marked_practice_while_nobody_practises_it_is_real(house: House, world: World) -> None:
    move(house, world, practice=True)
    (kept,) = signals(house)
    assert kept.practice_since is None
