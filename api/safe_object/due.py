"""What the worker does for signals: each open one a step further, whoever is away and whatever failed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.each import for_each
from api.core.house import House
from api.people.organisation.halted import stop_of
from api.safe_object.gathering import take_turns
from api.safe_object.model import Signal
from api.safe_object.practising import close_practised
from api.safe_object.stepping import take_step


def step(house: House, now: datetime) -> None:
    """Take every open signal one step further, each household in a transaction of its own.

    What is only practice closes with the practice. A house that stands still passes nothing on.
    """
    with house.db.reading(EVERYWHERE) as session:
        open_ones = select(Signal.household_id).where(Signal.closed_at.is_(None))
        found = set(session.scalars(open_ones))
    for_each(found, lambda each: _step(house, each, now), chore="step")


def _step(house: House, household: UUID, now: datetime) -> None:
    with house.db.writing(household, by=None, now=now) as session:
        take_turns(session, household)
        if stop_of(session, household) is not None:
            return
        close_practised(session, household, now)
        mine = select(Signal).filter_by(household_id=household, closed_at=None)
        for signal in session.scalars(mine.order_by(Signal.came_at)).all():
            take_step(session, signal, now)
