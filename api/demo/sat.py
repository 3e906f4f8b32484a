"""Reads when the people of a household sat together: who was asked, who came, and what the table wrote.

Pure but for reading the files of sittings/. How each of it is done is told in `sitting`.
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
from api.meetings.table.steps import STEPS, Step

FOLDER: Final = Path(__file__).with_name("sittings")
A_MINUTE: Final = timedelta(minutes=1)
READ: Final = timedelta(hours=11)  # so long after it was written the first one reads it
Fields = Mapping[str, Any]


@dataclass(frozen=True)
class Act:
    """One thing that happened at a table: of an agenda step, of somebody who came, or an end."""

    at: datetime
    by: str
    kind: str
    fields: Fields


@dataclass(frozen=True)
class Brought:
    """What somebody wrote down beforehand; `ward` is the child that asked them to say it."""

    who: str
    at: datetime
    texts: Mapping[str, str]
    ward: str = ""


@dataclass(frozen=True)
class Offered:
    """A day to choose from, and who said what about it."""

    at: datetime
    says: Mapping[str, str]


@dataclass(frozen=True)
class Sheet:
    """One version of the minutes, and who read it when."""

    number: int
    at: datetime
    text: str
    read: Mapping[str, datetime]


@dataclass(frozen=True)
class Sat:
    """One evening: called together, moved or called off perhaps, and what happened there."""

    id: str
    by: str
    at: datetime
    fields: Fields
    days: tuple[Offered, ...]
    chosen: datetime
    moved: tuple[datetime, datetime] | None
    off: datetime | None
    brought: tuple[Brought, ...]
    acts: tuple[Act, ...]
    minutes: tuple[Sheet, ...]

    @property
    def day(self) -> datetime:
        """When it is, or was to be."""
        return self.moved[1] if self.moved else self.days[0].at

    @property
    def was_held(self) -> bool:
        """Say whether people sat together."""
        return bool(self.acts)


def sat(mode: str, known: Points) -> tuple[Sat, ...]:
    """Return all evenings of a household, at the moments of this telling."""
    told = _written(mode)
    return tuple(_sat(fields, told["leads"], known) for fields in told["meeting"])


@cache
def _written(mode: str) -> Fields:
    return tomllib.loads((FOLDER / f"{mode}.toml").read_text(encoding="utf-8"))


def _sat(fields: Fields, leads: str, known: Points) -> Sat:
    moved, off = fields.get("moved"), fields.get("off")
    return Sat(
        id=fields["id"],
        by=leads,
        at=read(fields["at"], known),
        fields=fields,
        days=tuple(_offered(each, known) for each in fields["days"]),
        chosen=read(fields["chosen"], known),
        moved=(read(moved["at"], known), read(moved["to"], known)) if moved else None,
        off=read(off, known) if off else None,
        brought=tuple(_brought(each, known) for each in fields.get("brings", ())),
        acts=tuple(_acts(fields, leads, known)) if "begin" in fields else (),
        minutes=tuple(_minutes(fields, known)),
    )


def _offered(fields: Fields, known: Points) -> Offered:
    answers = ("can", "maybe", "cannot")
    says = {who: answer for answer in answers for who in fields.get(answer, ())}
    return Offered(read(fields["at"], known), says)


def _brought(fields: Fields, known: Points) -> Brought:
    kinds = ("well", "seen", "worry", "unknown")
    texts = {kind: fields[kind] for kind in kinds if kind in fields}
    return Brought(fields["who"], read(fields["at"], known), texts, fields.get("for", ""))


def _acts(fields: Fields, leads: str, known: Points) -> Iterator[Act]:
    """The evening from begin to end, its steps evenly spread, each thing a minute after the one before."""
    begin, end = read(fields["begin"], known), read(fields["end"], known)
    yield Act(begin, leads, "began", {})
    for place, who in enumerate(fields["came"], start=1):
        yield Act(begin + place * A_MINUTE, who, "came", {"who": who})
    first = begin + (len(fields["came"]) + 1) * A_MINUTE
    pace = (end - first) / (len(STEPS) + 1)
    for place, step in enumerate(STEPS):
        at, there = first + place * pace, tuple(_of_step(fields, step, leads))
        if there or step is STEPS[-1]:
            yield Act(at, leads, "step", {"step": step})
        for minute, act in enumerate(there, start=1):
            yield Act(at + minute * A_MINUTE, *act)
    yield Act(end, leads, "closed", {"next": fields["next"]})


def _of_step(fields: Fields, step: Step, leads: str) -> Iterator[tuple[str, str, Fields]]:
    """What happened while the table was at one step of its agenda. Where nothing did, it goes on."""
    if step is Step.BEFORE and "brings" in fields:
        yield leads, "opened", {}
    if step is Step.SCALE and "danger" in fields:
        yield leads, "revealed", {}
    for text in fields.get("notes", {}).get(step, ()):
        yield leads, "noted", {"step": step, "text": text}
    if step is Step.IDEAS:
        for place, said in enumerate(fields.get("ideas", ())):
            who, _, text = said.partition(": ")
            yield who, "idea", {"text": text, "place": place}
    if step is Step.ORDER and "order" in fields:
        yield leads, "ordered", {"order": fields["order"]}
    if step is Step.DECIDE:
        for decided in fields.get("decides", ()):
            yield leads, "decided", decided


def _minutes(fields: Fields, known: Points) -> Iterator[Sheet]:
    """The first is written when the table closes; the last is the one that people read."""
    written: Sequence[Fields] = fields.get("minutes", ())
    for number, each in enumerate(written, start=1):
        at = read(each["at"] if number > 1 else fields["end"], known)
        readers = fields.get("read", ()) if number == len(written) else ()
        marks = {who: at + place * READ for place, who in enumerate(readers, start=1)}
        yield Sheet(number, at, each["text"], marks)
