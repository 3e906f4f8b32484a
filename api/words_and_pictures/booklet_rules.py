"""How the pages of a booklet lie on sheets that are printed on both sides and folded once, in a pile.

Pure. Each side of a sheet holds two pages; a booklet has four pages a sheet. Where there is nothing to
say a side stays white, at the end and never in between.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

A_SHEET: Final = 4

Leaf = TypeVar("Leaf")


@dataclass(frozen=True, slots=True)
class Side(Generic[Leaf]):
    """One side of a sheet as it lies: what is read first of its two halves, then the other."""

    start: Leaf | None
    end: Leaf | None


def impose(leaves: Sequence[Leaf]) -> tuple[Side[Leaf], ...]:
    """Return the sides in the order of printing, the outside of each sheet before its inside.

    The first leaf is the cover. On the outside of a sheet the later leaf lies first, on its inside
    the earlier one: so they stand in order when all the sheets lie in each other and are folded.
    """
    filled: list[Leaf | None] = [*leaves, *[None] * (-len(leaves) % A_SHEET)]
    sides: list[Side[Leaf]] = []
    for first in range(0, len(filled) // 2, 2):
        last = len(filled) - 1 - first
        sides.append(Side(filled[last], filled[first]))
        sides.append(Side(filled[first + 1], filled[last - 1]))
    return tuple(sides)
