"""Knocks once at the beginning of each month for who may give a number, whoever gave one already or not.

All are knocked for: whose phone is silent would tell that its owner had answered. Never at night, and
spread over ten minutes, so that phones in one room do not ring as one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.db import EVERYWHERE
from api.core.each import for_each
from api.core.house import House
from api.core.ids import new_id
from api.people.model import Household
from api.people.policy import Role, Viewer
from api.people.queries import viewers
from api.push.queue import send
from api.push.rules import Word
from api.scales.model import ScoreReminder
from api.scales.rules import month_of
from i18n.dates import AMSTERDAM

# Whether this person has a scale to give a number on; the layer above asks the plan.
HasScale = Callable[[Session, Viewer, datetime], bool]
DAYS: Final = 7
FIRST: Final = time(9)
LAST: Final = time(20)
SPREAD: Final = timedelta(minutes=10)


def remind(house: House, now: datetime, *, has_scale: HasScale) -> None:
    """Knock for everybody whose turn has come in this month, each once."""
    if not is_time(now):
        return
    with house.db.reading(EVERYWHERE) as session:
        found = session.scalars(select(Household.id)).all()
    for_each(found, lambda each: _remind(house, each, now, has_scale), chore="remind")


def is_time(now: datetime) -> bool:
    """Say whether it is one of the first days of a month, and daytime."""
    local = now.astimezone(AMSTERDAM)
    return local.day <= DAYS and FIRST <= local.time() < LAST


def turn(person: UUID, now: datetime) -> datetime:
    """Return from when somebody may be knocked for today."""
    local = now.astimezone(AMSTERDAM)
    seconds = person.int % int(SPREAD.total_seconds())
    return datetime.combine(local.date(), FIRST, AMSTERDAM) + timedelta(seconds=seconds)


def _remind(house: House, household: UUID, now: datetime, has_scale: HasScale) -> None:
    """Whoever has nothing to give a number on has had their turn too: nobody is looked at twice a month."""
    with house.db.reading(household) as session:
        if not any(_waiting(session, household, now)):
            return
    with house.db.writing(household, by=None, now=now) as session:
        session.execute(select(Household.id).filter_by(id=household).with_for_update())
        for each in list(_waiting(session, household, now)):
            session.add(_turn_taken(each, now))
            session.flush()
            if has_scale(session, each, now):
                about, mine = new_id(), {"person": each.person, "household": household}
                send(session, **mine, word=Word.NEWS, about=about, now=now)


def _waiting(session: Session, household: UUID, now: datetime) -> Iterator[Viewer]:
    month = select(ScoreReminder.person_id).filter_by(household_id=household, month=month_of(now))
    done = set(session.scalars(month))
    for each in viewers(session, household):
        grown_up = each.role in {Role.ADULT, Role.CIRCLE}
        if grown_up and each.person not in done and turn(each.person, now) <= now:
            yield each


def _turn_taken(viewer: Viewer, now: datetime) -> ScoreReminder:
    return ScoreReminder(
        person_id=viewer.person, month=month_of(now), household_id=viewer.household, at=now
    )
