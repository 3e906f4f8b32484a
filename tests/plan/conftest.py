"""The plans of the small world."""

import pytest

from api.core.house import House
from tests.houses import NOW
from tests.plan.sheet import Sheet, keep_plan
from tests.world import World


@pytest.fixture
def sheet(house: House, world: World) -> Sheet:
    """The plan of the house of Noor, which oom Tim keeps."""
    keep_plan(house, world.household, world.tim, NOW)
    return Sheet(house, world.household, world.tim, NOW)


@pytest.fixture
def apart(house: House, world: World) -> Sheet:
    """The plan of the house of Fem, where Lotte and Daan do not meet; oma Ria keeps it."""
    keep_plan(house, world.apart, world.ria, NOW)
    return Sheet(house, world.apart, world.ria, NOW)
