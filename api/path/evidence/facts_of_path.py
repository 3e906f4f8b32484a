"""What this viewer sees of the talks that were held and of the tests of the plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from api.path.kinds import Says
from api.people.queries import Member


class Led(StrEnum):
    """Who led a talk: it goes from a helper, by way of both together, to the circle (domain.md 2)."""

    HELPER = "helper"
    TOGETHER = "together"
    CIRCLE = "circle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """A talk that was held, and who of the circle led it. `by` is None for a helper, and for who is unknown here."""

    on: date
    led: Led
    by: Member | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """A test of the plan: when it is, and how it went as far as this viewer reads that."""

    text: str
    day: date | None
    result: Says | None
    told_on: date | None
    lessons: str
