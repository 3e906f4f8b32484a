"""What keeps a child's book from being erased: somebody reads along now, or a signal of it is open.

What a child told is often all that shows what happens at home. Nobody may take it away while somebody
is looking, or ought to be.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import DateTime, Uuid, column, or_, select, table
from sqlalchemy.orm import Session

from api.people.consenting.queries import shared_in
from api.people.model import Person
from api.people.policy import Role, Side
from api.people.professionals.model import Seat

# The room of signals stands above this one: only its table is asked.
SIGNALS: Final = table(
    "signals",
    column("ward_id", Uuid),
    column("closed_at", DateTime),
    column("practice_since", DateTime),
    column("real_since", DateTime),
)


def is_held(session: Session, person: UUID, now: datetime) -> bool:
    """Say whether this one is a child that must not be erased now."""
    someone = session.get(Person, person)
    if someone is None or someone.role != Role.CHILD:
        return False
    return _has_open_signal(session, person) or _is_read(session, someone.household_id, now)


def _has_open_signal(session: Session, person: UUID) -> bool:
    at = SIGNALS.c
    real = or_(at.practice_since.is_(None), at.real_since.is_not(None))
    mine = select(at.ward_id).where(at.ward_id == person, at.closed_at.is_(None), real)
    return session.execute(mine.limit(1)).first() is not None


def _is_read(session: Session, household: UUID, now: datetime) -> bool:
    here = select(Seat.id, Seat.side).filter_by(household_id=household, ended_at=None)
    seats = {seat: Side(side) for seat, side in session.execute(here)}
    standing = shared_in(session, {household: seats}, now)
    return any(each.consented.anything for each in standing.values())
