"""The rows behind a way in: made, asked after, spent. Coming in itself is in entering.py."""

import base64
import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.ids import digest, new_id
from api.people import rules as door
from api.people.devices import Guest, known_device, pictures_of
from api.people.invitations.model import WayIn
from api.people.invitations.rules import LASTS, WRONG_TRIES, Form, Why, asks_own_secret, spoken
from api.people.model import Credential, Invitation, Secret
from api.people.notices.actions import tell
from api.people.queries import present


@dataclass(frozen=True, slots=True, kw_only=True)
class Fresh:
    """A way in that was just made. Its secret is shown once and stands nowhere."""

    form: Form
    secret: str
    until: datetime


def make_way(
    session: Session, *, person: UUID, by: UUID, form: Form, why: Why, now: datetime
) -> Fresh:
    """Make a way in for somebody; an earlier one that travels the same way ends."""
    someone = present(session, person)
    for row in _open(session, person):
        way = session.get(WayIn, row.id)
        if way is None or way.form == form:
            row.expires_at = min(row.expires_at, now)
    secret = spoken() if form is Form.CODE else long_secret()
    until = now + LASTS[form]
    row_id, home = new_id(), someone.household_id
    session.add_all(
        (
            Invitation(
                id=row_id,
                household_id=home,
                person_id=person,
                secret_hash=digest(secret),
                made_at=now,
                expires_at=until,
                used_at=None,
            ),
            WayIn(
                id=row_id,
                household_id=home,
                by_id=by,
                form=form,
                why=why,
                made_at=now,
                wrong_tries=0,
                told_at=None,
            ),
        )
    )
    session.flush()
    return Fresh(form=form, secret=secret, until=until)


def long_secret() -> str:
    """Return 130 random bits that can be typed over."""
    return (
        base64.b32encode(secrets.token_bytes(17)).decode().rstrip("=").lower()[: door.LINK_LENGTH]
    )


def kept_secret(session: Session, row: Invitation) -> Secret | None:
    """Return the code or pictures that are asked with this way in; None when new ones are chosen."""
    way, kept = session.get(WayIn, row.id), session.get(Secret, row.person_id)
    if way is None or not asks_own_secret(Why(way.why), has_secret=kept is not None):
        return None
    return kept


def count_try(session: Session, row: Invitation) -> None:
    """Count a try as a wrong one; after the tenth this way in is of no use, and nothing else ends."""
    session.get_one(WayIn, row.id).wrong_tries += 1


def may_try(session: Session, row: Invitation) -> bool:
    """Say whether tries are left. Where a new code is chosen nothing is tried, so there always are."""
    way = session.get(WayIn, row.id)
    return way is None or way.wrong_tries < WRONG_TRIES


def spend(session: Session, row: Invitation, now: datetime) -> None:
    """Somebody came in: this way is spent, and the others that this person had end."""
    row.used_at = now
    for other in _open(session, row.person_id):
        if other.id != row.id:
            other.expires_at = min(other.expires_at, now)
    session.flush()


def second_use(house: House, *, secret: str, device_token: str | None, now: datetime) -> None:
    """A spent way is tried again: tell who made it, once. A page sent twice by its owner is no news."""
    with house.db.reading(EVERYWHERE) as session:
        row = session.scalars(
            select(Invitation).filter_by(secret_hash=digest(door.read_invitation(secret)))
        ).first()
        if row is None or row.used_at is None or _lives_here(session, row, device_token):
            return
    with house.db.writing(row.household_id, by=None, now=now) as session:
        query = select(WayIn).filter_by(id=row.id, told_at=None).with_for_update()
        way = session.scalars(query).first()
        if way is None:
            return
        way.told_at = now
        tell(session, to={way.by_id}, kind="used_twice", about=row.person_id, now=now)


def spent_here(house: House, *, secret: str, device_token: str | None) -> UUID | None:
    """Return whom a spent way let in on this very device: they have their place there already."""
    with house.db.reading(EVERYWHERE) as session:
        row = session.scalars(
            select(Invitation).filter_by(secret_hash=digest(door.read_invitation(secret)))
        ).first()
        if row is None or row.used_at is None or not _lives_here(session, row, device_token):
            return None
        return row.person_id


def as_asked(session: Session, row: Invitation, guest: Guest) -> Guest:
    """Return the guest with what this way in asks: own pictures may be one fewer than new ones."""
    kept = kept_secret(session, row)
    if kept is None:
        return guest
    return Guest(
        person=guest.person,
        household=guest.household,
        role=guest.role,
        pictures=pictures_of(session, kept),
        keeps=True,
    )


def _open(session: Session, person: UUID) -> list[Invitation]:
    return list(session.scalars(select(Invitation).filter_by(person_id=person, used_at=None)))


def _lives_here(session: Session, row: Invitation, device_token: str | None) -> bool:
    device = known_device(session, device_token)
    if device is None:
        return False
    mine = {"device_id": device.id, "person_id": row.person_id}
    return session.scalars(select(Credential.id).filter_by(**mine)).first() is not None
