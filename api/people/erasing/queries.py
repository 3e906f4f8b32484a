"""Whether somebody is to be erased, as far as who asks may know of it."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.vault import Box, Tampered
from api.people.erasing.model import Erasure

SHOWN: Final = b"shown"
WHOLE: Final = b"whole"


def is_shown_only(session: Session, row: Erasure) -> bool:
    """Say whether nothing is erased by it. What does not open erases nothing either."""
    box = Box.of(session, row.household_id)
    try:
        return box.open("erasures", "body", row.id, row.body) != WHOLE
    except Tampered:
        return True


def standing(session: Session, person: UUID, *, quiet: bool = False) -> Erasure | None:
    """Return what stands for somebody; while another reads along also what is only shown."""
    mine = select(Erasure).filter_by(person_id=person, ended_at=None, done_at=None)
    rows = session.scalars(mine.order_by(Erasure.due_at)).all()
    whole = [row for row in rows if not is_shown_only(session, row)]
    return next(iter([*whole, *(rows if quiet else ())]), None)


def due(session: Session, now: datetime) -> list[tuple[UUID, UUID, UUID]]:
    """Return what is to be done now: erasure, household and person."""
    open_ = select(Erasure).filter_by(ended_at=None, done_at=None).where(Erasure.due_at <= now)
    return [(row.id, row.household_id, row.person_id) for row in session.scalars(open_)]
