"""Knocking for whose turn it is: in the morning, each turn once, and silent where it must be."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.house import House
from api.people.going.actions import confirm_suspension, suspend
from api.people.organisation.model import Halt
from api.plan.checking.rules import Kind, knock_offset
from api.push.model import Delivery
from api.safe_object.availability import Days, add_absent
from api.visits.reminding import remind
from api.worker import daily_round
from i18n.dates import AMSTERDAM, here
from tests.plan.checking.rounds import Rounds
from tests.push.knocking import subscribe_on_new
from tests.world import World


class Morning:
    """The mornings of one house."""

    def __init__(self, rounds: Rounds, house: House) -> None:
        self.rounds, self.house = rounds, house
        self.start = rounds.today

    def at(self, ahead: int, hour: int = 9, minutes: int = 10) -> list[UUID]:
        """Go to a moment some days ahead; return for whom is knocked there."""
        wall = datetime.combine(self.start + timedelta(days=ahead), time(hour), AMSTERDAM)
        now = (wall + timedelta(minutes=minutes)).astimezone(UTC)
        before = len(self._rows())
        self.rounds.sheet.now = now
        remind(self.house, now)
        return [row.person_id for row in self._rows()[before:]]

    def _rows(self) -> list[Delivery]:
        with self.house.db.reading(EVERYWHERE) as session:
            return list(session.scalars(select(Delivery).order_by(Delivery.made_at)))


@pytest.fixture
def morning(rounds: Rounds, house: House, world: World) -> Morning:
    for who in (world.els, world.tim, world.sara):
        subscribe_on_new(house, who)
    return Morning(rounds, house)


def test_each_turn_is_told_once_on_its_morning(
    morning: Morning, rounds: Rounds, world: World
) -> None:
    rounds.tea(world.els, does=world.sara)
    assert [morning.at(ahead) for ahead in range(6)] == [[]] * 6
    assert morning.at(6) == []
    assert morning.at(7) == [world.els]
    assert morning.at(7, hour=11) == []
    assert morning.at(8) == []


def test_a_morning_without_a_worker_is_made_up_for(
    morning: Morning, rounds: Rounds, world: World
) -> None:
    rounds.tea(world.els, does=world.sara)
    assert morning.at(5) == []
    assert morning.at(9) == [world.els]
    assert morning.at(10) == []


def test_not_before_nine_not_in_the_evening_and_spread_over_ten_minutes(
    morning: Morning, rounds: Rounds, world: World
) -> None:
    rounds.tea(world.els, does=world.sara)
    morning.at(6)
    offset = knock_offset(world.household).total_seconds() / 60
    assert morning.at(7, hour=8, minutes=59) == []
    assert morning.at(7, hour=9, minutes=offset - 1 / 30) == []
    assert morning.at(7, hour=21) == []
    assert morning.at(7, hour=9, minutes=offset) == [world.els]


def test_a_chosen_day_is_told_too_also_one_that_nobody_else_knows(
    morning: Morning, rounds: Rounds, world: World
) -> None:
    tea = rounds.tea(world.els, world.tim, does=world.sara, planned_every=90)
    rounds.chooses(world.els, tea, 2, kind=Kind.UNANNOUNCED)
    rounds.chooses(world.tim, tea, 3)
    assert [morning.at(ahead) for ahead in (0, 1, 2, 3)] == [[], [], [world.els], [world.tim]]


def test_many_turns_are_one_knock(morning: Morning, rounds: Rounds, world: World) -> None:
    for _ in range(3):
        rounds.tea(world.els, does=world.sara)
    morning.at(6)
    assert morning.at(7) == [world.els]


def test_nothing_in_a_pause_and_the_turn_after_it(
    morning: Morning, rounds: Rounds, world: World
) -> None:
    rounds.tea(world.els, does=world.sara)
    rounds.steps_back(world.els, 5, 11)
    assert [morning.at(ahead) for ahead in range(6, 12)] == [[]] * 6
    assert morning.at(12) == [world.els]


def test_nothing_for_who_is_away(morning: Morning, rounds: Rounds, world: World) -> None:
    rounds.tea(world.els, world.sara, does=world.tim)
    morning.at(6)
    rounds.sheet.do(world.tim, suspend, person=world.sara, days=10)
    rounds.sheet.do(world.els, confirm_suspension, person=world.sara)
    assert morning.at(7) == [world.els]


def test_who_comes_back_is_told_of_the_turn_that_came_meanwhile(
    morning: Morning, rounds: Rounds, world: World
) -> None:
    rounds.tea(world.els, world.sara, does=world.mark)
    morning.at(6)
    rounds.sheet.do(world.tim, suspend, person=world.sara, days=3)
    rounds.sheet.do(world.els, confirm_suspension, person=world.sara)
    assert [morning.at(ahead) for ahead in (7, 8)] == [[world.els], []]
    assert [each for ahead in range(9, 12) for each in morning.at(ahead)] == [world.sara]


def test_nothing_on_days_on_which_one_cannot_come(
    morning: Morning, rounds: Rounds, world: World
) -> None:
    rounds.tea(world.els, does=world.sara)
    days = Days(first=morning.start + timedelta(days=5), last=morning.start + timedelta(days=8))
    rounds.sheet.do(world.els, add_absent, absent_id=uuid4(), when=days, stand_in=world.ben)
    assert [morning.at(ahead) for ahead in range(6, 9)] == [[]] * 3
    assert morning.at(9) == [world.els]


def test_nothing_in_a_house_that_stands_still(
    morning: Morning, rounds: Rounds, house: House, world: World
) -> None:
    rounds.tea(world.els, does=world.sara)
    morning.at(6)
    still = Halt(
        id=uuid4(),
        household_id=world.household,
        kind="still",
        since=rounds.sheet.now,
    )
    with house.db.writing(EVERYWHERE, by=None, now=rounds.sheet.now) as session:
        session.add(still)
    assert morning.at(7) == []


def test_what_stops_halfway_is_told_at_the_next_round_and_once(
    morning: Morning, rounds: Rounds, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object, **__: object) -> None:
        raise OSError

    rounds.tea(world.els, does=world.sara)
    with monkeypatch.context() as patch:
        patch.setattr("api.visits.reminding.queue.send", killed)
        assert morning.at(7) == []
    assert morning.at(7, hour=10) == [world.els]
    assert morning.at(7, hour=11) == []


def test_a_house_whose_keys_are_away_is_told_when_they_are_back(
    morning: Morning, rounds: Rounds, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise LookupError

    rounds.tea(world.els, does=world.sara)
    morning.at(6)
    with monkeypatch.context() as patch:
        patch.setattr("api.core.vault.Box.of", away)
        assert [morning.at(ahead) for ahead in (7, 8)] == [[], []]
    assert morning.at(9) == [world.els]


def test_the_worker_does_it() -> None:
    assert remind in [chore.do for chore in daily_round()]


def test_the_day_is_of_the_house(rounds: Rounds) -> None:
    late = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    assert here(late) == rounds.today + timedelta(days=1)
