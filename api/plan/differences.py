"""What changed from one version to the next, field by field. Pure; the page says it in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import TypeAlias
from uuid import UUID

from api.plan.words import Part, Words

Value: TypeAlias = object
Named: TypeAlias = Mapping[Part, tuple[UUID, ...]]


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that says something else; people are ids."""

    field: str
    before: Value
    after: Value


def differences(before: Words, after: Words, was: Named, now: Named) -> tuple[Difference, ...]:
    """Return what the later version says otherwise, in the order of the form."""
    return (*_words(before, after), *_people(was, now))


def _words(before: Words, after: Words) -> Iterator[Difference]:
    for each in fields(after):
        old, new = getattr(before, each.name, None), getattr(after, each.name)
        if old != new:
            yield Difference(each.name, old, new)


def _people(was: Named, now: Named) -> Iterator[Difference]:
    for part in Part:
        old, new = was.get(part, ()), now.get(part, ())
        if part is not Part.WITH and set(old) != set(new):
            yield Difference(part, old, new)
