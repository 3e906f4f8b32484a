"""Puts what people agree on the path in its tables. Only the actions call this."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.core.vault import Box
from api.path.kinds import Says
from api.path.model import OutcomeTick, PathMark, PhaseAgreed
from api.path.outcomes import Outcome, Phase
from api.people.model import Household
from api.people.policy import Side, Viewer


def take_turns(session: Session, by: Viewer) -> None:
    """Let all who write on the path of one household in one after another: two changes never cross."""
    query = select(Household.id).filter_by(id=by.household)
    session.execute(query.with_for_update(key_share=True))


def add_phase(
    session: Session,
    by: Viewer,
    phase_id: UUID,
    *,
    sheet: Side,
    phase: Phase,
    back: bool,
    body: dict[str, Any],
    meeting_id: UUID | None,
    now: datetime,
) -> None:
    """Write down the phase that holds from now on."""
    session.add(
        PhaseAgreed(
            id=phase_id,
            household_id=by.household,
            side=sheet,
            phase=phase,
            act="back" if back else "enter",
            by_id=by.person,
            at=_later(session, PhaseAgreed, by.household, now),
            meeting_id=meeting_id,
            body=lock(session, by, "path_phases", phase_id, body),
        )
    )
    session.flush()


def add_tick(
    session: Session,
    by: Viewer,
    tick_id: UUID,
    *,
    sheet: Side,
    outcome: Outcome,
    reached: bool,
    words: str,
    now: datetime,
) -> None:
    """Write down what somebody finds of an outcome."""
    session.add(
        OutcomeTick(
            id=tick_id,
            household_id=by.household,
            side=sheet,
            phase=outcome.phase,
            outcome=outcome.key,
            person_id=by.person,
            act="set" if reached else "clear",
            at=_later(session, OutcomeTick, by.household, now),
            body=lock(session, by, "outcome_ticks", tick_id, {"words": words}),
        )
    )
    session.flush()


def add_mark(
    session: Session,
    by: Viewer,
    mark_id: UUID,
    *,
    sheet: Side,
    version_id: UUID,
    says: Says,
    words: str,
    now: datetime,
) -> None:
    """Write down what somebody says of a part."""
    session.add(
        PathMark(
            id=mark_id,
            household_id=by.household,
            side=sheet,
            version_id=version_id,
            says=says,
            by_id=by.person,
            at=_later(session, PathMark, by.household, now),
            body=lock(session, by, "path_marks", mark_id, {"words": words}),
        )
    )
    session.flush()


def lock(session: Session, by: Viewer, table: str, row: UUID, body: dict[str, Any]) -> bytes:
    """Seal what was written in a row of the path."""
    return Box.of(session, by.household).lock_json(table, "body", row, body)


def _later(
    session: Session,
    model: type[PhaseAgreed | OutcomeTick | PathMark],
    household: UUID,
    now: datetime,
) -> datetime:
    """Return a moment after all that stands there: the last word is the last one also within one tick."""
    last = session.scalar(select(func.max(model.at)).filter_by(household_id=household))
    return now if last is None or last < now else last + timedelta(microseconds=1)
