"""The paths of the small world."""

import pytest

from api.core.house import House
from tests.houses import NOW
from tests.path.walk import Walk
from tests.plan.sheet import keep_plan
from tests.world import World


@pytest.fixture
def walk(house: House, world: World) -> Walk:
    """The path of the house of Noor, which oom Tim keeps."""
    keep_plan(house, world.household, world.tim, NOW)
    return Walk(house, world.household, world.tim, NOW)


@pytest.fixture
def apart(house: House, world: World) -> Walk:
    """The path of the house of Fem, where Lotte and Daan do not meet; oma Ria keeps it."""
    keep_plan(house, world.apart, world.ria, NOW)
    return Walk(house, world.apart, world.ria, NOW)
