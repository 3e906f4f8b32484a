import pytest

from api.core.house import House
from tests.houses import NOW
from tests.sharing.seats import Seats


@pytest.fixture
def seats(house: House) -> Seats:
    """The professionals of the house of this test."""
    return Seats(house, NOW)
