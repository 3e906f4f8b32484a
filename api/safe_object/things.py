"""What stands in a room and where it may be put: the same for everybody with the same look. Pure.

A room has as many things and places as a child can overlook; each of them is as good as another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final
from uuid import UUID

from api.core.errors import Invalid
from api.people.policy import Role, Viewer
from i18n.marking import N_

MOST_OWN: Final = 4
NO_THING: Final = N_("Kies een ding.")
NO_SPOT: Final = N_("Kies een plek.")


class Look(StrEnum):
    """Whose room it is to look at: that of a child, or that of a grown-up."""

    CHILD = "child"
    ADULT = "adult"


THINGS: Final[Mapping[Look, tuple[str, ...]]] = {
    Look.CHILD: ("bear", "ball", "book", "car", "shoes", "clock", "cushion", "plant"),
    Look.ADULT: ("mug", "plant", "book", "vase", "clock", "cushion", "frame", "candle"),
}
SPOTS: Final[Mapping[Look, tuple[str, ...]]] = {
    Look.CHILD: ("window", "shelf", "door", "chair", "bed", "under", "rug", "basket"),
    Look.ADULT: ("window", "shelf", "door", "chair", "sofa", "table", "rug", "basket"),
}


def look_of(role: Role) -> Look:
    """Return the look of somebody's room."""
    return Look.CHILD if role is Role.CHILD else Look.ADULT


def has_room(person: Viewer) -> bool:
    """Say whether somebody has a room. Every adult of a house has one: it tells nothing of who may need it."""
    return person.role in {Role.CHILD, Role.ADULT}


def read_choice(look: Look, thing: str, spot: str, own: Iterable[UUID]) -> tuple[str, str]:
    """Return a thing and a spot that are in this room; raises Invalid, naming the field."""
    if thing not in {*THINGS[look], *map(str, own)}:
        raise Invalid(NO_THING, field="thing")
    if spot not in SPOTS[look]:
        raise Invalid(NO_SPOT, field="spot")
    return thing, spot
