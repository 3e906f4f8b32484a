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
from api.safe_object.stepping import is_due, take_step


def step(house: House, now: datetime) -> None:
    """Take every open signal one step further, each in a transaction of its own: none holds up another.

    What is only practice closes with the practice. A house that stands still passes nothing on.
    """
    with house.db.reading(EVERYWHERE) as session:
        rows = select(Signal).where(Signal.closed_at.is_(None)).order_by(Signal.came_at)
        found = [(each.household_id, each.id) for each in session.scalars(rows)]
        practised = {
            each.household_id
            for each in session.scalars(rows)
            if each.practice_since is not None and each.real_since is None
        }
    for_each(practised, lambda each: _close(house, each, now), chore="close")
    for_each(found, lambda each: _look(house, *each, now), chore="step")


def _close(house: House, household: UUID, now: datetime) -> None:
    with house.db.writing(household, by=None, now=now) as session:
        take_turns(session, household)
        if stop_of(session, household) is None:
            close_practised(session, household, now)


def _look(house: House, household: UUID, signal_id: UUID, now: datetime) -> None:
    """Look first, and take a turn only when something is due: a signal may be open for hours."""
    with house.db.reading(household) as session:
        signal = session.get(Signal, signal_id)
        waits = signal is not None and is_due(session, signal, now)
    if waits:
        _step(house, household, signal_id, now)


def _step(house: House, household: UUID, signal_id: UUID, now: datetime) -> None:
    with house.db.writing(household, by=None, now=now) as session:
        take_turns(session, household)
        signal = session.get(Signal, signal_id)
        stands = stop_of(session, household) is None
        if stands and signal is not None and signal.closed_at is None:
            take_step(session, signal, now)
