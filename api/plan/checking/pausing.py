"""Stepping back for a while: no turns, all rights stay, and coming back whenever one wants."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import Invalid, NotHere
from api.people.notices.actions import tell
from api.people.policy import Role, Verb, Viewer, may
from api.people.queries import UNKNOWN, viewers
from api.plan.checking import rules
from api.plan.checking.items import pause_item
from api.plan.checking.model import HelperPause, PlannedVisit
from api.plan.checking.rules import Pause
from api.plan.keeping import take_turns
from i18n.dates import here
from i18n.marking import N_

WHICH_DAYS: Final = N_("Kies een eerste en een laatste dag. De laatste komt later.")


def step_back(
    session: Session, *, by: Viewer, pause_id: UUID, first: date, last: date, now: datetime
) -> None:
    """Do not look for a while; who keeps the plan hears it. Twice is once. Raises NotHere, and Invalid.

    One's own chosen days in that time go away. While another reads along it is answered the same and
    not kept.
    """
    if not (by.quiet or may(by, Verb.WRITE, pause_item(by.person, by, now))):
        raise NotHere(UNKNOWN)
    take_turns(session, by)
    if session.get(HelperPause, pause_id) is not None:
        return
    pause = Pause(by.person, first, last)
    if not rules.is_whole(pause, here(now)):
        raise Invalid(WHICH_DAYS, field="first")
    if by.quiet:
        return
    session.add(
        HelperPause(
            id=pause_id,
            household_id=by.household,
            person_id=by.person,
            first=first,
            last=last,
            by_id=by.person,
            at=now,
            ended_at=None,
        )
    )
    _cancel_within(session, by, pause, now)
    session.flush()
    tell(session, to=_keepers(session, by), kind="looks_not", about=by.person, now=now)


def come_back(session: Session, *, by: Viewer, pause_id: UUID, now: datetime) -> None:
    """Look again from today on; twice is once. Raises NotHere for another's pause."""
    row = session.get(HelperPause, pause_id)
    if row is None or row.person_id != by.person or by.quiet:
        raise NotHere(UNKNOWN)
    row.ended_at = row.ended_at or now
    session.flush()


def _cancel_within(session: Session, by: Viewer, pause: Pause, now: datetime) -> None:
    mine = select(PlannedVisit).filter_by(person_id=by.person, cancelled_at=None)
    for row in session.scalars(mine):
        if pause.holds(row.day) and row.day >= here(now):
            row.cancelled_at, row.cancelled_by = now, by.person


def _keepers(session: Session, by: Viewer) -> set[UUID]:
    """Who leads or keeps the plan from outside the house; the notices leave out who may not know."""
    people = viewers(session, by.household)
    keeping = {each.person for each in people if each.role is Role.CIRCLE and each.duties}
    return keeping - {by.person}
