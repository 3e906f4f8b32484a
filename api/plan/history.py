"""What the plan said before. Worked out of what the viewer may see: no version of the whole exists."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.people.policy import Role, Viewer
from api.people.queries import UNKNOWN
from api.plan.differences import Difference, differences
from api.plan.model import PlanPart
from api.plan.reading import Reader
from api.plan.rows import Row, ended, live, of_part, reason_of, settled
from api.plan.words import Goal, Kind, Part, People, Plan, Settled, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionView:
    """One version of a part, and what it says otherwise than the one that held before."""

    id: UUID
    words: Words
    people: People
    by: UUID | None
    at: datetime
    proposed_at: datetime | None
    in_force_at: datetime | None
    ended_at: datetime | None
    ended_by: UUID | None
    reason: str
    replaced_by: UUID | None
    settled: Settled | None
    base_id: UUID | None
    mine: bool
    differences: tuple[Difference, ...]

    @property
    def in_force(self) -> bool:
        """It holds now."""
        return self.in_force_at is not None and self.ended_at is None

    @property
    def waits(self) -> bool:
        """It is a draft or a proposal."""
        return self.in_force_at is None and self.ended_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A part with its versions, oldest first."""

    id: UUID
    kind: Kind
    plan: Plan | None
    danger_id: UUID | None
    side: str
    audience: str
    versions: tuple[VersionView, ...]

    @property
    def now(self) -> VersionView | None:
        """The version that holds."""
        return next((each for each in self.versions if each.in_force), None)

    def version(self, version_id: UUID | None) -> VersionView | None:
        """Return one of them."""
        return next((each for each in self.versions if each.id == version_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastView:
    """A part that is over."""

    id: UUID
    kind: Kind
    text: str
    ended_at: datetime
    reason: str
    replaced_by: UUID | None


def history(session: Session, viewer: Viewer, part_id: UUID, now: datetime) -> History:
    """Return a part with all that this viewer may read of it; raises NotHere, for a child always."""
    part = session.get(PlanPart, part_id)
    if part is None or part.household_id != viewer.household or viewer.role is Role.CHILD:
        raise NotHere(UNKNOWN)
    reader = Reader.of(session, viewer, now)
    rows = reader.seen(of_part(session, part))
    if not rows:
        raise NotHere(UNKNOWN)
    by_id = {row.version.id: row for row in rows}
    return History(
        id=part.id,
        kind=Kind(part.kind),
        plan=Plan(part.plan) if part.plan else None,
        danger_id=part.danger_id,
        side=part.side,
        audience=part.audience,
        versions=tuple(_version(reader, row, by_id) for row in rows),
    )


def past(session: Session, viewer: Viewer, now: datetime) -> list[PastView]:
    """Return the parts that are over, the latest first; none for a child.

    What goes on for others only is over for this viewer, as what stopped for all is.
    """
    if viewer.role is Role.CHILD:
        return []
    reader = Reader.of(session, viewer, now)
    held = {row.part.id for row in reader.seen(live(session, viewer.household)) if row.in_force}
    last: dict[UUID, Row] = {}
    for row in reader.seen(ended(session, viewer.household)):
        if row.part.id not in held:
            last[row.part.id] = row
    seen = [_past(reader, row) for row in last.values()]
    return sorted(seen, key=lambda each: each.ended_at, reverse=True)


def _past(reader: Reader, row: Row) -> PastView:
    return PastView(
        id=row.part.id,
        kind=row.kind,
        text=row.words.text,
        ended_at=row.version.ended_at or row.version.made_at,
        reason=reason_of(reader.box, row.version),
        replaced_by=row.version.replaced_by_id,
    )


def _version(reader: Reader, row: Row, by_id: dict[UUID, Row]) -> VersionView:
    version = row.version
    base = by_id.get(version.base_id) if version.base_id else None
    people, words = _people(reader, row), _words(reader, row)
    known = settled(reader.box, row)
    return VersionView(
        id=version.id,
        words=words,
        people=people,
        by=version.by_id if version.by_id in reader.known else None,
        at=version.made_at,
        proposed_at=version.proposed_at,
        in_force_at=version.in_force_at,
        ended_at=version.ended_at,
        ended_by=version.ended_by if version.ended_by in reader.known else None,
        reason=reason_of(reader.box, version),
        replaced_by=version.replaced_by_id,
        settled=replace(known, people=reader.knows(known.people)) if known else None,
        base_id=version.base_id,
        mine=version.by_id == reader.viewer.person,
        differences=differences(_words(reader, base), words, _people(reader, base), people)
        if base
        else (),
    )


def _words(reader: Reader, row: Row) -> Words:
    """Leave out whom the reader may not know of: a change in those alone is no change."""
    if isinstance(row.words, Goal):
        return replace(row.words, circle=reader.knows(row.words.circle))
    return row.words


def _people(reader: Reader, row: Row) -> People:
    return {part: found for part in Part if (found := reader.people(row, part))}
