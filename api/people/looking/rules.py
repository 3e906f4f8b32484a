"""What counts as looking, and who may know of it. Values in, values out: no database, no clock.

Sources: security.md section 2, rule 6 (no read receipts except safety person to child) and the row
"Wie keek mee"; a professional reads by consent, and the family sees that.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from api.people.policy import Audience, Item, Role, Side, Viewer
from i18n.dates import AMSTERDAM

# Between a ward and its safety people. That it was looked at stays among them too.
PRIVATE: Final = frozenset({"entry_safety_person", "child_score", "device"})


@dataclass(frozen=True, slots=True, order=True)
class Seen:
    """A kind of thing, by its object of access.toml, and the person whose own it is."""

    whose: UUID
    what: str


def counts(viewer: Viewer, seen: Iterable[Seen]) -> frozenset[Seen]:
    """Return what of this is looking. One's own never is, nor what one hears as one of the circle."""
    return frozenset(
        each
        for each in seen
        if each.whose != viewer.person
        and (each.what in PRIVATE or viewer.role is Role.PROFESSIONAL)
    )


def look_item(*, household: UUID, who: UUID, side: Side, seen: Seen, day: date) -> Item:
    """Return a look as the policy sees it; ``side`` is where who looked stands now.

    It counts as told at the end of its day: the hour is not known, and a safety person sees their
    own first day too.
    """
    return Item(
        kind="who_looked",
        household=household,
        author=who,
        ward=seen.whose,
        side=side,
        audience=Audience.SAFETY_PERSON if seen.what in PRIVATE else Audience.CIRCLE,
        shared_at=began(day + timedelta(days=1)) - timedelta(microseconds=1),
    )


def began(day: date) -> datetime:
    """Return when a day of the house began."""
    return datetime.combine(day, time(), AMSTERDAM)
