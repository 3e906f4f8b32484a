"""Who cannot come now: away for some days, or asleep. Values in, values out; nights are Dutch nights."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime, timedelta
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


def away_now(
    absents: Iterable[Missing], now: datetime, *, may: AbstractSet[UUID]
) -> Mapping[UUID, UUID]:
    """Return who is not available at this moment, each with who stands in; days come before nights.

    Only whoever `may` come themselves names somebody: else the one who is feared, asked by mistake to
    stand in, would send a friend.
    """
    found: dict[UUID, UUID] = {}
    for each in sorted(absents, key=lambda each: each.from_at is None):
        if each.person_id in may and is_missing(each, now):
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


def available(person: UUID, stand_ins: Mapping[UUID, UUID]) -> UUID | None:
    """Follow who stands in for whom; two who stand in for each other are nobody."""
    passed: set[UUID] = set()
    while person in stand_ins:
        if person in passed:
            return None
        passed.add(person)
        person = stand_ins[person]
    return person


def turns(absents: Iterable[Missing], start: datetime, end: datetime) -> list[datetime]:
    """Return the moments between these two at which somebody becomes unavailable, and the start itself."""
    found = {start}
    for each in absents:
        if each.from_at is not None:
            found.add(each.from_at)
        elif each.from_minute is not None:
            hour, minute = divmod(each.from_minute, 60)
            first = start.astimezone(AMSTERDAM).replace(hour=hour, minute=minute, second=0)
            days = range((end - start).days + 2)
            found |= {(first + timedelta(days=day)).astimezone(UTC) for day in days}
    return sorted(each for each in found if start <= each <= end)
