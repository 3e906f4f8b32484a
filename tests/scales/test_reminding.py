"""Once a month everybody who may give a number is knocked for, in daytime, and never on one beat."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from api.core.house import House
from api.people.going.actions import suspend
from api.push.model import Delivery
from api.push.rules import Word
from api.scales.reminding import is_time, turn
from api.worker import ask_for_scores
from tests.houses import NOW
from tests.logbook.book import Book
from tests.push.knocking import subscribe_on_new
from tests.scales.marks import score
from tests.world import World

FIRST = datetime(2026, 12, 1, 10, tzinfo=UTC)


def knocked(house: House, household: UUID) -> list[UUID]:
    with house.db.reading(household) as session:
        news = select(Delivery.person_id).filter_by(word=Word.NEWS, household_id=household)
        return sorted(session.scalars(news))


@pytest.fixture
def phones(house: House, world: World) -> list[UUID]:
    """Sara, Els and Kees, who knows a part, each with a phone; and a parent of the other house."""
    people = [world.sara, world.els, world.kees, world.lotte]
    for each in people:
        subscribe_on_new(house, each)
    return people


def test_who_may_give_a_number_is_knocked_for_once_a_month(
    house: House, book: Book, world: World, danger: UUID, phones: list[UUID]
) -> None:
    """Whether they gave one already does not matter; where there is no danger nobody is asked."""
    score(book, world.sara, danger, now=FIRST - timedelta(hours=2))
    for minutes in (0, 1, 60, 60 * 24):
        ask_for_scores(house, FIRST + timedelta(minutes=minutes))
    assert knocked(house, world.household) == sorted([world.sara, world.els])
    assert knocked(house, world.apart) == []
    ask_for_scores(house, FIRST + timedelta(days=31))
    assert len(knocked(house, world.household)) == 4


def test_who_is_away_is_not_knocked_for(
    house: House, book: Book, world: World, danger: UUID, phones: list[UUID]
) -> None:
    book.now = FIRST - timedelta(days=1)
    book.do(world.tim, suspend, person=world.sara, days=5)
    ask_for_scores(house, FIRST)
    assert knocked(house, world.household) == [world.els]


@pytest.mark.parametrize(
    ("moment", "is_it"),
    [
        (datetime(2026, 12, 1, 7, 59, tzinfo=UTC), False),
        (datetime(2026, 12, 1, 8, 0, tzinfo=UTC), True),
        (datetime(2026, 12, 1, 18, 59, tzinfo=UTC), True),
        (datetime(2026, 12, 1, 19, 0, tzinfo=UTC), False),
        (datetime(2026, 12, 7, 12, 0, tzinfo=UTC), True),
        (datetime(2026, 12, 8, 12, 0, tzinfo=UTC), False),
        (datetime(2026, 7, 1, 7, 0, tzinfo=UTC), True),
        (NOW, False),
    ],
)
def test_only_in_daytime_in_the_first_days(moment: datetime, is_it: bool) -> None:
    """By the clock of Amsterdam, in summer and in winter."""
    assert is_time(moment) is is_it


def test_turns_are_spread_over_ten_minutes(world: World) -> None:
    people = [world.sara, world.mark, world.els, world.ben, world.tim]
    turns = {turn(each, FIRST) for each in people}
    began = FIRST.replace(hour=8)
    assert len(turns) > 1
    assert all(began <= each < began + timedelta(minutes=10) for each in turns)
