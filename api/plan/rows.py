"""Reads the rows of the plan and opens their words. Nothing is decided here about who may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from api.core.once import once
from api.core.vault import Box, Tampered
from api.plan.model import PartPerson, PartVersion, PlanPart
from api.plan.words import Kind, Part, Settled, Words, from_json


@dataclass(frozen=True, slots=True)
class Row:
    """One version with its part and the people it names."""

    part: PlanPart
    version: PartVersion
    people: Mapping[Part, tuple[UUID, ...]]
    words: Words

    @property
    def kind(self) -> Kind:
        """What the part is."""
        return Kind(self.part.kind)

    @property
    def named(self) -> frozenset[UUID]:
        """Everybody whom the version names."""
        return frozenset(person for persons in self.people.values() for person in persons)

    @property
    def in_force(self) -> bool:
        """The version holds now."""
        return self.version.in_force_at is not None and self.version.ended_at is None


def live(session: Session, household: UUID) -> list[Row]:
    """Return what did not end: in force, proposed or a draft, in the order of importance.

    Opened once per look: a first page asks four times. Who may write asks anew each time.
    """

    def ask() -> list[Row]:
        return _rows(session, household, PartVersion.ended_at.is_(None))

    return list(once(session, ("live parts", household), ask))


def of_part(session: Session, part: PlanPart) -> list[Row]:
    """Return all versions of one part, oldest first."""
    found = _rows(session, part.household_id, PartVersion.part_id == part.id)
    return sorted(found, key=lambda row: row.version.number)


def everything(session: Session, household: UUID) -> list[Row]:
    """Return all versions of all parts."""
    return _rows(session, household)


def ended(session: Session, household: UUID) -> list[Row]:
    """Return the ended versions that were in force, oldest first."""
    past = PartVersion.ended_at.is_not(None) & PartVersion.in_force_at.is_not(None)
    return _rows(session, household, past)


def row_of(session: Session, version: PartVersion) -> Row | None:
    """Return one version; None when it does not open."""
    found = _rows(session, version.household_id, PartVersion.id == version.id)
    return next(iter(found), None)


def settled(box: Box, row: Row) -> Settled | None:
    """Return on which day something was agreed, and with whom."""
    version = row.version
    if version.agreed_on is None:
        return None
    others = ""
    if version.agreed is not None:
        others = box.open_json("part_versions", "agreed", version.id, version.agreed)["others"]
    return Settled(on=version.agreed_on, people=row.people.get(Part.WITH, ()), others=others)


def reason_of(box: Box, version: PartVersion) -> str:
    """Return why a version ended, as it was written then."""
    if version.ending is None:
        return ""
    return str(box.open_json("part_versions", "ending", version.id, version.ending)["reason"])


def _rows(session: Session, household: UUID, *which: ColumnElement[bool]) -> list[Row]:
    joined = select(PlanPart, PartVersion).join(PartVersion, PartVersion.part_id == PlanPart.id)
    here = joined.where(
        PlanPart.household_id == household, PartVersion.household_id == household, *which
    )
    order = here.order_by(PlanPart.place, PlanPart.id, PartVersion.number)
    pairs = [(part, version) for part, version in session.execute(order)]
    people = _people(session, [version.id for _, version in pairs])
    return list(_opened(Box.of(session, household), pairs, people))


def _opened(
    box: Box,
    pairs: Iterable[tuple[PlanPart, PartVersion]],
    people: Mapping[UUID, Mapping[Part, tuple[UUID, ...]]],
) -> Iterable[Row]:
    """One part that does not open must not take the others down with it: the alarm has rung."""
    for part, version in pairs:
        try:
            body = box.open_json("part_versions", "body", version.id, version.body)
        except Tampered:
            continue
        yield Row(part, version, people.get(version.id, {}), from_json(Kind(part.kind), body))


def _people(
    session: Session, versions: list[UUID]
) -> Mapping[UUID, Mapping[Part, tuple[UUID, ...]]]:
    if not versions:
        return {}
    rows = session.scalars(select(PartPerson).where(PartPerson.version_id.in_(versions)))
    found: dict[UUID, dict[Part, tuple[UUID, ...]]] = defaultdict(dict)
    for row in sorted(rows, key=lambda each: str(each.person_id)):
        named = found[row.version_id]
        named[Part(row.part)] = (*named.get(Part(row.part), ()), row.person_id)
    return found
