"""Taking an erasure back, whoever does so."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.people.erasing.model import Erasure
from api.people.model import Person


def end_erasures(session: Session, *, person: UUID, now: datetime) -> bool:
    """Nothing is erased of this person any more, unless it was done; say whether something stood.

    What waits is past its moment and not begun: whoever is erased takes part no longer. Hold the person.
    """
    mine = select(Erasure).filter_by(person_id=person, ended_at=None, done_at=None)
    here = select(Person.id).filter_by(id=person, ended_at=None)
    if session.scalars(here).first() is None:
        mine = mine.where(Erasure.due_at > now)
    rows = session.scalars(mine).all()
    for row in rows:
        row.ended_at = now
    session.flush()
    return bool(rows)
