"""What professionals read of a house together ends when it goes apart: each side says yes anew, or not."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.people.policy import Side
from api.people.professionals.ending import end_seat
from api.people.professionals.model import Seat


def end_seats_of_both(session: Session, household: UUID, now: datetime) -> None:
    """End the seats of a house together, those that nobody took too, with what was shared with them."""
    mine = {"household_id": household, "side": Side.BOTH, "ended_at": None}
    for seat in session.scalars(select(Seat.id).filter_by(**mine)).all():
        end_seat(session, seat=seat, now=now)
