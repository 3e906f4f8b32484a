"""Adding the household itself, with the answer it began with."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.vault import Box
from api.people.apart.asked import Asked
from api.people.apart.start import write_start
from api.people.model import Household


def add_household(
    session: Session,
    *,
    household: UUID,
    name: str,
    mode: str,
    asked: Asked | None,
    now: datetime,
) -> None:
    """Add a household whose keys were made."""
    body = Box.of(session, household).lock_json(
        "households", "body", household, {"name": name.strip()}
    )
    session.add(Household(id=household, mode=mode, opened_at=now, body=body))
    session.flush()
    if asked is not None:
        write_start(session, household=household, mode=mode, asked=asked, now=now)
    session.flush()
