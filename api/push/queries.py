"""Reading where somebody is knocked for, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session, aliased

from api.people.going.door import is_here
from api.people.model import Credential, Device, Person, SafetyLink
from api.people.roles import Role
from api.push import rules
from api.push.model import Delivery, Subscription


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the knocks for one person came: the first that was sent, shown and opened."""

    sent: datetime | None
    shown: datetime | None
    opened: datetime | None


NOTHING: Final = Progress(sent=None, shown=None, opened=None)


def live(session: Session, person: UUID) -> list[Subscription]:
    """Return where somebody can be knocked for: on their own devices, never on one that rings at a ward's."""
    mine = (
        with_devices()
        .join(Person, Person.id == Subscription.person_id)
        .where(Subscription.person_id == person, Subscription.dead_at.is_(None))
        .where(Device.ended_at.is_(None), Person.ended_at.is_(None), Person.role != Role.CHILD)
    )
    found = session.execute(mine.order_by(Subscription.since, Subscription.id)).all()
    return [each for each, device in found if not lies_with_a_ward(session, each, device)]


def with_devices() -> Select[Subscription, Device]:
    """Ask for subscriptions, each with the device that it is on."""
    places = select(Subscription, Device).join(
        Credential, Credential.id == Subscription.credential_id
    )
    return places.join(Device, Device.id == Credential.device_id)


def may_be_knocked_for(session: Session, person: UUID, now: datetime) -> bool:
    """Say whether somebody hears anything now: not who is a child, away or gone, nor in a house that stands still."""
    found = session.get(Person, person)
    if found is None or found.role == Role.CHILD:
        return False
    return is_here(session, found, now)


def unused(*, before: datetime) -> ColumnElement[bool]:
    """Ask for the addresses on which nothing was shown since then, and that no browser told again (security R32)."""
    shown = or_(Subscription.shown_at.is_(None), Subscription.shown_at < before)
    return and_(Subscription.renewed_at < before, shown)


def reachable(session: Session, person: UUID, now: datetime) -> bool:
    """Say whether a knock can be counted on to be seen on one device of somebody at least."""
    if not may_be_knocked_for(session, person, now):
        return False
    return any(
        rules.is_reachable(since=each.since, shown_at=each.shown_at, now=now)
        for each in live(session, person)
    )


def progress(session: Session, about: UUID) -> dict[UUID, Progress]:
    """Return how far all knocks about one thing came, by person, over all their devices and ways."""
    found: dict[UUID, Progress] = {}
    for row in session.scalars(select(Delivery).filter_by(about=about)):
        before = found.get(row.person_id, NOTHING)
        found[row.person_id] = Progress(
            sent=_first(before.sent, row.accepted_at),
            shown=_first(before.shown, row.shown_at),
            opened=_first(before.opened, row.opened_at),
        )
    return found


def was_knocked_for(session: Session, about: UUID, since: datetime, now: datetime) -> bool:
    """Say whether anybody was knocked for about one thing, as urgently as can be, between these moments."""
    mine = select(Delivery.id).filter_by(about=about, word=rules.Word.SIGNAL)
    between = mine.where(Delivery.made_at > since, Delivery.made_at <= now)
    return session.scalars(between.limit(1)).first() is not None


def in_vain(session: Session, about: UUID) -> frozenset[UUID]:
    """Return for whom every knock about one thing was given up: whatever their devices say, they hear none of it."""
    rows = session.execute(
        select(Delivery.person_id, Delivery.given_up_at).filter_by(about=about)
    ).all()
    tried = {each.person_id for each in rows}
    return frozenset(tried - {each.person_id for each in rows if each.given_up_at is None})


def _first(one: datetime | None, other: datetime | None) -> datetime | None:
    return min((each for each in (one, other) if each is not None), default=None)


def lies_with_a_ward(session: Session, subscription: Subscription, device: Device) -> bool:
    """Say whether a child, or whoever else is somebody's ward, comes in on a tablet or computer here.

    It would ring where the thing was moved, moments later. A phone is in somebody's own pocket.
    """
    if device.kind == "phone":
        return False
    other = aliased(Credential)
    wards = (
        select(other.id)
        .join(Person, Person.id == other.person_id)
        .outerjoin(SafetyLink, and_(SafetyLink.ward_id == Person.id, SafetyLink.until.is_(None)))
        .where(other.device_id == device.id, other.person_id != subscription.person_id)
        .where(Person.ended_at.is_(None))
        .where(or_(Person.role == Role.CHILD, SafetyLink.id.is_not(None)))
    )
    return session.scalars(wards.limit(1)).first() is not None
