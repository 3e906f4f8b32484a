"""Whether somebody may come in by finger or face on a device, and whether they do."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.db import EVERYWHERE
from api.core.errors import NotHere
from api.core.house import House
from api.people.devices import has_others, known_device
from api.people.model import Credential, Person
from api.people.passkeys.ceremony import Key
from api.people.passkeys.model import Passkey
from api.people.passkeys.rules import Site, may_have, site_of
from api.people.policy import Viewer
from api.people.queries import UNKNOWN, viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A person's place on a device where a passkey may be, and the one that is there, if any."""

    site: Site
    place: UUID
    device: UUID
    viewer: Viewer
    key: Key | None


def spot(house: House, *, device_token: str | None, person: UUID) -> Spot | None:
    """Return where a passkey of this person may be; None for whom, and where, there can be none.

    Unknown, a child, without a place, closed after wrong tries, on a phone of more people: all None.
    """
    site = site_of(house.settings.base_url)
    if site is None:
        return None
    with house.db.reading(EVERYWHERE) as session:
        place = _open_place(session, device_token, person)
        if place is None:
            return None
        someone = viewer(session, person)
        others = has_others(session, place.device_id, person)
        if not may_have(someone.role, stands_apart=someone.stands_apart, others_here=others):
            return None
        row = passkey_on(session, place.device_id, person)
        return Spot(
            site=site,
            place=place.id,
            device=place.device_id,
            viewer=someone,
            key=_key(row) if row else None,
        )


def spot_for(house: House, *, device_token: str | None, person: UUID) -> Spot:
    """The same; raises NotHere where there can be none."""
    found = spot(house, device_token=device_token, person=person)
    if found is None:
        raise NotHere(UNKNOWN)
    return found


def has_one(house: House, *, device_token: str | None, person: UUID) -> bool:
    """Say whether this person comes in by finger or face on this device."""
    found = spot(house, device_token=device_token, person=person)
    return found is not None and found.key is not None


def passkey_on(session: Session, device: UUID, person: UUID) -> Passkey | None:
    """Return the one of this place; held, in a session that writes, so that two at once are two."""
    query = select(Passkey).filter_by(device_id=device, person_id=person)
    if session.info.get("now") is not None:
        query = query.with_for_update()
    return session.scalars(query).first()


def _open_place(session: Session, device_token: str | None, person: UUID) -> Credential | None:
    device = known_device(session, device_token)
    if device is None:
        return None
    mine = select(Credential).join(Person, Person.id == Credential.person_id)
    here = mine.where(Credential.device_id == device.id, Credential.person_id == person)
    still = (Credential.disabled_at.is_(None), Person.ended_at.is_(None))
    return session.scalars(here.where(*still)).first()


def _key(row: Passkey) -> Key:
    return Key(
        credential=row.credential,
        public_key=row.public_key,
        sign_count=row.sign_count,
        backup=row.backup,  # type: ignore[arg-type]
    )
