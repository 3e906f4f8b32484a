"""What was done at a table, and where it stands. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from api.meetings.table.steps import Step


class Kind(StrEnum):
    """What somebody does at the table."""

    BEGAN = "began"
    STEP = "step"
    PINNED = "pinned"
    UNPINNED = "unpinned"
    IDEA = "idea"
    ORDERED = "ordered"
    REVEALED = "revealed"
    DECIDED = "decided"
    UNDONE = "undone"
    NOTED = "noted"
    CAME = "came"
    LEFT = "left"
    NEXT = "next"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Act:
    """One act, as it lies in the table. ``body`` is what was sealed."""

    id: UUID
    number: int
    kind: Kind
    by: UUID
    at: datetime
    body: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableState:
    """Where a table stands after some acts. ``here`` are those who came and did not leave."""

    number: int = 0
    began: Act | None = None
    step: Step = Step.AIM
    pins: tuple[UUID, ...] = ()
    ideas: tuple[Act, ...] = ()
    decisions: tuple[Act, ...] = ()
    notes: tuple[Act, ...] = ()
    here: tuple[UUID, ...] = ()
    came: tuple[UUID, ...] = ()
    revealed: Act | None = None
    next: Act | None = None
    closed: Act | None = None

    def notes_of(self, step: Step) -> tuple[Act, ...]:
        """Return what was noted at one step."""
        return tuple(each for each in self.notes if each.body.get("step") == step)
