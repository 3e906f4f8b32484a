"""What an agreement said at a moment: a phone without a net tells later of what it saw then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.people.policy import Role, Side, Viewer
from api.plan.model import PlanPart
from api.plan.rows import Row, of_part
from api.plan.seen import sees
from api.plan.words import Kind


@dataclass(frozen=True, slots=True)
class Then:
    """The words that held, and who may read them."""

    row: Row

    @property
    def text(self) -> str:
        """What was agreed."""
        return self.row.words.text

    @property
    def side(self) -> Side:
        """Whose agreement it is."""
        return Side(self.row.part.side)

    def is_for(self, viewer: Viewer, now: datetime) -> bool:
        """Say whether somebody may read these words in the plan; a child never in those of adults."""
        return viewer.role is not Role.CHILD and sees(viewer, self.row, now)


def agreed_then(
    session: Session, viewer: Viewer, agreement_id: UUID, at: datetime, now: datetime
) -> Then | None:
    """Return what held at a moment, or else the last words that did; None for what one may not read."""
    part = session.get(PlanPart, agreement_id)
    if part is None or part.household_id != viewer.household or part.kind != Kind.AGREEMENT:
        return None
    held = [row for row in of_part(session, part) if row.version.in_force_at is not None]
    seen = [row for row in held if sees(viewer, row, now)]
    row = next((each for each in seen if _held(each, at)), seen[-1] if seen else None)
    return None if row is None else Then(row)


def _held(row: Row, at: datetime) -> bool:
    began, ended = row.version.in_force_at, row.version.ended_at
    return began is not None and began <= at and (ended is None or at < ended)
