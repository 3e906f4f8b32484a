"""What the worker carries out: a house whose thirty days are over is erased, its keys first."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.each import for_each
from api.core.erasing import erase_household
from api.core.house import House
from api.people.organisation.model import Halt
from api.people.organisation.rules import State

# Taking it back ends at the moment itself: two machines' clocks never make it both.
LATER: Final = timedelta(hours=1)
log = logging.getLogger("huisboek.worker")


@dataclass
class Eraser:
    """Erases what is due. `again` are houses that are gone, of which old bytes stand in a log yet."""

    again: set[UUID] = field(default_factory=set)

    def erase_closed(self, house: House, now: datetime) -> None:
        """Erase what was not taken back. Somebody looking at the files only puts the last wipe off."""
        due = {*_due(house, now), *self.again}
        for_each(due, lambda household: self._erase(house, household, now), chore="erase_closed")

    def _erase(self, house: House, household: UUID, now: datetime) -> None:
        try:
            erase_household(house, household, now)
            self.again.discard(household)
        except RuntimeError:
            self.again.add(household)
            log.warning("erase_closed: old bytes are held, tried again")


def _due(house: House, now: datetime) -> Iterable[UUID]:
    closing = select(Halt.household_id).filter_by(kind=State.CLOSING, ended_at=None)
    with house.db.reading(EVERYWHERE) as session:
        return session.scalars(closing.where(Halt.until <= now - LATER)).all()
