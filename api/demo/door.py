"""How a made-up person comes in when somebody picks them: with a place here, and a code all can know.

So what begins with one's own code can be tried out too: the lock, another code, the quiet view.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.db import EVERYWHERE
from api.core.house import House
from api.people.devices import (
    Opened,
    ThisDevice,
    keep_secret,
    let_in,
    open_sign_in,
    this_device,
)
from api.people.entering import as_newcomer, check_choice
from api.people.hashing import hashed
from api.people.model import Credential, Secret
from api.people.policy import Role
from api.people.queries import present
from api.people.quiet.codes import chance

CODE: Final = "502814"
PICTURES: Final = ("bear", "sun", "cat", "moon", "star")  # a child under ten takes the first four


def come_in_as(
    house: House, *, person: UUID, made_up: Iterable[UUID], device: ThisDevice, now: datetime
) -> Opened:
    """Sign a made-up person in. The device is theirs alone until another of them is picked."""
    with house.db.reading(EVERYWHERE) as session:
        guest = as_newcomer(present(session, person), now)
        has_code = session.get(Secret, person) is not None
    kind, secret = check_choice(guest, list(PICTURES[: guest.pictures]) or [CODE])
    # Whoever reads along for work comes in by a passkey, and has no code that anybody could know.
    has_code = has_code or guest.role is Role.PROFESSIONAL
    kept = None if has_code else (hashed(secret, house.secrets.pepper), chance())
    others = set(made_up) - {person}
    with house.db.writing(EVERYWHERE, by=person, now=now) as session:
        place, device_token = this_device(session, device, now)
        if kept is not None:
            keep_secret(session, guest, kind, kept[0], now, second=kept[1])
        _end_places(session, place, others)
        let_in(session, place, guest, now)
        return open_sign_in(session, place, device_token, guest, now)


def _end_places(session: Session, device: UUID, people: set[UUID]) -> None:
    here = select(Credential).filter_by(device_id=device)
    for row in session.scalars(here.where(Credential.person_id.in_(people))):
        session.delete(row)
    session.flush()
