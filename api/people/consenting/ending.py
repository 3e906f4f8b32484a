"""Ending what a house shares, when those who said yes to it are no longer who they were."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.people.consenting.model import Sharing
from api.people.policy import Side
from api.people.professionals.model import Seat


def end_sharings(
    session: Session, household: UUID, now: datetime, *, side: Side | None = None
) -> None:
    """End all that a house shares, or only what concerns who stands on ``side``."""
    query = select(Sharing).filter_by(household_id=household, ended_at=None)
    if side is not None:
        theirs = select(Seat.id).where(Seat.side.in_({side, Side.BOTH}))
        query = query.where(Sharing.seat_id.in_(theirs))
    for row in session.scalars(query):
        row.ended_at = now
    session.flush()
