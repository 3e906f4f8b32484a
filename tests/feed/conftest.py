import pytest
from flask import Flask

from api.core.house import House
from tests.feed.program import Program
from tests.houses import NOW
from tests.sharing.seats import Seats
from tests.world import World


@pytest.fixture
def seats(house: House) -> Seats:
    """The professionals of the house of this test."""
    return Seats(house, NOW)


@pytest.fixture
def program(app: Flask, seats: Seats, world: World) -> Program:
    """Amina's program: she reads all of Noor's house, and it has a key."""
    return Program.of_amina(app, seats, world)
