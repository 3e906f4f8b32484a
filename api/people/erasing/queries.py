"""Whether somebody is to be erased, as far as who asks may know of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.people.erasing.model import Erasure


def standing(session: Session, person: UUID, *, quiet: bool = False) -> Erasure | None:
    """Return what stands for somebody; while another reads along also what is only shown."""
    mine = select(Erasure).filter_by(person_id=person, ended_at=None, done_at=None)
    if not quiet:
        mine = mine.filter_by(kind="whole")
    return session.scalars(mine.order_by(Erasure.kind.desc(), Erasure.due_at)).first()


def due(session: Session, now: datetime) -> list[tuple[UUID, UUID, UUID]]:
    """Return what is to be done now: erasure, household and person."""
    open_ = select(Erasure).filter_by(ended_at=None, done_at=None).where(Erasure.due_at <= now)
    return [(row.id, row.household_id, row.person_id) for row in session.scalars(open_)]
