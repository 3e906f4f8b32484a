"""One evening of one household: how its rows are known by its own name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from api.demo.living import Filling
from api.demo.planning import part_id
from api.demo.sat import Sat

LONG: Final = 120


@dataclass(frozen=True)
class Evening:
    """One evening that is told of one household, among the others."""

    filling: Filling
    sat: Sat
    days: Mapping[str, datetime]

    @property
    def id(self) -> UUID:
        """The id of the meeting."""
        return meeting_id(self.filling, self.sat.id)

    def row(self, name: str) -> UUID:
        """Return the id of something of this evening."""
        return uuid5(self.id, name)


def meeting_id(filling: Filling, name: str) -> UUID:
    """Return the id of a meeting by its own name."""
    return uuid5(filling.home, f"meeting/{name}")


def decision_id(filling: Filling, name: str) -> UUID:
    """Return the id of the agreement that a decision became."""
    return part_id(filling, f"decided/{name}")


def decided_id(filling: Filling, name: str) -> UUID:
    """Return the id of its one version."""
    return uuid5(decision_id(filling, name), "1")
