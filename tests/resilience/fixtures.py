"""The two houses of the small world, as books to write weeks in."""

import pytest

from api.core.house import House
from tests.houses import NOW
from tests.logbook.book import Book
from tests.world import World


@pytest.fixture
def book(house: House, world: World) -> Book:
    """The house of Noor."""
    return Book(house, world.household, NOW)


@pytest.fixture
def split(house: House, world: World) -> Book:
    """The house of Fem, where Lotte and Daan do not meet."""
    return Book(house, world.apart, NOW)
