"""The steps of a signal come at their minutes, each once, whatever the clock and the server do (security R27).

As the worker takes them, on both databases. Nothing is slept through: the clock of the house is set.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from api import worker
from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.verify import findings
from api.people.actions import link_safety_person
from api.people.going.actions import suspend
from api.people.queries import viewer
from api.push.model import Delivery
from api.safe_object import due
from api.safe_object.model import Told
from api.safe_object.words import Kind
from tests.houses import NOW
from tests.push.knocking import at
from tests.safe_object.calls import act, all_hear, move, say, signals, told
from tests.safe_object.room import PLAY, Mover, agree_on, same, tablet
from tests.world import World

SUMMER_ENDS = datetime(2026, 10, 25, 0, 50, tzinfo=UTC)
SUMMER_BEGINS = datetime(2027, 3, 28, 0, 50, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Worker:
    """The worker's chore for signals, by the clock of the house."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.chores = [worker.Chore(timedelta(seconds=1), due.step)]

    def at(self, *moments: datetime) -> None:
        for moment in moments:
            at(self.house, moment)
            worker.once(self.house, self.chores, moment)

    def each_second(self, around: Iterable[datetime]) -> None:
        """Two seconds before until two seconds after each of these moments."""
        for moment in around:
            self.at(*(moment + timedelta(seconds=second) for second in range(-2, 3)))


def minutes(*many: float, since: datetime = NOW) -> list[datetime]:
    return [since + timedelta(minutes=each) for each in many]


def moments(house: House, signal: UUID, since: datetime) -> list[tuple[UUID | None, float]]:
    """Who was told after how many seconds, in order."""
    with house.db.reading(EVERYWHERE) as session:
        rows = session.scalars(
            select(Told).filter_by(signal_id=signal).order_by(Told.at, Told.place)
        )
        return [(row.person_id, (row.at - since).total_seconds()) for row in rows]


def knocks(house: House, person: UUID) -> int:
    with house.db.reading(EVERYWHERE) as session:
        return len(session.scalars(select(Delivery).filter_by(person_id=person)).all())


@pytest.fixture
def working(house: House, world: World) -> Worker:
    all_hear(house, world.els, world.ben, world.tim)
    return Worker(house)


@pytest.mark.parametrize(
    "begins", [NOW, SUMMER_ENDS, SUMMER_BEGINS], ids=["day", "autumn", "spring"]
)
@pytest.mark.parametrize(
    "said", [timedelta(0), -72 * HOUR, 72 * HOUR], ids=["right", "behind", "ahead"]
)
def test_they_come_at_5_15_and_30_minutes_also_when_the_clock_on_the_wall_changes(
    house: House, world: World, begins: datetime, said: timedelta
) -> None:
    """What the phone says of the moment changes none of ours."""
    at(house, begins)
    all_hear(house, world.els, world.ben, world.tim)
    signal = move(house, world, made_at=begins + said)
    Worker(house).each_second(minutes(5, 15, 30, 60, since=begins))
    first = moments(house, signal, begins)[:4]
    assert first == [(world.els, 0), (world.ben, 300), (world.tim, 900), (None, 1800)]


def test_an_answer_at_4_59_stops_them(working: Worker, house: House, world: World) -> None:
    signal = move(house, world)
    working.at(NOW + timedelta(minutes=4, seconds=58))
    at(house, NOW + timedelta(minutes=4, seconds=59))
    say(house, world.els, signal, Kind.GO)
    working.each_second(minutes(5, 15, 30))
    assert told(house, signal) == [(world.els, "turn")]
    assert (knocks(house, world.ben), knocks(house, world.tim)) == (0, 0)


def test_what_came_due_in_20_minutes_that_the_server_was_down_comes_at_once_and_once(
    working: Worker, house: House, world: World
) -> None:
    signal = move(house, world)
    other = Worker(house)
    for moment in minutes(20, 20.01, 25):
        working.at(moment)
        other.at(moment)
    assert moments(house, signal, NOW) == [(world.els, 0), (world.ben, 1200), (world.tim, 1200)]
    assert [knocks(house, each) for each in (world.els, world.ben, world.tim)] == [1, 1, 1]
    working.each_second(minutes(30))
    assert told(house, signal)[3:] == [(None, "card")]
    assert not findings(house)


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_clock_that_is_an_hour_off_for_a_while_asks_nobody_twice_and_holds_nobody_up(
    working: Worker, house: House, world: World, hours: int
) -> None:
    signal = move(house, world)
    working.at(*minutes(1, 2))
    wrong = [each + hours * HOUR for each in minutes(3, 3.5, 4)]
    working.at(*wrong)
    working.each_second(minutes(5, 15, 30))
    found = [person for person, why in told(house, signal) if why != "remind"]
    assert sorted(map(str, found)) == sorted(map(str, (world.els, world.ben, world.tim, None)))
    assert world.ben in found[:2]


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_clock_that_was_off_when_it_came_lets_nobody_wait_longer(
    working: Worker, house: House, world: World, hours: int
) -> None:
    at(house, NOW + hours * HOUR)
    signal = move(house, world)
    working.each_second(minutes(0.5, 5, 15, 30))
    found = [person for person, why in told(house, signal) if why != "remind"]
    assert sorted(map(str, found)) == sorted(map(str, (world.els, world.ben, world.tim, None)))


def test_a_clock_that_is_put_right_by_seconds_does_each_once(
    working: Worker, house: House, world: World
) -> None:
    """Forward over the moment, back before it, and over it once more: as a time server does."""
    signal = move(house, world)
    steps = [-3, 1, -2, 0.5, -0.5, 2, 1.5, 3]
    for moment in minutes(5, 15, 30):
        working.at(*(moment + timedelta(seconds=each) for each in steps))
    assert moments(house, signal, NOW) == [
        (world.els, 0), (world.ben, 301), (world.tim, 901), (None, 1801),
    ]  # fmt: skip


def test_a_move_of_who_is_sent_away_is_not_here_and_comes_in_when_they_are_back(
    app: Flask, house: House, world: World
) -> None:
    """Play and a signal alike, as in a room that never was; the tablet keeps it."""
    with house.db.writing(world.household, by=None, now=NOW) as session:
        link_safety_person(session, ward=world.sara, person=world.els, place=1, now=NOW)
    all_hear(house, world.els)
    agree_on(house, world.sara, world.els, "plant", "table")
    room = Mover(tablet(app, house, world.sara), world.sara, house)
    given = uuid4()
    act(house, world.tim, suspend, person=world.sara, days=2)
    away = [same(room.put("plant", "table", given)), same(room.put(*PLAY))]
    assert away[0] == away[1]
    assert away[0][0] == 404
    assert signals(house) == []
    at(house, NOW + timedelta(days=3))
    assert room.put("plant", "table", given).status_code == 200
    (kept,) = signals(house)
    assert kept.came_at == house.clock.now()
    with house.db.reading(EVERYWHERE) as session:
        assert viewer(session, world.sara).ended_at is None
    assert knocks(house, world.els) == 1
