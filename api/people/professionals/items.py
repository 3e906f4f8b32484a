"""A seat as the policy sees it, and held to be changed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.people.policy import Item, Side, Verb, Viewer, may
from api.people.professionals.model import Seat
from api.people.queries import UNKNOWN


def seat_item(household: UUID, who: UUID, side: Side, at: datetime) -> Item:
    """Return a seat as the policy sees it; ``who`` is the professional, or who lays it."""
    return Item(kind="seat", household=household, author=who, side=side, shared_at=at)


def kept_by(session: Session, by: Viewer, seat: UUID, now: datetime) -> Seat:
    """Return a seat, held, to who may let it stand or end; raises NotHere."""
    row = session.get(Seat, seat, with_for_update=True)
    if row is None or row.household_id != by.household:
        raise NotHere(UNKNOWN)
    who = row.person_id or row.made_by
    if not may(by, Verb.WRITE, seat_item(row.household_id, who, Side(row.side), now)):
        raise NotHere(UNKNOWN)
    return row
