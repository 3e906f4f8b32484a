"""Looking in the small world."""

import pytest

from tests.plan.checking.rounds import Rounds
from tests.plan.sheet import Sheet


@pytest.fixture
def rounds(sheet: Sheet) -> Rounds:
    """Looking in the house of Noor, of which oom Tim keeps the plan."""
    return Rounds(sheet)


@pytest.fixture
def apart_rounds(apart: Sheet) -> Rounds:
    """Looking in the house of Fem, where Lotte and Daan do not meet."""
    return Rounds(apart)
