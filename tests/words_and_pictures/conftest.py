"""The books of the small world."""

import pytest

from api.core.house import House
from tests.houses import NOW
from tests.logbook.book import Book
from tests.words_and_pictures.tale import Tale
from tests.world import World


@pytest.fixture
def tale(house: House, world: World) -> Tale:
    """Noor's book, which oom Tim keeps; Sara makes it too, and Sara and Mark must agree."""
    found = Tale(Book(house, world.household, NOW), world.tim, world.noor)
    return found.begin(makes={world.sara}, agrees={world.sara, world.mark})
