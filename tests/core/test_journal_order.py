"""Who writes in several houses at once never holds a journal that another waits for, in a ring."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event

from api.core.db import EVERYWHERE
from api.core.house import House
from api.people.professionals.model import Reading
from tests.houses import NOW

ONE, OTHER = UUID(int=1), UUID(int=2)


def reading(household: UUID) -> Reading:
    seen = {"works_as": "behandelaar", "what": "log", "how": "page", "at": NOW}
    ids = {name: uuid4() for name in ("id", "seat_id", "account_id", "sharing_id")}
    return Reading(household_id=household, **ids, **seen)


@pytest.mark.parametrize("houses", [(ONE, OTHER), (OTHER, ONE)])
def test_journals_are_held_in_one_order_whatever_was_touched_first(
    house: House, houses: tuple[UUID, UUID]
) -> None:
    held: list[UUID] = []

    def note(*asked: Any) -> None:  # noqa: ANN401 - as SQLAlchemy tells it
        statement, values = asked[2:4]
        if statement.startswith("SELECT journal_heads"):
            held.append(UUID(str(*(values.values() if isinstance(values, dict) else values))))

    event.listen(house.db.engine, "before_cursor_execute", note)
    with house.db.writing(EVERYWHERE, by=None, now=NOW) as session:
        session.add_all(reading(each) for each in houses)
    assert held == [ONE, OTHER]
