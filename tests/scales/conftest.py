"""The small world with a danger that everybody of the house agreed on."""

from uuid import UUID

import pytest

from api.core.house import House
from tests.houses import NOW
from tests.logbook.book import Book
from tests.scales.marks import agree_on_danger
from tests.world import World


@pytest.fixture
def book(house: House, world: World) -> Book:
    """The house of Noor."""
    return Book(house, world.household, NOW)


@pytest.fixture
def apart(house: House, world: World) -> Book:
    """The house of Fem, where Lotte and Daan do not meet."""
    return Book(house, world.apart, NOW)


@pytest.fixture
def danger(book: Book, world: World) -> UUID:
    """Entered by oom Tim, who chairs."""
    return agree_on_danger(book, world.tim)
