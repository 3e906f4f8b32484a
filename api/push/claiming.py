"""Taking what waits, so that no other worker takes it too: by a lease that runs out with its holder.

PostgreSQL lets workers pass each other's rows by (SKIP LOCKED); SQLite has one writer at a time, for
which the same words are enough. Whoever may hear nothing any more is looked up again here.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.orm import Session

from api.core.vault import Box, Tampered
from api.people.model import Device
from api.push.message import Address
from api.push.model import Delivery, Fault, Subscription
from api.push.queries import lies_with_a_ward, may_be_knocked_for, with_devices
from api.push.rules import CLOCKS_DIFFER, LEASE, LONGEST_PATIENCE, LONGEST_WAIT, PUSH, Word

AT_ONCE: Final = 5_000
PLAIN: Final = {"synchronize_session": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Knock:
    """One delivery in hand, as it was when it was taken. `tries` names the lease."""

    id: UUID
    household: UUID
    person: UUID
    channel: str
    lane: str
    word: Word
    about: UUID
    tries: int
    address: Address | None = None


def waiting_lanes(session: Session, channels: Collection[str], now: datetime) -> Sequence[str]:
    """Return for which services something can be taken now."""
    query = select(Delivery.lane).where(_can_be_taken(now), Delivery.channel.in_(channels))
    return session.scalars(query.distinct()).all()


def take(
    session: Session, lane: str, channels: Collection[str], room: int, now: datetime
) -> list[Knock]:
    """Take at most ``room`` for one service, the most urgent first, and return them."""
    wanted = (
        select(Delivery.id)
        .where(Delivery.lane == lane, _can_be_taken(now), Delivery.channel.in_(channels))
        .order_by(Delivery.rank, Delivery.due_at)
        .limit(room)
        .with_for_update(skip_locked=True)
    )
    ids = session.scalars(wanted).all()
    taken = (
        update(Delivery)
        .where(Delivery.id.in_(ids))
        .values(leased_until=now + LEASE, tries=Delivery.tries + 1)
        .returning(Delivery)
    )
    rows = session.scalars(taken, execution_options=PLAIN).all()
    return list(_in_hand(session, sorted(rows, key=lambda row: (row.rank, row.due_at)), now))


def give_up_late(session: Session, now: datetime) -> None:
    """Wait no longer with what is not worth having any more."""
    late = update(Delivery).where(_waits(), Delivery.until <= now).values(given_up_at=now)
    session.execute(late, execution_options=PLAIN)


def forget(session: Session, *, before: datetime) -> None:
    """Take away what was made before this moment, a handful at a time: nothing of it waits any more."""
    old = select(Delivery.id).where(Delivery.made_at < before).limit(AT_ONCE)
    session.execute(delete(Delivery).where(Delivery.id.in_(old)), execution_options=PLAIN)
    session.execute(delete(Fault).where(Fault.at < before), execution_options=PLAIN)


def _waits() -> ColumnElement[bool]:
    return and_(Delivery.accepted_at.is_(None), Delivery.given_up_at.is_(None))


def _can_be_taken(now: datetime) -> ColumnElement[bool]:
    """A moment much further off than any we would set is of a clock that was ahead: it counts as come.

    Not one that is a little further off: clocks differ, and another may have waited for the database.
    """
    urgent = Delivery.rank <= Word.TEST.rank
    due = or_(
        Delivery.due_at <= now,
        and_(urgent, Delivery.due_at > now + LONGEST_WAIT + CLOCKS_DIFFER),
        Delivery.due_at > now + LONGEST_PATIENCE + CLOCKS_DIFFER,
    )
    free = or_(
        Delivery.leased_until.is_(None),
        Delivery.leased_until <= now,
        Delivery.leased_until > now + LEASE + CLOCKS_DIFFER,
    )
    return and_(_waits(), due, free, Delivery.until > now)


def _in_hand(session: Session, rows: Sequence[Delivery], now: datetime) -> Iterable[Knock]:
    """Yield what may go; the rest is given up: its person or its device is not there any more."""
    hears = {id: may_be_knocked_for(session, id, now) for id in {row.person_id for row in rows}}
    ids = [row.subscription_id for row in rows]
    places = session.execute(with_devices().where(Subscription.id.in_(ids))).all()
    addresses = {each.id: _address(session, each, device) for each, device in places}
    for row in rows:
        address = addresses.get(row.subscription_id) if row.subscription_id else None
        if hears[row.person_id] and (address or row.channel != PUSH):
            yield _knock(row, address)
        else:
            row.given_up_at = now


def _knock(row: Delivery, address: Address | None) -> Knock:
    return Knock(
        id=row.id,
        household=row.household_id,
        person=row.person_id,
        channel=row.channel,
        lane=row.lane,
        word=Word(row.word),
        about=row.about,
        tries=row.tries,
        address=address,
    )


def _address(session: Session, found: Subscription, device: Device) -> Address | None:
    """Return where this browser is knocked for, None when it is not any more."""
    if found.dead_at is not None or device.ended_at is not None:
        return None
    if lies_with_a_ward(session, found, device):
        return None
    try:
        box = Box.of(session, found.household_id)
        body = box.open_json("subscriptions", "body", found.id, found.body)
    except Tampered:  # also when all keys of its house are gone: the other houses still hear theirs
        return None
    return Address(
        endpoint=body["endpoint"],
        origin=found.origin,
        p256dh=body["p256dh"],
        auth=body["auth"],
        language=body["language"],
    )
