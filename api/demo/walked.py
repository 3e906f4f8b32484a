"""Reads how far the people of a household came on their path, and what they wrote down for it.

Pure but for reading the files of paths/. How each of it is done is told in `walking`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

from api.demo.anchors import Points, read
from api.path.outcomes import Phase
from api.path.rules import next_phase, phase_before

FOLDER: Final = Path(__file__).with_name("paths")
A_MINUTE: Final = timedelta(minutes=1)
Fields = Mapping[str, Any]


@dataclass(frozen=True)
class Agreed:
    """They go on from the phase that was seen, or one step back."""

    sheet: str
    seen: Phase
    at: datetime
    back: bool
    reason: str
    meeting: str


@dataclass(frozen=True)
class Found:
    """Somebody finds an outcome reached, or no longer."""

    sheet: str
    who: str
    outcome: str
    at: datetime
    reached: bool
    words: str


@dataclass(frozen=True)
class Worded:
    """What a part says from a moment on."""

    number: int
    at: datetime
    day: datetime | None
    fields: Fields


@dataclass(frozen=True)
class Mark:
    """What somebody said of a part."""

    says: str
    by: str
    at: datetime
    words: str = ""


@dataclass(frozen=True)
class Part:
    """A step, a test, a point of recovery or the closing plan, with all that was said of it."""

    id: str
    kind: str
    sheet: str
    versions: tuple[Worded, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Walked:
    """The path of one household."""

    keeps: str
    phases: tuple[Agreed, ...]
    found: tuple[Found, ...]
    parts: tuple[Part, ...]


def walked(mode: str, known: Points) -> Walked:
    """Return the path of a household, at the moments of this telling."""
    told = _written(mode)
    return Walked(
        keeps=told["keeps"],
        phases=tuple(_phases(told["phase"], known)),
        found=tuple(each for fields in told["tick"] for each in _found(fields, known)),
        parts=tuple(_part(fields, known) for fields in told["part"]),
    )


@cache
def _written(mode: str) -> Fields:
    return tomllib.loads((FOLDER / f"{mode}.toml").read_text(encoding="utf-8"))


def _phases(lines: Sequence[Fields], known: Points) -> Iterator[Agreed]:
    """Each goes on from where the one before left off, on its own sheet."""
    now: dict[str, Phase] = {}
    for line in lines:
        sheet, back = line.get("sheet", "both"), line.get("back", False)
        seen = now.get(sheet, Phase.TUNING)
        to = phase_before(seen) if back else next_phase(seen)
        now[sheet] = to or seen
        at = read(line["at"], known)
        yield Agreed(sheet, seen, at, back, line.get("reason", ""), line.get("meeting", ""))


def _found(fields: Fields, known: Points) -> Iterator[Found]:
    """One after another, each outcome half a minute of thought."""
    at, sheet = read(fields["at"], known), fields.get("sheet", "both")
    reached, words = fields.get("reached", True), fields.get("words", "")
    for who in fields["who"]:
        for outcome in fields["outcomes"]:
            yield Found(sheet, who, outcome, at, reached, words)
            at += A_MINUTE / 2


def _part(fields: Fields, known: Points) -> Part:
    sheet = fields.get("sheet", "both")
    return Part(
        id=fields["id"],
        kind=fields["kind"],
        sheet=sheet,
        versions=tuple(_versions(fields, known)),
        marks=tuple(_marks(fields, known)),
    )


def _versions(fields: Fields, known: Points) -> Iterator[Worded]:
    """A change says what became different; the rest stays as it was."""
    now = dict(fields)
    for number, change in enumerate(({}, *fields.get("change", ())), start=1):
        now |= change
        day = read(now["day"], known) if "day" in now else None
        yield Worded(number, read(now["at"], known), day, dict(now))


def _marks(fields: Fields, known: Points) -> Iterator[Mark]:
    if done := fields.get("done"):
        yield Mark("done", done["by"], read(done["at"], known), done["words"])
    for yes in fields.get("yes", ()):
        yield Mark("yes", yes["who"], read(yes["at"], known))
    if result := fields.get("result"):
        yield Mark(result["says"], result["by"], read(result["at"], known), result["words"])
