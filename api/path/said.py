"""A sentence with its values, before anybody says it in a language. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeVar

from api.path.evidence.facts import Facts
from api.path.views import PathView

# A page is read: of a long list the first ones say enough, and the page of that room has all.
SHOWN: Final = 5
Each = TypeVar("Each")


@dataclass(frozen=True, slots=True)
class Said:
    """A msgid and what goes in it: people, days, months, elements, or words that somebody typed."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)


class Months(NamedTuple):
    """So many months, said in the plural of the language."""

    number: int


class Typed(NamedTuple):
    """Words that somebody typed: never translated, with their own reading direction."""

    words: str


class Beside(NamedTuple):
    """All that evidence is made of: what the rooms show this viewer, and this sheet of the path."""

    facts: Facts
    path: PathView


def first(found: Iterable[Each]) -> Iterable[Each]:
    """Return the first ones."""
    return list(found)[:SHOWN]
