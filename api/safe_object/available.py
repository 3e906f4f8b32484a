"""Who cannot come now: away for some days, or asleep. Values in, values out; nights are Dutch nights."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol
from uuid import UUID

from i18n.dates import AMSTERDAM


class Missing(Protocol):
    """Somebody's days or nights away, with who stands in."""

    person_id: UUID
    stand_in_id: UUID
    from_at: datetime | None
    until_at: datetime | None
    from_minute: int | None
    until_minute: int | None


def away_now(absents: Iterable[Missing], now: datetime) -> Mapping[UUID, UUID]:
    """Return who is not available at this moment, each with who stands in; days come before nights."""
    found: dict[UUID, UUID] = {}
    for each in sorted(absents, key=lambda each: each.from_at is None):
        if is_missing(each, now):
            found.setdefault(each.person_id, each.stand_in_id)
    return found


def is_missing(absent: Missing, now: datetime) -> bool:
    """Say whether these days or this night hold now. A night may go past midnight.

    It asks the clock on the wall, so an hour that comes twice or not at all is still night.
    """
    if absent.from_at is not None and absent.until_at is not None:
        return absent.from_at <= now < absent.until_at
    if absent.from_minute is None or absent.until_minute is None:
        return False
    wall = now.astimezone(AMSTERDAM)
    minute = wall.hour * 60 + wall.minute
    begins, ends = absent.from_minute, absent.until_minute
    if begins <= ends:
        return begins <= minute < ends
    return minute >= begins or minute < ends
