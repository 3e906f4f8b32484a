"""What the tests of meetings share: the book of the household together."""

import pytest

from api.core.house import House
from tests.houses import NOW
from tests.logbook.book import Book
from tests.world import World


@pytest.fixture
def book(house: House, world: World) -> Book:
    """The book of Noor's house."""
    return Book(house, world.household, NOW)


@pytest.fixture
def apart(house: House, world: World) -> Book:
    """The book of Fem's house, whose adults are apart."""
    return Book(house, world.apart, NOW)
