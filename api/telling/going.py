"""Tells everybody who may still come in that the last thirty days of their house began. Once for each closing.

The house itself shows nothing but the page that says so, with the day; the knock leads there. It takes
the second way too: who does not hear of it loses their book for good.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import Final
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from api.core.db import EVERYWHERE
from api.core.each import for_each
from api.core.house import House
from api.people.model import Household
from api.people.notices.actions import tell
from api.people.organisation.model import Halt, HaltWarning
from api.people.organisation.rules import WAIT, State
from api.people.queries import viewers
from api.push import queue
from api.push.rules import Word
from i18n.dates import AMSTERDAM

FIRST: Final = time(9)
LAST: Final = time(20)
TOLD: Final = "house_goes"


def tell_of_going(house: House, now: datetime) -> None:
    """Look by day in each house whose last thirty days began."""
    if not FIRST <= now.astimezone(AMSTERDAM).time() < LAST:
        return
    with house.db.reading(EVERYWHERE) as session:
        found = session.scalars(_due(now).with_only_columns(Halt.household_id)).all()
    for_each(found, lambda each: _tell(house, each, now), chore="tell_of_going")


def _due(now: datetime) -> Select[Halt]:
    closing = select(Halt).filter_by(kind=State.CLOSING, ended_at=None)
    told = select(HaltWarning.halt_id)
    return closing.where(Halt.until <= now + WAIT, Halt.until > now, Halt.id.not_in(told))


def _tell(house: House, household: UUID, now: datetime) -> None:
    """Each is told about themselves alone, so that it names nobody to anybody."""
    with house.db.writing(household, by=None, now=now) as session:
        session.execute(select(Household.id).filter_by(id=household).with_for_update())
        for halt in session.scalars(_due(now).where(Halt.household_id == household)).all():
            session.add(HaltWarning(halt_id=halt.id, household_id=household, at=now))
            session.flush()
            _knock(session, household, halt, now)


def _knock(session: Session, household: UUID, halt: Halt, now: datetime) -> None:
    for each in viewers(session, household):
        tell(session, to={each.person}, kind=TOLD, about=each.person, now=now)
        queue.send(
            session,
            person=each.person,
            household=household,
            word=Word.REMINDER,
            about=halt.id,
            now=now,
        )
