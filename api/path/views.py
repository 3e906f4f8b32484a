"""The path as somebody may see it. People are ids that this viewer may know of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from api.path.kinds import Kind, Says
from api.path.outcomes import Phase
from api.path.words import People, Words
from api.people.policy import Side


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseView:
    """A phase that was agreed on: forward or one step back, what was missing then, and why."""

    phase: Phase
    back: bool
    at: datetime
    by: UUID | None
    missing: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TickView:
    """What somebody last found of an outcome, or found before."""

    outcome: str
    person: UUID
    reached: bool
    at: datetime
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkView:
    """What somebody said of a part. `older` says that the part got other words after it."""

    says: Says
    by: UUID
    at: datetime
    words: str
    older: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """A step, a test, a point of recovery or the closing plan, as it stands now."""

    id: UUID
    version_id: UUID
    kind: Kind
    words: Words
    people: People
    day: date | None
    place: float
    since: datetime
    by: UUID | None
    done: MarkView | None
    yes: tuple[MarkView, ...]
    result: MarkView | None
    before: tuple[tuple[datetime, Words], ...]

    @property
    def mentioned(self) -> frozenset[UUID]:
        """Everybody who is named in it."""
        return frozenset(person for named in self.people.values() for person in named)


@dataclass(frozen=True, slots=True, kw_only=True)
class PathView:
    """One sheet of the path. `ticks` are everybody's last words by outcome, `earlier` all before those.

    `agreed` is how it came in this phase: None when nobody agreed on one, and for who was away then. What
    came after `known_since` is new here: after that day, or after the return of who was away on it.
    """

    sheet: Side
    sheets: tuple[Side, ...]
    phase: Phase
    agreed: PhaseView | None
    known_since: datetime | None
    history: tuple[PhaseView, ...]
    ticks: Mapping[str, tuple[TickView, ...]]
    earlier: Mapping[str, tuple[TickView, ...]]
    steps: tuple[PartView, ...]
    tests: tuple[PartView, ...]
    recovery: tuple[PartView, ...]
    closing: PartView | None

    def part(self, part_id: UUID) -> PartView | None:
        """Return a part of this sheet that stands now."""
        every = (
            *self.steps,
            *self.tests,
            *self.recovery,
            *((self.closing,) if self.closing else ()),
        )
        return next((each for each in every if each.id == part_id), None)

    def reached_by(self, outcome: str) -> tuple[UUID, ...]:
        """Return who finds an outcome reached."""
        return tuple(each.person for each in self.ticks.get(outcome, ()) if each.reached)

    def said_before(self, outcome: str) -> tuple[TickView, ...]:
        """Return what people found of it before, and who now finds it no longer reached, oldest first."""
        no_longer = (each for each in self.ticks.get(outcome, ()) if not each.reached)
        every = (*self.earlier.get(outcome, ()), *no_longer)
        return tuple(sorted(every, key=lambda each: each.at))
