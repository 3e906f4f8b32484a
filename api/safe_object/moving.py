"""A move in a room. Which moves mean something is known here and nowhere on a phone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.safe_object.actions import set_signal
from api.safe_object.objects import is_agreed
from api.safe_object.words import How


@dataclass(frozen=True, slots=True)
class Move:
    """A thing that was put somewhere; `practice` says that it was done in the practice room."""

    thing: str
    spot: str
    made_at: datetime
    practice: bool = False


def move(
    session: Session, *, ward: UUID, household: UUID, record: UUID, what: Move, now: datetime
) -> None:
    """Do what a move means: nothing for play, a signal for the agreed thing on the agreed spot.

    `record` is the same for a move that is sent again.
    """
    if is_agreed(session, ward, what.thing, what.spot):
        set_signal(
            session,
            ward=ward,
            household=household,
            signal_id=record,
            how=How.MOVED,
            by=ward,
            made_at=what.made_at,
            practice=what.practice,
            now=now,
        )
