"""What the parts of the path say, as values. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeAlias
from uuid import UUID

from api.path.kinds import Area, Kind, Named


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the way (traject): what, what comes of it, and what if it works out or does not."""

    text: str
    consequence: str = ""
    if_done: str = ""
    if_not: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StressTest:
    """A test of the plan (stresstest): what is played, at what time, and the word that stops it.

    `informed` is the professional who knows of it, by name: without one there is no test.
    """

    text: str
    stop_word: str = ""
    time: str = ""
    informed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryPoint:
    """Something to recover (herstelplan), and how that helps the house to stay calm."""

    text: str
    area: str = Area.HEALTH
    helps: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingPlan:
    """What to do when it goes wrong again (afsluitingsplan).

    `calls` are lines in order: who calls whom. `professional` can still be called, `data` is what
    happens to this book.
    """

    text: str
    calls: str = ""
    professional: str = ""
    data: str = ""


Words: TypeAlias = Step | StressTest | RecoveryPoint | ClosingPlan
People: TypeAlias = Mapping[Named, tuple[UUID, ...]]
TYPES: Final[Mapping[Kind, type[Words]]] = {
    Kind.STEP: Step,
    Kind.TEST: StressTest,
    Kind.RECOVERY: RecoveryPoint,
    Kind.CLOSING: ClosingPlan,
}
KINDS: Final[Mapping[type[Words], Kind]] = {made: kind for kind, made in TYPES.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A part as somebody wrote it down. `base` is the version that the writer looked at."""

    words: Words
    people: People = field(default_factory=dict)
    day: date | None = None
    base: UUID | None = None


def kind_of(words: Words) -> Kind:
    """Return what the words are about."""
    return KINDS[type(words)]
