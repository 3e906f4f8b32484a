"""Where a tap on a message leads: to what is open for whoever is signed in, else to their own first page."""

from collections.abc import Callable
from uuid import UUID

from flask.testing import FlaskClient

from api.core.house import House
from tests.safe_object.calls import all_hear, move
from tests.world import World


def test_it_leads_to_an_open_signal_and_for_everybody_else_to_the_first_page(
    house: House, world: World, client_of: Callable[[UUID], FlaskClient]
) -> None:
    def leads(person: UUID) -> str | None:
        return client_of(person).get("/nieuw").location

    everybody = ("noor", "sara", "mark", "els", "ben", "tim", "kees")
    assert {leads(getattr(world, name)) for name in everybody} == {"/"}
    all_hear(house, world.els, world.ben, world.tim)
    signal = move(house, world)
    found = {name: leads(getattr(world, name)) for name in everybody}
    assert found.pop("els") == f"/nu/{signal}"
    assert found.pop("ben") in {f"/nu/{signal}", "/"}
    assert set(found.values()) == {"/"}
