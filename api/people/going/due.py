"""What the worker carries out: memberships whose planned end has come."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.each import for_each
from api.core.house import House
from api.people.ending import hold
from api.people.going.actions import carry_out
from api.people.going.model import Going
from api.people.going.rules import Way


def carry_out_due(house: House, now: datetime) -> None:
    """End them, each in a transaction of its own household. What was taken back meanwhile stays."""
    standing = select(Going).filter_by(ended_at=None, done_at=None)
    due = standing.where(Going.kind != Way.SUSPEND, Going.from_at <= now)
    with house.db.reading(EVERYWHERE) as session:
        found = [(row.id, row.household_id, row.person_id) for row in session.scalars(due)]
    for_each(found, lambda each: _carry_out(house, *each, now), chore="carry_out_goings")


def _carry_out(house: House, plan: UUID, household: UUID, person: UUID, now: datetime) -> None:
    """End one membership. Its house may be erased by now."""
    with house.db.writing(household, by=None, now=now) as session:
        hold(session, person)
        row = session.get(Going, plan, with_for_update=True)
        if row is not None and row.ended_at is None and row.done_at is None:
            carry_out(session, row, now)
