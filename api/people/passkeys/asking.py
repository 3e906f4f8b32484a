"""Asking a phone something once: what was asked is kept as a hash, and forgotten at the first answer."""

import hashlib
import secrets
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import Invalid
from api.core.house import House
from api.core.ids import new_id
from api.people.devices import place_on
from api.people.passkeys.ceremony import FAILED, challenge_in
from api.people.passkeys.model import PasskeyQuestion
from api.people.passkeys.queries import Spot
from api.people.passkeys.rules import WhatFor, is_fresh


def ask(
    house: House, spot: Spot, *, device_token: str | None, what_for: WhatFor, now: datetime
) -> bytes:
    """Return a fresh challenge for this person on this device; the one before can be answered no more."""
    mine = spot.viewer
    with house.db.writing(mine.household, by=mine.person, now=now) as session:
        place_on(session, device_token or "", mine.person)
        return keep_asked(
            session,
            household=mine.household,
            device=spot.device,
            person=mine.person,
            what_for=what_for,
            now=now,
        )


def keep_asked(
    session: Session,
    *,
    household: UUID,
    device: UUID,
    person: UUID,
    now: datetime,
    what_for: WhatFor = "keep",
) -> bytes:
    """Make a challenge and keep its hash, in place of the one before. The person's row is held."""
    challenge = secrets.token_bytes(32)
    forget(session, device=device, person=person, what_for=what_for)
    session.add(
        PasskeyQuestion(
            id=new_id(),
            household_id=household,
            device_id=device,
            person_id=person,
            what_for=what_for,
            hash=_hash(challenge),
            asked_at=now,
        )
    )
    session.flush()
    return challenge


def answered(house: House, spot: Spot, *, answer: str, what_for: WhatFor, now: datetime) -> bytes:
    """Return the challenge that this answers, and forget it; raises Invalid when it was not asked here.

    It is forgotten before the answer is looked at, so that no answer is looked at twice.
    """
    challenge, mine = challenge_in(answer), spot.viewer
    with house.db.writing(mine.household, by=mine.person, now=now) as session:
        asked_at = forget(
            session,
            device=spot.device,
            person=mine.person,
            what_for=what_for,
            challenge=challenge,
        )
    if asked_at is None or not is_fresh(asked_at, now):
        raise Invalid(FAILED, field="code")
    return challenge


def forget(
    session: Session,
    *,
    device: UUID,
    person: UUID,
    what_for: WhatFor,
    challenge: bytes | None = None,
) -> datetime | None:
    """Forget what was asked, any or just this; return when it was asked."""
    mine = {"device_id": device, "person_id": person, "what_for": what_for}
    row = session.scalars(select(PasskeyQuestion).filter_by(**mine).with_for_update()).first()
    if row is None or (challenge is not None and _hash(challenge) != row.hash):
        return None
    asked_at = row.asked_at
    session.delete(row)
    session.flush()
    return asked_at


def _hash(challenge: bytes) -> bytes:
    return hashlib.sha256(challenge).digest()
