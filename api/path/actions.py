"""Agreeing on a phase, and saying what one finds reached. Each action may come twice, or late.

Nothing is taken back or changed in place: going back a phase, and no longer finding something reached,
are rows beside the others.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import Changed, Invalid, NotHere
from api.path import queries, rules
from api.path.keeping import add_phase, add_tick, take_turns
from api.path.model import OutcomeTick, PhaseAgreed
from api.path.outcomes import BY_KEY, Phase, outcomes_of
from api.path.rows import phase_now
from api.path.seen import PATH, TICK, writes
from api.path.writers import MEANWHILE, check_writer, on_own_sheet, was_sent
from api.people.policy import Side, Viewer
from api.people.queries import UNKNOWN


def agree(
    session: Session,
    *,
    by: Viewer,
    sheet: Side,
    phase_id: UUID,
    seen: Phase,
    now: datetime,
    back: bool = False,
    reason: str = "",
    meeting_id: UUID | None = None,
) -> None:
    """Enter that a household goes on to the next phase, or one step back. Sent twice it is once.

    ``seen`` is the phase that the writer looked at. Going on with something missing asks for a reason,
    and what was missing stays readable; going back asks for nothing. Raises Changed, Invalid, NotHere.
    """
    check_writer(session, by, PATH, sheet, now)
    if was_sent(session, by, PhaseAgreed, phase_id):
        return
    if phase_now(session, by.household, sheet) is not seen:
        raise Changed(MEANWHILE)
    to = rules.phase_before(seen) if back else rules.next_phase(seen)
    _mine(to is not None)
    missing = [] if back else missing_of(session, by, sheet, seen, now)
    rules.check_forward(missing, reason)
    add_phase(
        session,
        by,
        phase_id,
        sheet=sheet,
        phase=to or seen,
        back=back,
        body={"missing": missing, "reason": reason.strip()},
        meeting_id=meeting_id,
        now=now,
    )


def missing_of(session: Session, by: Viewer, sheet: Side, phase: Phase, now: datetime) -> list[str]:
    """Return the outcomes of a phase that nobody finds reached, as far as this person sees."""
    found = queries.path(session, by, sheet, now)
    return [each.key for each in outcomes_of(phase) if not found.reached_by(each.key)]


def tick(
    session: Session,
    *,
    by: Viewer,
    sheet: Side,
    tick_id: UUID,
    outcome: str,
    reached: bool,
    now: datetime,
    words: str = "",
) -> None:
    """Say that one finds an outcome reached, or no longer. Sent twice it stands once."""
    take_turns(session, by)
    _mine(on_own_sheet(session, by, sheet) and writes(by, TICK, sheet, now))
    known = session.get(OutcomeTick, tick_id)
    if known is not None:
        _mine(known.person_id == by.person)
        return
    _mine(outcome in BY_KEY and queries.may_enter(by, now))
    if len(words) > rules.LONGEST:
        raise Invalid(rules.TOO_LONG, field="words")
    add_tick(
        session,
        by,
        tick_id,
        sheet=sheet,
        outcome=BY_KEY[outcome],
        reached=reached,
        words=words.strip(),
        now=now,
    )


def _mine(holds: object) -> None:
    if not holds:
        raise NotHere(UNKNOWN)
