"""How it stands with the devices on which somebody is knocked for, for that person alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.people.model import Credential, Device
from api.push.model import Subscription
from api.push.queries import live
from api.push.rules import is_reachable


class Hears(StrEnum):
    """Whether a device takes messages: `held` where a ward comes in too, `silent` after a week of nothing."""

    WELL = "well"
    HELD = "held"
    SILENT = "silent"
    DEAD = "dead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """One of my devices that I was knocked for on; `shown_at` is when it last showed something."""

    device: UUID
    kind: str
    since: datetime
    shown_at: datetime | None
    hears: Hears


def mine(
    session: Session, person: UUID, now: datetime, *, only: UUID | None = None
) -> Sequence[Mine]:
    """Return them, the newest first; ``only`` the one in hand when another reads along."""
    rows = (
        select(Subscription, Device)
        .join(Credential, Credential.id == Subscription.credential_id)
        .join(Device, Device.id == Credential.device_id)
        .where(Subscription.person_id == person, Device.ended_at.is_(None))
        .order_by(Subscription.since.desc(), Subscription.id)
    )
    rings = {each.id for each in live(session, person)}
    return [
        Mine(
            device=device.id,
            kind=device.kind,
            since=row.since,
            shown_at=row.shown_at,
            hears=_hears(row, now, rings=row.id in rings),
        )
        for row, device in session.execute(rows)
        if only in {None, device.id}
    ]


def _hears(row: Subscription, now: datetime, *, rings: bool) -> Hears:
    if row.dead_at is not None:
        return Hears.DEAD
    if not rings:
        return Hears.HELD
    well = is_reachable(since=row.since, shown_at=row.shown_at, now=now)
    return Hears.WELL if well else Hears.SILENT
