"""Placing people in the safe circles: inward takes the yes of a second person, outward holds at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.core.ids import new_id
from api.people.actions import change_ring
from api.people.homes import rules
from api.people.homes.living import is_apart
from api.people.homes.model import RingConsent, RingMove
from api.people.model import Household
from api.people.notices.actions import tell
from api.people.policy import Ring, Viewer
from api.people.queries import UNKNOWN, Member, names, viewer, viewers


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A move inward that waits for a yes."""

    person: Member
    ring: Ring
    by: Member
    at: datetime


def asked(session: Session, reader: Viewer) -> list[Asked]:
    """Return the moves that wait for this reader's yes, the oldest first."""
    apart, known = is_apart(session, reader.household), names(session, reader)
    return [
        _asked(row, known[row.person_id], known[row.by_id])
        for row in _waiting(session, reader.household)
        if {row.person_id, row.by_id} <= known.keys()
        and _may_consent(session, reader, row, apart=apart)
    ]


def waits(session: Session, reader: Viewer, person_id: UUID) -> Asked | None:
    """Return the move that waits for somebody, for whoever places people; None when none does."""
    known = names(session, reader)
    for row in _waiting(session, reader.household):
        if row.person_id == person_id and {person_id, row.by_id} <= known.keys():
            return _asked(row, known[row.person_id], known[row.by_id])
    return None


def place(session: Session, *, by: Viewer, person_id: UUID, ring: Ring, now: datetime) -> bool:
    """Choose a ring for somebody; say whether it holds at once. Twice is once.

    The same ring as now takes back what was asked. Raises NotHere, and Invalid.
    """
    _take_turns(session, by)
    person = _placeable(session, by, person_id)
    if ring is not person.ring and not rules.goes_inward(person.ring, ring):
        rules.check_outward(by, person, ring)
    waiting = [row for row in _waiting(session, by.household) if row.person_id == person_id]
    if any(row.ring == ring for row in waiting):
        return False
    for row in waiting:
        row.ended_at = now
    if ring is person.ring:
        session.flush()
        return True
    move = RingMove(
        id=new_id(),
        household_id=by.household,
        person_id=person_id,
        ring=ring,
        by_id=by.person,
        at=now,
        ended_at=None,
    )
    session.add(move)
    session.flush()
    if rules.goes_inward(person.ring, ring):
        _ask(session, move, now)
        return False
    move.ended_at = now
    change_ring(session, person=person_id, ring=ring, now=now)
    return True


def consent(session: Session, *, by: Viewer, person_id: UUID, now: datetime) -> None:
    """Say yes to what waits for somebody: from now on it holds. Raises NotHere."""
    _take_turns(session, by)
    apart = is_apart(session, by.household)
    for row in _waiting(session, by.household):
        if row.person_id == person_id and _may_consent(session, by, row, apart=apart):
            row.ended_at = now
            session.add(
                RingConsent(move_id=row.id, household_id=by.household, by_id=by.person, at=now)
            )
            change_ring(session, person=person_id, ring=Ring(row.ring), now=now)
            return
    raise NotHere(UNKNOWN)


def may_place(session: Session, by: Viewer, person_id: UUID) -> bool:
    """Say whether this person can be placed by this viewer."""
    return person_id in names(session, by) and rules.may_place(by, viewer(session, person_id))


def _placeable(session: Session, by: Viewer, person_id: UUID) -> Viewer:
    if not may_place(session, by, person_id):
        raise NotHere(UNKNOWN)
    return viewer(session, person_id)


def _may_consent(session: Session, by: Viewer, row: RingMove, *, apart: bool) -> bool:
    """Who asked must still be the one who may ask."""
    person, asking = viewer(session, row.person_id), viewer(session, row.by_id)
    return (
        not by.quiet
        and rules.may_place(asking, person)
        and rules.may_consent(by, person, row.by_id, apart=apart)
    )


def _ask(session: Session, move: RingMove, now: datetime) -> None:
    apart = is_apart(session, move.household_id)
    to = [
        each.person
        for each in viewers(session, move.household_id)
        if _may_consent(session, each, move, apart=apart)
    ]
    tell(session, to=to, kind="ring_asked", about=move.person_id, now=now)


def _waiting(session: Session, household: UUID) -> Sequence[RingMove]:
    mine = select(RingMove).filter_by(household_id=household, ended_at=None)
    return session.scalars(mine.order_by(RingMove.at)).all()


def _asked(row: RingMove, person: Member, by: Member) -> Asked:
    return Asked(person=person, ring=Ring(row.ring), by=by, at=row.at)


def _take_turns(session: Session, by: Viewer) -> None:
    session.execute(select(Household.id).filter_by(id=by.household).with_for_update())
