"""After a restore: older data has people back who were erased since, and questions that were taken back.

The key store knows by id who was erased. They are erased anew, by the worker too: it may be that newer
keys come back later than the data. What was asked before the backup and is due by now waits another
three days, for nobody knows whether it was taken back since.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from api.core.db import EVERYWHERE
from api.core.erasing import erase_household
from api.core.house import House
from api.core.journal import JournalLine
from api.people.erasing.actions import tell_when
from api.people.erasing.carrying import erase_person
from api.people.erasing.model import Erasure
from api.people.erasing.rules import WAITS
from api.people.model import Household, Person
from api.people.organisation.model import Halt
from api.people.organisation.rules import State
from api.people.queries import viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """The last moment that the data knows, how many were erased anew, how many wait three days more."""

    known_until: datetime | None
    erased: int
    waits: int


def after_restore(house: House, now: datetime) -> Restored:
    """Put right what older data would undo, or do behind people's backs."""
    with house.db.reading(EVERYWHERE) as session:
        known_until = session.scalar(select(func.max(JournalLine.at)))
    erased = erase_again(house, now)
    return Restored(known_until=known_until, erased=erased, waits=_put_off(house, now))


def erase_again(house: House, now: datetime) -> int:
    """Erase whom older data has back, and return how many households and people that were."""
    forgotten = house.keys.forgotten()
    if not forgotten:
        return 0
    with house.db.reading(EVERYWHERE) as session:
        homes = _back(session, select(Household.id), [h for h, p in forgotten if h == p])
        people = [each for each in forgotten if each[1] in _living(session, forgotten)]
    for household in homes:
        erase_household(house, household, now)
    for household, person in people:
        erase_person(house, household=household, person=person, now=now)
    return len(homes) + len(people)


def _living(session: Session, forgotten: Sequence[tuple[UUID, UUID]]) -> set[UUID]:
    """Return whom the data has as if nobody had erased them."""
    people = [person for household, person in forgotten if household != person]
    said = select(JournalLine.row).filter_by(act="erase", place="person")
    erased = set(session.scalars(said.where(JournalLine.household_id.in_(dict(forgotten)))))
    found = _back(session, select(Person.id), people)
    return {each for each in found if str(each) not in erased}


def _back(session: Session, query: Select[UUID], ids: Sequence[UUID]) -> Sequence[UUID]:
    (column,) = query.selected_columns
    return session.scalars(query.where(column.in_(ids))).all() if ids else ()


def _put_off(house: House, now: datetime) -> int:
    until = now + WAITS
    with house.db.writing(EVERYWHERE, by=None, now=now) as session:
        asked = select(Erasure).filter_by(ended_at=None, done_at=None)
        rows = session.scalars(asked.where(Erasure.due_at < until)).all()
        for row in rows:
            row.due_at = until
            tell_when(session, viewer(session, row.person_id), until, now)
        closing = select(Halt).filter_by(kind=State.CLOSING, ended_at=None)
        homes = session.scalars(closing.where(Halt.until < until)).all()
        for home in homes:
            home.until = until
    return len(rows) + len(homes)
