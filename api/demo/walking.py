"""Lets the two households walk their path: who agreed on which phase, found what, and wrote which step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final
from uuid import UUID, uuid5

from api.demo.anchors import Points
from api.demo.evening import meeting_id
from api.demo.living import Deed, Filling, Step
from api.demo.walked import Agreed, Fields, Found, Mark, Part, Walked, Worded, walked
from api.path import words
from api.path.actions import agree, tick
from api.path.kinds import Kind, Named, Says
from api.path.saying import say
from api.path.words import Draft
from api.path.writing import write
from api.people.policy import Side
from i18n.dates import here

NAMED: Final[Mapping[Named, str]] = {
    Named.DOES: "does",
    Named.STANDS_BY: "stands_by",
    Named.KEEPS: "keeps",
}


def path_steps(filling: Filling, mode: str, known: Points) -> Iterator[Step]:
    """Return all that was written on the path of a household, in whatever order."""
    told = walked(mode, known)
    for phase in told.phases:
        key = f"path/{phase.sheet}/{phase.at.isoformat()}"
        yield Step(phase.at, key, told.keeps, partial(_agree, filling, phase, key))
    for found in told.found:
        key = f"path/{found.who}/{found.outcome}/{found.at.isoformat()}"
        yield Step(found.at, key, found.who, partial(_tick, filling, found, key))
    for part in told.parts:
        yield from _part_steps(filling, told, part)


def _part_steps(filling: Filling, told: Walked, part: Part) -> Iterator[Step]:
    key = f"path/{part.id}"
    for version in part.versions:
        write_it = partial(_write, filling, part, version)
        yield Step(version.at, f"{key}/{version.number}", told.keeps, write_it)
    for mark in part.marks:
        name = f"{key}/{mark.says}/{mark.by}"
        yield Step(mark.at, name, mark.by, partial(_say, filling, part, mark, name))


def _agree(filling: Filling, phase: Agreed, key: str, deed: Deed) -> None:
    agree(
        deed.session,
        by=deed.by,
        sheet=Side(phase.sheet),
        phase_id=uuid5(filling.home, key),
        seen=phase.seen,
        back=phase.back,
        reason=phase.reason,
        meeting_id=meeting_id(filling, phase.meeting) if phase.meeting else None,
        now=deed.now,
    )


def _tick(filling: Filling, found: Found, key: str, deed: Deed) -> None:
    tick(
        deed.session,
        by=deed.by,
        sheet=Side(found.sheet),
        tick_id=uuid5(filling.home, key),
        outcome=found.outcome,
        reached=found.reached,
        words=found.words,
        now=deed.now,
    )


def _version_id(filling: Filling, part: Part, number: int) -> UUID:
    return uuid5(path_part_id(filling, part.id), str(number))


def path_part_id(filling: Filling, name: str) -> UUID:
    """Return the id of a part of the path by its own name."""
    return uuid5(filling.home, f"path/{name}")


def _write(filling: Filling, part: Part, version: Worded, deed: Deed) -> None:
    before = version.number - 1
    people = {role: filling.them(version.fields.get(name, ())) for role, name in NAMED.items()}
    write(
        deed.session,
        by=deed.by,
        sheet=Side(part.sheet),
        part_id=path_part_id(filling, part.id),
        version_id=_version_id(filling, part, version.number),
        draft=Draft(
            words=_words(Kind(part.kind), version.fields),
            people={role: named for role, named in people.items() if named},
            day=here(version.day) if version.day else None,
            base=_version_id(filling, part, before) if before else None,
        ),
        now=deed.now,
    )


def _words(kind: Kind, fields: Fields) -> words.Words:
    made = words.TYPES[kind]
    named = made.__dataclass_fields__.keys() & fields.keys()
    return made(**{name: fields[name] for name in named})


def _say(filling: Filling, part: Part, mark: Mark, key: str, deed: Deed) -> None:
    held = [each.number for each in part.versions if each.at <= deed.now]
    say(
        deed.session,
        by=deed.by,
        sheet=Side(part.sheet),
        mark_id=uuid5(filling.home, key),
        version_id=_version_id(filling, part, held[-1]),
        says=Says(mark.says),
        words=mark.words,
        now=deed.now,
    )
