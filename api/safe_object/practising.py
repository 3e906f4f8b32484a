"""Practising: a ward and its people try it out, for half an hour at most. What is real stays real."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.core.ids import new_id
from api.people.policy import Verb, Viewer, may
from api.people.queries import UNKNOWN, viewer
from api.safe_object.gathering import take_turns
from api.safe_object.ladder_model import Practice
from api.safe_object.ladder_rules import ladder_item
from api.safe_object.model import Signal

LASTS: Final = timedelta(minutes=30)


def begin_practice(session: Session, *, by: Viewer, ward: UUID, now: datetime) -> None:
    """Begin practising with a ward; its safety person does. Twice is once. Raises NotHere."""
    take_turns(session, by.household)
    if not may_practise(by, viewer(session, ward)):
        raise NotHere(UNKNOWN)
    if practice_of(session, ward, now) is None:
        session.add(
            Practice(
                id=new_id(),
                household_id=by.household,
                ward_id=ward,
                by_id=by.person,
                since=now,
                until=now + LASTS,
                ended_at=None,
            )
        )
        session.flush()


def end_practice(session: Session, *, by: Viewer, ward: UUID, now: datetime) -> None:
    """Stop practising, and with it what was only practice. Raises NotHere."""
    take_turns(session, by.household)
    if not may_practise(by, viewer(session, ward)):
        raise NotHere(UNKNOWN)
    if (row := practice_of(session, ward, now)) is not None:
        row.ended_at = now
    close_practised(session, by.household, now)


def close_practised(session: Session, household: UUID, now: datetime) -> None:
    """Close the practice signals of wards who practise no longer; a real one never closes by itself."""
    mine = select(Signal).filter_by(household_id=household, closed_at=None, real_since=None)
    for signal in session.scalars(mine.where(Signal.practice_since.is_not(None))):
        if practice_of(session, signal.ward_id, now) is None:
            signal.closed_at = now
    session.flush()


def practice_of(session: Session, ward: UUID, now: datetime) -> Practice | None:
    """Return the practice of a ward that goes on now."""
    mine = select(Practice).filter_by(ward_id=ward, ended_at=None)
    return session.scalars(mine.where(Practice.since <= now, Practice.until > now)).first()


def may_practise(by: Viewer, ward: Viewer) -> bool:
    """Only a safety person of this ward practises with it."""
    return ward.person in by.wards and may(by, Verb.WRITE, ladder_item(ward, by))
