"""Removing somebody, sending them away for some days, and taking that back.

Nobody does this alone; who is asked and who may is in `rules`. Each plan says itself from when it
holds, and the policy reads that: a worker that is late changes nothing for who is gone.
"""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import Invalid, NotHere
from api.core.ids import new_id
from api.people.actions import end_membership
from api.people.ending import end_all, hold
from api.people.erasing.ending import end_erasures
from api.people.going import rules
from api.people.going.leaving import give_back
from api.people.going.model import Going
from api.people.going.queries import (
    REMOVALS,
    asked,
    did_so_alone,
    open_plan,
    open_plans,
    removal,
    someone_for,
    suspension,
)
from api.people.going.rules import Way
from api.people.going.telling import (
    tell_grown_ups,
    tell_of_open_duties,
    tell_of_wards_alone,
    tell_safety_people,
)
from api.people.notices.actions import tell
from api.people.policy import Viewer
from api.people.queries import UNKNOWN, viewer, viewers
from i18n.marking import N_

NOT_THESE_TWO = N_("Dit kan niet met jullie 2. Zoek iemand anders uit de kring.")
ALREADY = N_("Er loopt al iets voor deze persoon. Kijk op deze pagina.")
NOBODY_TO_ASK = N_("Kies samen eerst een voorzitter van buiten jullie huis.")


def propose_removal(
    session: Session, *, by: Viewer, person: UUID, urgent: bool, now: datetime
) -> None:
    """Propose that somebody takes part no longer; another must find so too. Twice is once."""
    hold(session, person)
    someone = someone_for(session, by, person)
    before = open_plans(session, person, REMOVALS, now)
    if any(row.agreed_at for row in before):
        raise Invalid(ALREADY)
    if any(row.asked_by == by.person for row in before):
        return
    way = Way.REMOVE_NOW if urgent else Way.REMOVE
    row = _plan(session, by=by, someone=someone, way=way, now=now)
    if not rules.can_ask(by, someone, viewers(session, someone.household)):
        raise Invalid(NOBODY_TO_ASK)
    tell(session, to=asked(session, row), kind="removal_asked", about=person, now=now)


def agree_to_removal(session: Session, *, by: Viewer, person: UUID, now: datetime) -> None:
    """Find so too: from here on it is told, and it takes effect a day later or, when urgent, now."""
    hold(session, person)
    someone = someone_for(session, by, person)
    row = removal(session, by, someone, now)
    if row is None or row.asked_by == by.person:
        raise NotHere(UNKNOWN)
    if row.agreed_at is not None:
        return
    first = viewer(session, row.asked_by)
    if first.ended_at is not None or not rules.may_decide_now(first, by, someone, now):
        raise Invalid(NOT_THESE_TWO)
    row.agreed_by, row.agreed_at = by.person, now
    row.from_at = rules.removed_at(Way(row.kind), first, by, now)
    session.flush()
    tell_grown_ups(session, kind="removal", about=someone, at=row.from_at, now=now, self_too=True)
    tell_of_wards_alone(session, someone=someone, now=now)
    tell_of_open_duties(session, someone=someone, now=now)
    if row.from_at <= now:
        carry_out(session, row, now)


def take_back(session: Session, *, by: Viewer, person: UUID, now: datetime) -> None:
    """Take a removal or a leaving back before it holds; who hears of it is who heard of the other.

    What a leaving handed over comes back too.

    What will hold comes first: a proposal that stands beside it brings nobody out.
    """
    hold(session, person)
    someone = viewer(session, person)
    rows = open_plans(session, person, {*REMOVALS, Way.LEAVE}, now)
    mine = (each for each in rows if may_take_back(by, someone, each))
    row = min(mine, key=lambda each: each.from_at is None, default=None)
    if row is None:
        raise NotHere(UNKNOWN)
    if row.from_at is not None and row.from_at <= now:
        raise Invalid(N_("Dit kan niet meer terug. Vraag om een nieuwe link."))
    if row.kind == Way.LEAVE:
        give_back(session, row, now)
        end_erasures(session, person=person, now=now)
    row.ended_by, row.ended_at = by.person, now
    session.flush()
    if row.kind == Way.LEAVE:
        tell_safety_people(session, kind="stays", about=someone, now=now)
    elif row.agreed_at is not None:
        tell_grown_ups(session, kind="stays", about=someone, at=now, now=now, self_too=True)


def may_take_back(by: Viewer, someone: Viewer, row: Going) -> bool:
    """Either of the two who decided; of a leaving whoever leaves, and their own safety people."""
    if row.kind == Way.LEAVE:
        return by.person == someone.person or someone.person in by.wards
    return by.person in {row.asked_by, row.agreed_by}


def suspend(session: Session, *, by: Viewer, person: UUID, days: int, now: datetime) -> None:
    """Send a grown-up of the household away for some days, at once; another confirms within a day.

    Who did so before and was not confirmed waits for another this time: nobody alone keeps somebody
    out day after day.
    """
    someone = someone_for(session, by, person)
    if not rules.may_suspend(by, someone):
        raise NotHere(UNKNOWN)
    hold(session, person)
    if open_plan(session, person, {Way.SUSPEND}, now) is not None:
        raise Invalid(ALREADY)
    row = _plan(session, by=by, someone=someone, way=Way.SUSPEND, now=now)
    row.until = now + timedelta(days=days)
    to = asked(session, row)
    if not did_so_alone(session, row):
        _begin(session, row, someone, now)
    elif not to:
        raise Invalid(NOBODY_TO_ASK)
    tell(session, to=to, kind="away_asked", about=person, now=now)


def confirm_suspension(session: Session, *, by: Viewer, person: UUID, now: datetime) -> None:
    """Find so too, on one's own phone: now it holds for all the days."""
    row = _suspension(session, by, person, now)
    if by.person not in asked(session, row):
        raise NotHere(UNKNOWN)
    if row.agreed_at is None:
        row.agreed_by, row.agreed_at = by.person, now
    if row.from_at is None:
        _begin(session, row, viewer(session, person), now)


def lift(session: Session, *, by: Viewer, person: UUID, now: datetime) -> None:
    """Let somebody come back earlier; who proposed it or keeps watch may say so."""
    row = _suspension(session, by, person, now)
    if not rules.keeps_watch(by) and by.person != row.asked_by:
        raise NotHere(UNKNOWN)
    row.ended_by, row.ended_at = by.person, now
    session.flush()
    if row.from_at is None:
        return
    tell_grown_ups(session, kind="back", about=viewer(session, person), at=now, now=now)


def carry_out(session: Session, row: Going, now: datetime) -> None:
    """End the membership of a plan that has come to its time, and all other plans with it."""
    row.done_at = now
    end_membership(session, person=row.person_id, now=now)


def _plan(session: Session, *, by: Viewer, someone: Viewer, way: Way, now: datetime) -> Going:
    row = Going(
        id=new_id(),
        household_id=someone.household,
        person_id=someone.person,
        kind=way,
        asked_by=by.person,
        asked_at=now,
    )
    session.add(row)
    session.flush()
    return row


def _begin(session: Session, row: Going, someone: Viewer, now: datetime) -> None:
    row.from_at = now
    end_all(session, person=someone.person, now=now, comes_back=True)
    tell_grown_ups(session, kind="away", about=someone, at=row.until or now, now=now)


def _suspension(session: Session, by: Viewer, person: UUID, now: datetime) -> Going:
    hold(session, person)
    someone_for(session, by, person)
    row = suspension(session, by, person, now)
    if row is None:
        raise NotHere(UNKNOWN)
    return row
