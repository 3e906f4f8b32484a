"""Taking an erasure back, whoever does so."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.people.erasing.model import Erasure


def end_erasures(session: Session, *, person: UUID, now: datetime) -> bool:
    """Nothing is erased of this person any more, unless it has begun; say whether something stood."""
    mine = select(Erasure).filter_by(person_id=person, ended_at=None, done_at=None)
    rows = session.scalars(mine.where(Erasure.due_at > now)).all()
    for row in rows:
        row.ended_at = now
    session.flush()
    return bool(rows)
