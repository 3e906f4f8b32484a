"""The plan of years costs what the plan of today costs."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from sqlalchemy import event

from api.plan.changing import endorse
from api.plan.model import Endorsement
from api.plan.words import Plan
from tests.plan.sheet import Sheet
from tests.world import World


@pytest.fixture
def opened() -> Iterator[list[Endorsement]]:
    """Every yes that comes out of the database."""
    found: list[Endorsement] = []

    def keep(row: Endorsement, _context: object) -> None:
        found.append(row)

    event.listen(Endorsement, "load", keep)
    yield found
    event.remove(Endorsement, "load", keep)


def test_only_the_last_yes_of_each_is_read(
    sheet: Sheet, world: World, opened: list[Endorsement]
) -> None:
    for person in (world.sara, world.els):
        for plan in (Plan.DIRECT, Plan.STABLE, Plan.DIRECT, Plan.DIRECT):
            sheet.do(person, endorse, endorsement_id=uuid4(), plan=plan)
    opened.clear()
    said = sheet.plan(world.tim).endorsements
    assert len(opened) == len(said) == 4
    last = {(each.person, each.plan): each.at for each in said}
    assert last[world.els, Plan.DIRECT] == sheet.now
    assert last[world.sara, Plan.DIRECT] > last[world.sara, Plan.STABLE]
