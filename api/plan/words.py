"""What a version of a part holds under seal. Pure: words become JSON and back.

Older words stay readable when a field is added: what is missing has its default.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import date
from enum import StrEnum
from typing import Any, Final, TypeAlias
from uuid import UUID

from api.people.policy import Audience, Side


class Kind(StrEnum):
    """What a part of the plan is."""

    DANGER = "danger"
    GOAL = "goal"
    CONDITION = "condition"
    FLOOR = "floor"
    EVENT = "event"
    AGREEMENT = "agreement"


class Plan(StrEnum):
    """The direct plan (direct veiligheidsplan) and the stable one (stabiel veiligheidsplan)."""

    DIRECT = "direct"
    STABLE = "stable"


class Part(StrEnum):
    """As what somebody is named."""

    DOES = "does"
    LOOKS = "looks"
    TOLD = "told"
    GUARDS = "guards"
    CHOSEN = "chosen"
    WITH = "with"


@dataclass(frozen=True, slots=True, kw_only=True)
class Danger:
    """What people worry about (gevaarsomschrijving), in its four parts and in one sentence."""

    text: str
    who_worries: str = ""
    what_happens: str = ""
    worst: str = ""
    for_whom: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What people want to see (veiligheidsdoel); `circle` are those of the network it names."""

    text: str
    circle: tuple[UUID, ...] = ()
    reason_anyway: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What must be so by a day (veiligheidsvoorwaarde), and what happens if it is not."""

    text: str
    until: date
    if_not: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """The least that must be so (bodemeis)."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something unsafe that happened, and in which year."""

    year: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What somebody does and when; every how many days somebody looks whether it is done.

    `replaces` are the agreements that end when this one comes into force.
    """

    text: str
    when: str = ""
    repeats: str = ""
    trigger: str = ""
    if_not: str = ""
    planned_every: int | None = None
    unannounced_every: int | None = None
    child_words: str = ""
    child_picture: str = ""
    on_fridge: bool = False
    replaces: tuple[UUID, ...] = ()


Words: TypeAlias = Danger | Goal | Condition | Floor | Event | Agreement
TYPES: Final[Mapping[Kind, type[Words]]] = {
    Kind.DANGER: Danger,
    Kind.GOAL: Goal,
    Kind.CONDITION: Condition,
    Kind.FLOOR: Floor,
    Kind.EVENT: Event,
    Kind.AGREEMENT: Agreement,
}
KINDS: Final[Mapping[type[Words], Kind]] = {made: kind for kind, made in TYPES.items()}
People: TypeAlias = Mapping[Part, tuple[UUID, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """A part as somebody wrote it down: its words, who is named, and for whom it is meant."""

    words: Words
    people: People = field(default_factory=dict)
    plan: Plan | None = None
    danger_id: UUID | None = None
    audience: Audience = Audience.CIRCLE
    side: Side | None = None

    @property
    def kind(self) -> Kind:
        """What the words are about."""
        return KINDS[type(self.words)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """That something was agreed: on which day, with whom."""

    on: date
    people: tuple[UUID, ...] = ()
    others: str = ""


def to_json(words: Words) -> dict[str, Any]:
    """Return the words as JSON; what is empty is left out."""
    filled = ((each.name, getattr(words, each.name)) for each in fields(words))
    return {name: _plain(value) for name, value in filled if value not in ("", None, (), False)}


def from_json(kind: Kind, body: Mapping[str, Any]) -> Words:
    """Read the words back."""
    made = TYPES[kind]
    return made(**dict(_read(made, body)))


def _read(made: type[Words], body: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for each in fields(made):
        if each.name in body:
            yield each.name, _value(each.name, body[each.name])
        elif each.default is MISSING:
            yield each.name, ""


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [str(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def _value(name: str, value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, list):
        return tuple(UUID(each) for each in value)
    return date.fromisoformat(value) if name == "until" else value
