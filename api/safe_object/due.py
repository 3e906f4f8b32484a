"""What the worker does for signals: each open one a step further, whoever is away and whatever failed."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.db import EVERYWHERE
from api.core.each import for_each
from api.core.house import House
from api.people.organisation.halted import stop_of
from api.safe_object.gathering import take_turns
from api.safe_object.model import Signal
from api.safe_object.practising import close_practised
from api.safe_object.stepping import is_due, take_step


def step(house: House, now: datetime) -> None:
    """Take every open signal one step further, each household in a transaction of its own.

    What is only practice closes with the practice. A house that stands still passes nothing on.
    """
    with house.db.reading(EVERYWHERE) as session:
        open_ones = select(Signal.household_id).where(Signal.closed_at.is_(None))
        found = set(session.scalars(open_ones))
    for_each(found, lambda each: _look(house, each, now), chore="step")


def _look(house: House, household: UUID, now: datetime) -> None:
    """Look first, and take a turn only when something is due: a signal may be open for hours."""
    with house.db.reading(household) as session:
        waits = any(
            (each.practice_since is not None and each.real_since is None)
            or is_due(session, each, now)
            for each in _open_ones(session, household)
        )
    if waits:
        _step(house, household, now)


def _step(house: House, household: UUID, now: datetime) -> None:
    with house.db.writing(household, by=None, now=now) as session:
        take_turns(session, household)
        if stop_of(session, household) is not None:
            return
        close_practised(session, household, now)
        for signal in _open_ones(session, household):
            take_step(session, signal, now)


def _open_ones(session: Session, household: UUID) -> Sequence[Signal]:
    mine = select(Signal).filter_by(household_id=household, closed_at=None)
    return session.scalars(mine.order_by(Signal.came_at)).all()
