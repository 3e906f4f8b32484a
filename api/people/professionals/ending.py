"""Ending what a professional holds: seats, what is shared with them, and keys."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from api.core import journal
from api.people.consenting.model import Sharing
from api.people.model import Person
from api.people.professionals.model import FeedKey, Seat


def end_seats(session: Session, *, person: UUID, now: datetime) -> None:
    """End the seats of an account, or the one of a person of a house, and the keys of the account.

    For everybody else it ends the links that they laid and nobody took.
    """
    mine = or_(
        Seat.account_id == person,
        Seat.person_id == person,
        (Seat.made_by == person) & Seat.taken_at.is_(None),
    )
    _end(session, mine, now)
    end_keys(session, account=person, now=now)


def end_seat(session: Session, *, seat: UUID, now: datetime) -> None:
    """End one seat with what is shared with it; twice is once."""
    _end(session, Seat.id == seat, now)


def end_keys(session: Session, *, account: UUID, now: datetime, but: UUID | None = None) -> None:
    """No program reads with a key of this account any more, but with one."""
    for row in session.scalars(select(FeedKey).filter_by(account_id=account, ended_at=None)):
        if row.id != but:
            row.ended_at = now
    session.flush()


def _end_person(session: Session, person: UUID | None, now: datetime) -> None:
    """Whom the house knew by this seat is here no more; there is nothing else that hangs on them."""
    row = session.get(Person, person) if person is not None else None
    if row is not None:
        row.ended_at = row.ended_at or now


def _end(session: Session, which: ColumnElement[bool], now: datetime) -> None:
    """The seats first and then the journals, as whoever keeps the plan does that changes one of them."""
    rows = _held(session, which)
    journal.hold(session, {seat.household_id for seat in rows})
    for seat in rows:
        seat.ended_at = now
        _end_person(session, seat.person_id, now)
        for sharing in session.scalars(select(Sharing).filter_by(seat_id=seat.id, ended_at=None)):
            sharing.ended_at = now
    session.flush()


def _held(session: Session, which: ColumnElement[bool]) -> Sequence[Seat]:
    held = select(Seat).where(which, Seat.ended_at.is_(None)).order_by(Seat.id).with_for_update()
    return session.scalars(held.execution_options(populate_existing=True)).all()
