"""Keeping the passkey that a phone made."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.ids import new_id
from api.people.passkeys.ceremony import Key
from api.people.passkeys.model import Passkey


def keep(
    session: Session, key: Key, *, household: UUID, person: UUID, device: UUID, now: datetime
) -> None:
    """Keep it for this place; the one before must have ended."""
    session.add(
        Passkey(
            id=new_id(),
            household_id=household,
            device_id=device,
            person_id=person,
            credential=key.credential,
            public_key=key.public_key,
            sign_count=key.sign_count,
            backup=key.backup,
            since=now,
        )
    )
    session.flush()
