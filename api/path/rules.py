"""Rules of the path. Values in, values out: no database, no clock.

A phase is what people agreed on: no rule here moves a household, and none says that something is reached.
Sources: domain.md sections 3 (stresstest, traject, herstelplan, afsluitingsplan), 4 and 8.2.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Final
from uuid import UUID

from api.core.errors import Invalid
from api.path.kinds import Kind, Says
from api.path.outcomes import ORDER, Phase
from api.people.policy import Duty, Role, Side, Viewer
from i18n.marking import N_

LONGEST: Final = 2000
MOST_PARTS: Final = 60
RESULTS: Final = frozenset({Says.HELD, Says.NOT_HELD, Says.STOPPED})

TOO_LONG: Final = N_("Dit is te lang. Gebruik minder dan 2000 letters.")
WHY_NOW: Final = N_("Niet alles is er al. Schrijf op waarom jullie toch verder gaan.")
TOO_MANY: Final = N_("Er staan er al 60. Haal er eerst een weg.")


def may_keep(viewer: Viewer) -> bool:
    """Say whether somebody writes what was agreed: who leads or keeps the plan, from outside the house.

    No grown-up of the household has that pen alone (domain.md 9, "abuser is a user").
    """
    duties = {Duty.CHAIR, Duty.PLAN_HOLDER}
    return viewer.role is Role.CIRCLE and bool(viewer.duties & duties)


def next_phase(phase: Phase) -> Phase | None:
    """Return the phase that comes after; None after the last."""
    place = ORDER.index(phase) + 1
    return ORDER[place] if place < len(ORDER) else None


def phase_before(phase: Phase) -> Phase | None:
    """Return the phase one step back; None before the first. Going back is one step and loses nothing."""
    place = ORDER.index(phase)
    return ORDER[place - 1] if place else None


def sheets_of(side: Side, *, apart: bool) -> tuple[Side, ...]:
    """Return whose sheets somebody on this side has: in an apart house one for each side."""
    if not apart:
        return (Side.BOTH,)
    return (Side.A, Side.B) if side is Side.BOTH else (side,)


def on_sheet(sheet: Side) -> frozenset[str]:
    """Return the sides whose rows stand on a sheet: its own, and what was written together."""
    return frozenset({str(sheet), str(Side.BOTH)})


def check_forward(missing: Collection[str], reason: str) -> None:
    """Raise Invalid when something is missing and nobody says why it goes on all the same."""
    if missing and not reason.strip():
        raise Invalid(WHY_NOW, field="reason")
    if len(reason) > LONGEST:
        raise Invalid(TOO_LONG, field="reason")


def check_room(already: int) -> None:
    """Raise Invalid when one more would be too many."""
    if already >= MOST_PARTS:
        raise Invalid(TOO_MANY, field="text")


def may_say(by: Viewer, kind: Kind, says: Says, named: Collection[UUID]) -> bool:
    """Say who says what of a part.

    Done: who does it, or keeps the plan. Yes: grown-ups of the house to a test, everybody to the closing
    plan. How a test went: who stood by, or keeps the plan. What ends: who keeps the plan.
    """
    keeps = may_keep(by)
    if says in {Says.DONE, Says.UNDONE}:
        return kind in {Kind.STEP, Kind.RECOVERY} and (keeps or by.person in named)
    if says is Says.YES:
        return kind is Kind.CLOSING or (kind is Kind.TEST and by.role is Role.ADULT)
    if says in RESULTS:
        return kind is Kind.TEST and (keeps or (by.role is Role.CIRCLE and by.person in named))
    return keeps


def may_tell(
    by: Viewer, kind: Kind, named: Collection[UUID], day: date | None, today: date
) -> bool:
    """Say whether somebody tells how a test went: not before its day."""
    return day is not None and day <= today and may_say(by, kind, Says.HELD, named)
