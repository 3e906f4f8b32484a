"""The small world with somebody's week begun, and short words to say what stands in it."""

import pytest

from api.core.house import House
from tests.houses import NOW
from tests.logbook.book import Book
from tests.resilience.days import Days
from tests.world import World


@pytest.fixture
def days(house: House, world: World) -> Days:
    """The week of Noor, begun by oma Els, who lets mama read and fill it. Papa stands on the shield list."""
    found = Days(Book(house, world.household, NOW), world.noor)
    found.begin(world.els, {world.sara, world.tim})
    return found


@pytest.fixture
def apart(house: House, world: World) -> Days:
    """The week of Fem, whose parents live apart; oma Ria lets both of them read and fill it."""
    found = Days(Book(house, world.apart, NOW), world.fem)
    found.begin(world.ria, {world.lotte, world.daan})
    return found
