"""Keeps the answer with which a house begins: together or apart."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.vault import Box
from api.people.apart.asked import Asked
from api.people.apart.model import Start


def write_start(
    session: Session, *, household: UUID, mode: str, asked: Asked, now: datetime
) -> None:
    """Keep the answer: who gave it, when, and with whom. Never why."""
    body = Box.of(session, household).lock_json(
        "starts", "body", household, {"by": asked.by.strip()}
    )
    session.add(
        Start(
            household_id=household,
            mode=mode,
            asked_with=asked.asked_with,
            answered_at=now,
            body=body,
        )
    )
