"""What the parts of the path say, as values; under seal they are JSON. Pure.

Older words stay readable when a field is added: what is missing has its default.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from enum import StrEnum
from typing import Any, Final, TypeAlias
from uuid import UUID


class Kind(StrEnum):
    """What a part of the path is."""

    STEP = "step"
    TEST = "test"
    RECOVERY = "recovery"
    CLOSING = "closing"


class Named(StrEnum):
    """As what somebody is named."""

    DOES = "does"
    STANDS_BY = "stands_by"
    KEEPS = "keeps"


class Says(StrEnum):
    """What somebody says of a part."""

    DONE = "done"
    UNDONE = "undone"
    YES = "yes"
    HELD = "held"
    NOT_HELD = "not_held"
    STOPPED = "stopped"
    ENDED = "ended"


class Area(StrEnum):
    """What recovery is about (herstelplan; domain.md 3)."""

    HEALTH = "health"
    GROWTH = "growth"
    TAKING_PART = "taking_part"
    FEELING_SAFE = "feeling_safe"


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


def kind_of(words: Words) -> Kind:
    """Return what the words are about."""
    return KINDS[type(words)]


def to_json(words: Words) -> dict[str, str]:
    """Return the words as JSON; what is empty is left out."""
    filled = {each.name: str(getattr(words, each.name)) for each in fields(words)}
    return {name: value for name, value in filled.items() if value}


def from_json(kind: Kind, body: Mapping[str, Any]) -> Words:
    """Read the words back."""
    made = TYPES[kind]
    found = {each.name: str(body[each.name]) for each in fields(made) if each.name in body}
    found |= {each.name: "" for each in fields(made) if each.name not in found and _needed(each)}
    return made(**found)


def _needed(field: Any) -> bool:  # noqa: ANN401
    return field.default is MISSING
