"""The safe circles (veilige cirkels) as places in a drawing. Pure: rows in, places out.

The drawing shows the same people as the list beside it and nothing more: no lines between people,
no mark of who did what.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

MIDDLE = 200
FULL_TURN = 2 * math.pi
TOP = -math.pi / 2
BIGGEST_DOT = 21
AIR = 3
# How far from the house each ring's people stand; each ring begins a little further round.
DISTANCE = {"all": 68, "part": 128, "none": 174}


@dataclass(frozen=True)
class Dot:
    """One person in the drawing."""

    x: int
    y: int
    size: int
    letter: str


def place(letters: Sequence[str], ring: str, *, mirrored: bool = False) -> list[Dot]:
    """Spread people evenly over their ring; mirrored where people read from right to left."""
    distance = DISTANCE[ring]
    size = dot_size(len(letters), distance)
    return [
        Dot(*_point(number / len(letters), distance, mirrored=mirrored), size, letter)
        for number, letter in enumerate(letters)
    ]


def dot_size(people: int, distance: int) -> int:
    """As big as fits beside the neighbours."""
    return min(BIGGEST_DOT, int(math.pi * distance / max(people, 1)) - AIR)


def _point(part: float, distance: int, *, mirrored: bool) -> tuple[int, int]:
    angle = TOP + part * FULL_TURN
    x = distance * math.cos(angle)
    return round(MIDDLE + (-x if mirrored else x)), round(MIDDLE + distance * math.sin(angle))
