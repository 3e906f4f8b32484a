"""A sharing, and what was shared without asking, as the policy sees them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.people.consenting.model import Sharing
from api.people.policy import Item, Side, Viewer
from api.people.professionals.model import Seat


def sharing_item(session: Session, row: Sharing, viewer: Viewer) -> Item:
    """Return a sharing as the policy sees it. It is about now: who joined later is asked too.

    Its author is the professional, never who asked: somebody must be able to answer whoever asked it.
    """
    seat = session.get_one(Seat, row.seat_id)
    at = max(row.made_at, viewer.joined_at)
    return item_on("sharing", seat, row.household_id, at)


def item_on(kind: str, seat: Seat, household: UUID, at: datetime) -> Item:
    """Return something that hangs on a seat: of its side, and of nobody of the house."""
    author = seat.person_id or seat.made_by
    return Item(kind=kind, household=household, author=author, side=Side(seat.side), shared_at=at)
