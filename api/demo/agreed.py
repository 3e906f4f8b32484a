"""Reads what the two households agreed, and when: the parts of their plans with all their versions.

Pure but for reading the files of plan/. What each version is about is put in words in `planning`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from api.demo.anchors import Points, read

FOLDER: Final = Path(__file__).with_name("plan")
KEEPER: Final[Mapping[str, str]] = {"together": "tim", "apart": "ria"}
Fields = Mapping[str, Any]


@dataclass(frozen=True)
class Worded:
    """One version of a part. `agreed` is None for what nobody said yes to yet."""

    number: int
    by: str
    fields: Fields
    at: datetime
    agreed: datetime | None

    @property
    def is_draft(self) -> bool:
        """A draft was not shown to anybody."""
        return bool(self.fields.get("draft"))


@dataclass(frozen=True)
class Promise:
    """A part of a plan with its versions, and when and why it was ended by itself."""

    id: str
    kind: str
    versions: tuple[Worded, ...]
    ended: datetime | None = None
    reason: str = ""

    @property
    def first(self) -> Fields:
        """The words that it began with."""
        return self.versions[0].fields

    def on(self, at: datetime) -> Worded | None:
        """Return the version that held then."""
        held = [each for each in self.versions if each.agreed and each.agreed <= at]
        return held[-1] if held else None


@dataclass(frozen=True)
class Yes:
    """Somebody found the plan good."""

    who: str
    plan: str
    at: datetime


@dataclass(frozen=True)
class Agreed:
    """All that one household agreed."""

    parts: tuple[Promise, ...]
    yes: tuple[Yes, ...]

    def part(self, name: str) -> Promise:
        """Return a part by its own name."""
        return next(each for each in self.parts if each.id == name)

    def until(self, part: Promise) -> datetime | None:
        """Return when a part ended: by itself, or because another took its place."""
        taken = [
            version.agreed
            for each in self.parts
            for version in each.versions
            if part.id in version.fields.get("replaces", ()) and version.agreed
        ]
        return part.ended or min(taken, default=None)

    def span(self, name: str) -> tuple[date, date]:
        """Return between which two days a part was in force."""
        part = self.part(name)
        since, until = part.versions[0].agreed, self.until(part)
        return since.date() if since else date.max, until.date() if until else date.max

    def held(self, name: str, day: date) -> bool:
        """Say whether a part was in force on a whole day."""
        since, until = self.span(name)
        return since < day < until


def agreed(mode: str, known: Points) -> Agreed:
    """Return what a household agreed, at the moments of this telling."""
    written = _written(mode)
    yes = (
        Yes(who, each["plan"], read(each["at"], known))
        for each in written["yes"]
        for who in each["who"]
    )
    return Agreed(tuple(_part(fields, known) for fields in written["part"]), tuple(yes))


@cache
def _written(mode: str) -> Fields:
    return tomllib.loads((FOLDER / f"{mode}.toml").read_text(encoding="utf-8"))


def _part(fields: Fields, known: Points) -> Promise:
    end = fields.get("end")
    ended = read(end, known) if end else None
    versions = tuple(_versions(fields, known))
    if ended is None or ended >= known["now"]:  # a feast may be too short ago
        return Promise(fields["id"], fields["kind"], versions)
    return Promise(fields["id"], fields["kind"], versions, ended, fields["reason"])


def _versions(fields: Fields, known: Points) -> Iterator[Worded]:
    """A change says what became different; the rest stays as it was."""
    changes = fields.get("change", ())
    now = {name: value for name, value in fields.items() if name not in {"change", "end", "reason"}}
    for number, change in enumerate(({}, *changes), start=1):
        now |= change
        if "year_of" in now:
            now["year"] = known[now["year_of"]].year
        elif "years_ago" in now:
            now["year"] = known["now"].year - now["years_ago"]
        yes = read(now["agreed"], known) if "agreed" in now else None
        yield Worded(number, now["by"], dict(now), read(now["at"], known), yes)
