"""Names that somebody thought of go with who leaves: nobody else ever knew of them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.people.possible.model import PossiblePerson


def end_names(session: Session, *, person: UUID, now: datetime) -> None:
    """Take away all that somebody wrote down."""
    for row in session.scalars(select(PossiblePerson).filter_by(by_id=person, ended_at=None)):
        row.ended_at = now
