"""The world that other tests stand on is what its docstring says."""

from api.core.house import House
from api.people import queries
from tests.world import World


def test_everybody_of_a_household_is_there(house: House, world: World) -> None:
    with house.db.reading(world.household) as session:
        found = queries.viewers(session, world.household)
    assert len(found) == 8
    assert {each.household for each in found} == {world.household}
