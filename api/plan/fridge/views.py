"""The sheet as somebody may see it. People are who this viewer may know of."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from api.people.numbers import Number
from api.people.queries import Member


@dataclass(frozen=True, slots=True, kw_only=True)
class FridgeLine:
    """One agreement as it hangs there; on a child's sheet in the child's words, and without names."""

    id: UUID
    text: str
    when: str
    picture: str
    does: tuple[Member, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FridgeSheet:
    """What hangs on the fridge. `left` is what does not fit, and is said on the screen alone.

    `child` is whose sheet it is, None for that of the house; `children` are those whose sheet this
    viewer may open too. `size` is that of the letters, in points.
    """

    child: Member | None
    lines: tuple[FridgeLine, ...]
    left: tuple[FridgeLine, ...]
    size: int
    comes: tuple[Member, ...]
    told: tuple[Member, ...]
    numbers: tuple[Number, ...]
    children: tuple[Member, ...]
