"""Knocks for whose turn it is to look: in the morning, each turn once, never in a pause or an absence.

The knock says nothing of it; on the first page stands what it was. Why somebody is knocked for never
leaves the server.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.db import EVERYWHERE
from api.core.each import for_each
from api.core.house import House
from api.people.organisation.halted import stop_of
from api.people.policy import Role
from api.people.queries import viewers
from api.plan.checking import rules
from api.plan.checking.model import TurnsTold
from api.plan.model import PartPerson
from api.plan.words import Part
from api.push import queue
from api.push.queries import may_be_knocked_for
from api.push.rules import Word
from api.visits.turns import own_turns
from i18n.dates import AMSTERDAM


def remind(house: House, now: datetime) -> None:
    """Knock in each house where people look and whose time of this morning has come."""
    wall = now.astimezone(AMSTERDAM)
    if not rules.may_knock(wall.time()):
        return
    today = wall.date()
    nine = datetime.combine(today, rules.FIRST_KNOCK, AMSTERDAM)
    with house.db.reading(EVERYWHERE) as session:
        told = select(TurnsTold.household_id).where(TurnsTold.until >= today)
        looks = select(PartPerson.household_id).filter_by(part=Part.LOOKS).distinct()
        waiting = session.scalars(looks.where(PartPerson.household_id.not_in(told))).all()
    ready = [each for each in waiting if nine + rules.knock_offset(each) <= now]
    for_each(ready, lambda each: _remind(house, each, today, now), chore="remind")


def _remind(house: House, household: UUID, today: date, now: datetime) -> None:
    with house.db.writing(household, by=None, now=now) as session:
        if stop_of(session, household) is not None:
            return
        until = _tell_until(session, household, today)
        if until is None:
            return
        for someone in viewers(session, household):
            if someone.role is Role.CHILD or not may_be_knocked_for(session, someone.person, now):
                continue
            turns = [each.due for each in own_turns(session, someone, now)]
            if new := rules.newly(turns, until, today):
                about = new[0].agreement
                _knock(session, someone.person, household, about, now)


def _knock(session: Session, person: UUID, household: UUID, about: UUID, now: datetime) -> None:
    """One knock a morning, for however many turns."""
    queue.send(session, person=person, household=household, word=Word.NEWS, about=about, now=now)


def _tell_until(session: Session, household: UUID, today: date) -> date | None:
    """Return until which day was told, and write down that it is told until today."""
    row = session.get(TurnsTold, household)
    if row is not None and row.until >= today:
        return None
    before = today - timedelta(days=1) if row is None else row.until
    if row is None:
        session.add(TurnsTold(household_id=household, until=today))
    else:
        row.until = today
    session.flush()
    return before
