"""Reads the rows of one sheet and opens their words. Nothing is decided here about who may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from api.core.vault import Box, Tampered
from api.path.kinds import Kind, Named
from api.path.model import OutcomeTick, PathMark, PathPart, PathPerson, PathVersion, PhaseAgreed
from api.path.outcomes import Phase
from api.path.rules import on_sheet
from api.path.words import People, Words
from api.path.words_kept import from_json
from api.people.policy import Side


@dataclass(frozen=True, slots=True)
class Row:
    """One version with its part and the people it names."""

    part: PathPart
    version: PathVersion
    people: People
    words: Words

    @property
    def kind(self) -> Kind:
        """What the part is."""
        return Kind(self.part.kind)

    @property
    def named(self) -> frozenset[UUID]:
        """Everybody whom the version names."""
        return frozenset(person for persons in self.people.values() for person in persons)


def phases(session: Session, household: UUID, sheet: Side) -> list[PhaseAgreed]:
    """Return how the household came where it is, oldest first."""
    here = select(PhaseAgreed).where(
        PhaseAgreed.household_id == household, PhaseAgreed.side.in_(on_sheet(sheet))
    )
    return list(session.scalars(here.order_by(PhaseAgreed.at)))


def phase_now(session: Session, household: UUID, sheet: Side) -> Phase:
    """Return the phase that was agreed last; who never agreed on one is at the beginning."""
    found = phases(session, household, sheet)
    return Phase(found[-1].phase) if found else Phase.TUNING


def ticks(session: Session, household: UUID, sheet: Side) -> list[OutcomeTick]:
    """Return all ticks of a sheet, oldest first."""
    here = select(OutcomeTick).where(
        OutcomeTick.household_id == household, OutcomeTick.side.in_(on_sheet(sheet))
    )
    return list(session.scalars(here.order_by(OutcomeTick.at)))


def marks(session: Session, household: UUID, sheet: Side) -> list[PathMark]:
    """Return all marks of a sheet, oldest first."""
    here = select(PathMark).where(
        PathMark.household_id == household, PathMark.side.in_(on_sheet(sheet))
    )
    return list(session.scalars(here.order_by(PathMark.at)))


def versions(session: Session, household: UUID, sheet: Side) -> dict[UUID, list[Row]]:
    """Return the versions of each part of a sheet, oldest first."""
    sides = on_sheet(sheet)
    found: defaultdict[UUID, list[Row]] = defaultdict(list)
    for row in _rows(session, household, PathPart.side.in_(sides), PathVersion.side.in_(sides)):
        found[row.part.id].append(row)
    return found


def everything(session: Session, household: UUID) -> list[Row]:
    """Return all versions of all parts on all sheets."""
    return list(_rows(session, household))


def words_of(session: Session, row: PhaseAgreed | OutcomeTick | PathMark) -> Mapping[str, Any]:
    """Return what was written with it; nothing when that does not open: the alarm has rung."""
    box = Box.of(session, row.household_id)
    try:
        found: Mapping[str, Any] = box.open_json(row.__tablename__, "body", row.id, row.body)
    except Tampered:
        return {}
    return found


def _rows(session: Session, household: UUID, *which: ColumnElement[bool]) -> Iterable[Row]:
    joined = select(PathPart, PathVersion).join(PathVersion, PathVersion.part_id == PathPart.id)
    here = joined.where(
        PathPart.household_id == household, PathVersion.household_id == household, *which
    )
    pairs = [(part, one) for part, one in session.execute(here.order_by(PathVersion.number))]
    people = _people(session, [one.id for _, one in pairs])
    box = Box.of(session, household)
    for part, one in pairs:
        try:
            body = box.open_json("path_versions", "body", one.id, one.body)
        except Tampered:
            continue
        yield Row(part, one, people.get(one.id, {}), from_json(Kind(part.kind), body))


def _people(session: Session, found: list[UUID]) -> Mapping[UUID, People]:
    if not found:
        return {}
    rows = session.scalars(select(PathPerson).where(PathPerson.version_id.in_(found)))
    named: defaultdict[UUID, dict[Named, tuple[UUID, ...]]] = defaultdict(dict)
    for row in sorted(rows, key=lambda each: str(each.person_id)):
        of_version = named[row.version_id]
        part = Named(row.part)
        of_version[part] = (*of_version.get(part, ()), row.person_id)
    return named
