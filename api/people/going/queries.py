"""Which plans there are for somebody to go, as far as who asks may know of them."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.people.going.model import Going
from api.people.going.rules import MOST_DAYS, Way, absence, may_decide_now, may_propose, who_agrees
from api.people.policy import Absence, Viewer
from api.people.queries import UNKNOWN, viewer, viewers

REMOVALS = frozenset({Way.REMOVE, Way.REMOVE_NOW})


def absence_of(row: Going) -> Absence | None:
    """Return from when until when somebody is away by this plan."""
    return absence(
        way=Way(row.kind),
        from_at=row.from_at,
        until=row.until,
        agreed_at=row.agreed_at,
        ended_at=row.ended_at,
    )


def open_plans(session: Session, person: UUID, ways: Collection[Way], now: datetime) -> list[Going]:
    """Return the plans of these ways that still stand for somebody, the newest first."""
    mine = select(Going).filter_by(person_id=person, ended_at=None, done_at=None)
    rows = session.scalars(mine.where(Going.kind.in_(ways)).order_by(Going.asked_at.desc()))
    return [row for row in rows if not _is_over(row, now)]


def open_plan(session: Session, person: UUID, ways: Collection[Way], now: datetime) -> Going | None:
    """Return the newest of these plans."""
    return next(iter(open_plans(session, person, ways, now)), None)


def someone_for(session: Session, by: Viewer, person: UUID) -> Viewer:
    """Return somebody about whom this viewer may propose something; raises NotHere."""
    someone = viewer(session, person)
    if someone.ended_at is not None or not may_propose(by, someone):
        raise NotHere(UNKNOWN)
    return someone


def removal(session: Session, by: Viewer, someone: Viewer, now: datetime) -> Going | None:
    """Return the removal of somebody that this viewer proposed, agreed with or is asked about.

    For everybody else there is none until two people agreed. Of several, one with which this viewer
    can agree comes first: nobody stops a proposal by making another.
    """
    rows = open_plans(session, someone.person, REMOVALS, now)
    known = [
        row
        for row in rows
        if row.agreed_at or (not by.quiet and by.person in {row.asked_by, *asked(session, row)})
    ]
    ranked = sorted(known, key=lambda row: _rank(session, by, someone, row, now))
    return next(iter(ranked), None)


def suspension(session: Session, by: Viewer, person: UUID, now: datetime) -> Going | None:
    """Return the suspension of somebody. One that waits for another is there for who is asked alone.

    Whoever else reads it, over a shoulder too, could warn the one that it is about.
    """
    row = open_plan(session, person, {Way.SUSPEND}, now)
    if row is None or row.from_at is not None:
        return row
    is_mine = not by.quiet and by.person in {row.asked_by, *asked(session, row)}
    return row if is_mine else None


def _rank(session: Session, by: Viewer, someone: Viewer, row: Going, now: datetime) -> int:
    if row.agreed_at is not None:
        return 0
    if row.asked_by != by.person:
        return 1 if may_decide_now(viewer(session, row.asked_by), by, someone, now) else 3
    return 2


def did_so_alone(session: Session, row: Going) -> bool:
    """Say whether who asks sent this person away not long before, and no other found so too."""
    alone = select(Going.id).filter_by(
        person_id=row.person_id, asked_by=row.asked_by, kind=Way.SUSPEND, agreed_at=None
    )
    lately = Going.asked_at > row.asked_at - timedelta(days=MOST_DAYS)
    return session.scalars(alone.where(lately, Going.id != row.id)).first() is not None


def _is_over(row: Going, now: datetime) -> bool:
    if row.from_at is None and row.until is not None:
        return row.until <= now
    away = absence_of(row)
    return away is not None and away[1] is not None and away[1] <= now


def asked(session: Session, row: Going) -> frozenset[UUID]:
    """Return who may agree with a proposal."""
    someone = viewer(session, row.person_id)
    first = viewer(session, row.asked_by)
    return who_agrees(first, someone, viewers(session, someone.household))
