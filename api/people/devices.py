"""The rows behind the door: this device, who has a place on it, and the sign-in that is open.

Only these functions write them. What a browser holds is a token; here lies its hash.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.core.ids import digest, is_token, new_id, token
from api.people import asked, rules
from api.people.ending import hold
from api.people.going.door import check_here
from api.people.model import Credential, Device, Person, Secret, SignIn
from api.people.policy import Role
from api.people.professionals.queries import check_comes_in
from api.people.queries import UNKNOWN
from api.people.quiet.codes import Sealing, keep_second, whole_view
from api.people.quiet.model import SecondCode
from api.people.staying.rules import AT_WORK


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Someone at the door: whose invitation or device place this is, and what they must choose.

    `keeps` says that an invitation asks the code or pictures that they have.
    """

    person: UUID
    household: UUID
    role: Role
    pictures: int
    disabled: bool = False
    keeps: bool = False

    @property
    def keyed(self) -> bool:
        """Say whether they have no code at all: a professional comes in by a passkey alone."""
        return self.role is Role.PROFESSIONAL


@dataclass(frozen=True, slots=True, kw_only=True)
class ThisDevice:
    """What the browser tells: its device cookie if it has one, what it is, and whether it is one's own."""

    token: str | None
    kind: str = "phone"
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A fresh sign-in with the two tokens that only this browser will know."""

    person: UUID
    token: str
    device_token: str


def known_device(session: Session, device_token: str | None) -> Device | None:
    """Return the device of this cookie, unless it was ended or is not known."""
    if not device_token:
        return None
    query = select(Device).filter_by(token_hash=digest(device_token), ended_at=None)
    return session.scalars(query).first()


def this_device(session: Session, told: ThisDevice, now: datetime) -> tuple[UUID, str]:
    """Return the device and its token: the known one, or a new one.

    A new one keeps the token that the door gave it beforehand, so that a page sent twice is one device.
    """
    known = known_device(session, told.token)
    if known is not None and told.token is not None:
        if told.own and known.own_since is None:
            known.own_since = now
        return known.id, told.token
    fresh = told.token if told.token and _is_unused(session, told.token) else token()
    device = Device(
        id=new_id(),
        token_hash=digest(fresh),
        kind=told.kind,
        since=now,
        own_since=now if told.own else None,
        ended_at=None,
    )
    session.add(device)
    session.flush()
    return device.id, fresh


def _is_unused(session: Session, device_token: str) -> bool:
    """A device that was ended does not come back by its old token."""
    taken = select(Device.id).filter_by(token_hash=digest(device_token))
    return is_token(device_token) and session.scalars(taken).first() is None


def let_in(session: Session, device: UUID, guest: Guest, now: datetime) -> bool:
    """Give somebody a place on a device, or open theirs again; say whether it is a new one."""
    mine = {"device_id": device, "person_id": guest.person}
    found = session.scalars(select(Credential).filter_by(**mine)).first()
    is_new = found is None
    if found is None:
        found = Credential(id=new_id(), household_id=guest.household, since=now, **mine)
        session.add(found)
    found.wrong_tries, found.disabled_at = 0, None
    session.flush()
    return is_new


def place_on(session: Session, device_token: str, person: UUID) -> Credential:
    """Return someone's place on a device, held so that two tries count as two; raises NotHere."""
    hold(session, person)
    device = known_device(session, device_token)
    if device is None:
        raise NotHere(UNKNOWN)
    query = select(Credential).filter_by(device_id=device.id, person_id=person)
    found = session.scalars(query.with_for_update()).first()
    if found is None:
        raise NotHere(UNKNOWN)
    return found


def has_others(session: Session, device: UUID, person: UUID) -> bool:
    """Say whether somebody else can come in on this device; ask it in a session of everywhere."""
    wanted = {"device": device, "person": person}
    return session.scalars(asked.OTHERS, wanted).first() is not None


def has_other_devices(session: Session, person: UUID, device: UUID) -> bool:
    """Say whether this person has a place on a device that is still in use, besides this one."""
    places = (
        select(Credential.id)
        .join(Device, Device.id == Credential.device_id)
        .where(Credential.person_id == person, Credential.device_id != device)
        .where(Credential.disabled_at.is_(None), Device.ended_at.is_(None))
    )
    return session.scalars(places.limit(1)).first() is not None


def keep_secret(
    session: Session,
    guest: Guest,
    kind: str,
    kept: str,
    now: datetime,
    *,
    second: tuple[str, bytes],
) -> None:
    """Keep the hash of a PIN or of pictures; it takes the place of the one before.

    Whoever has a first code has a second one too, so that it tells nothing that there is one. Pictures
    that are fewer than the door asks from now on are of no use any more.
    """
    found = session.get(Secret, guest.person)
    fits = found is not None and guest.pictures == pictures_of(session, found)
    if found is None:
        found = Secret(person_id=guest.person, household_id=guest.household)
        session.add(found)
    found.kind, found.hash, found.since = kind, kept, now
    session.flush()
    if not fits or session.get(SecondCode, guest.person) is None:
        keep_second(session, guest.person, guest.household, second)


def pictures_of(session: Session, kept: Secret) -> int:
    """Return how many pictures the door asks of somebody, 0 for a code."""
    if kept.kind != "pictures":
        return 0
    born = session.get_one(Person, kept.person_id).born_year
    return rules.pictures_needed(born, kept.since)


def open_sign_in(
    session: Session,
    device: UUID,
    device_token: str,
    guest: Guest,
    now: datetime,
    *,
    view: Sealing = whole_view,
) -> Opened:
    """Open a screen for somebody who is here; raises for who left while the code was
    checked, or is away.

    Holding the person's row makes leaving wait, so that it finds this sign-in too and ends it.
    """
    query = select(Person.id).filter_by(id=guest.person, ended_at=None)
    if session.scalars(query.with_for_update()).first() is None:
        raise NotHere(UNKNOWN)
    check_comes_in(session, guest.role, guest.person)
    check_here(session, guest.person, now)
    fresh, row = token(), new_id()
    session.add(
        SignIn(
            id=row,
            household_id=guest.household,
            person_id=guest.person,
            device_id=device,
            token_hash=digest(fresh),
            began_at=now,
            used_at=rules.day_of(now),
            ended_at=None,
            hidden_at=None,
            proved_at=now,
            active_at=now if guest.role in AT_WORK else None,
            view=view(row),
        )
    )
    session.flush()
    return Opened(person=guest.person, token=fresh, device_token=device_token)
