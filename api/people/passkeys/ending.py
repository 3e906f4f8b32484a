"""Ending passkeys, in the transaction that ends the screens of their person."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.people.passkeys.model import Passkey, PasskeyQuestion


def end_passkeys(
    session: Session, *, person: UUID, on: UUID | None = None, but: UUID | None = None
) -> None:
    """Forget the passkeys of a person: everywhere, ``on`` one device, or on all ``but`` one.

    What was asked and not answered yet ends too, so that no try on its way keeps a new one.
    """
    keys = session.scalars(select(Passkey).filter_by(person_id=person))
    questions = session.scalars(select(PasskeyQuestion).filter_by(person_id=person))
    for row in (*keys, *questions):
        if row.device_id != but and on in {None, row.device_id}:
            session.delete(row)
    session.flush()
