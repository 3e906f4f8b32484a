"""Where somebody is inside: their places on devices, in words that tell nobody when they were there."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.people import devices
from api.people.model import Credential, Device, Person, Secret, SignIn
from api.people.policy import Audience, Item, Role, Verb, Viewer, may
from api.people.queries import UNKNOWN, present
from api.people.staying.rules import is_over


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A device on which somebody can come in or is in, since when. Never when it was used last."""

    device: UUID
    kind: str
    since: datetime


def places(
    session: Session, person: UUID, *, now: datetime, only: UUID | None = None
) -> list[Place]:
    """Return the devices of one person, the newest last; or ``only`` this one."""
    role = Role(present(session, person).role)
    found = {
        device.id: Place(device=device.id, kind=device.kind, since=at)
        for device, at in [
            *_open_sign_ins(session, person, role, now),
            *_places(session, person),
        ]
        if only in {None, device.id}
    }
    return sorted(found.values(), key=lambda each: (each.since, each.device))


def look_after(session: Session, by: Viewer, person: UUID, now: datetime) -> Person:
    """Return somebody whose devices this viewer may end: themselves, or the child they keep safe.

    Raises NotHere for everybody else.
    """
    someone = present(session, person)
    mine = person == by.person
    if not mine and someone.role != Role.CHILD:
        raise NotHere(UNKNOWN)
    item = Item(
        kind="device",
        household=someone.household_id,
        author=person,
        ward=person,
        audience=Audience.SAFETY_PERSON,
        shared_at=now,
    )
    if not may(by, Verb.SEE, item):
        raise NotHere(UNKNOWN)
    return someone


def pictures_of(session: Session, person: UUID) -> int | None:
    """Return how many pictures somebody comes in with, 0 for a code, None for who chose nothing yet."""
    kept = session.get(Secret, person)
    return devices.pictures_of(session, kept) if kept is not None else None


def _places(session: Session, person: UUID) -> list[tuple[Device, datetime]]:
    mine = select(Device, Credential.since).join(Credential, Credential.device_id == Device.id)
    query = mine.where(Credential.person_id == person, Device.ended_at.is_(None))
    return [(device, since) for device, since in session.execute(query)]


def _open_sign_ins(
    session: Session, person: UUID, role: Role, now: datetime
) -> list[tuple[Device, datetime]]:
    mine = select(Device, SignIn).join(SignIn, SignIn.device_id == Device.id)
    alive = (SignIn.ended_at.is_(None), Device.ended_at.is_(None))
    return [
        (device, row.began_at)
        for device, row in session.execute(mine.where(SignIn.person_id == person, *alive))
        if not is_over(role, began_at=row.began_at, used_at=row.used_at, now=now)
    ]
