"""The life of one house, for each test and for the live server."""

from datetime import timedelta

import pytest

from api.core.house import House
from tests.browsing import Live
from tests.houses import NOW
from tests.logbook.book import Book
from tests.look.life import Life, live_a_little
from tests.world import World


@pytest.fixture
def book(house: House, world: World) -> Book:
    return Book(house, world.household, NOW)


@pytest.fixture
def life(book: Book, world: World) -> Life:
    return live_a_little(book, world)


@pytest.fixture(scope="session")
def shown(live: Live) -> Life:
    """The same life in the house of the live server."""
    # An hour ago: other journeys on this server look for the newest note.
    book = Book(live.house, live.world.household, live.house.clock.now() - timedelta(hours=1))
    return live_a_little(book, live.world)
