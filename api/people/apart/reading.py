"""What professionals read of a house together ends when it goes apart: each side says yes anew, or not."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.people.consenting.model import Sharing
from api.people.model import Person
from api.people.policy import Side
from api.people.professionals.ending import end_seat
from api.people.professionals.model import Seat


def end_sharings(session: Session, household: UUID, now: datetime) -> None:
    """End all that a house shares: while it stands still its adults could not take it back."""
    for row in session.scalars(select(Sharing).filter_by(household_id=household, ended_at=None)):
        row.ended_at = now
    session.flush()


def end_seats_of_both(session: Session, household: UUID, now: datetime) -> None:
    """End the seats of a house together, those that nobody took too, with what was shared with them."""
    mine = {"household_id": household, "side": Side.BOTH, "ended_at": None}
    for seat in session.scalars(select(Seat).filter_by(**mine)).all():
        end_seat(session, seat=seat.id, now=now)
        if seat.person_id is not None:
            person = session.get_one(Person, seat.person_id)
            person.ended_at = person.ended_at or now
    session.flush()
