"""After a restore: older data has people back who were erased since, and questions that were taken back.

The key store knows by id who was erased. They are erased anew, by the worker too: it may be that newer
keys come back later than the data. What was asked before the backup and is due by now waits another
three days, for nobody knows whether it was taken back since.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from api.core.db import EVERYWHERE
from api.core.each import for_each
from api.core.erasing import erase_household
from api.core.house import House
from api.core.journal import JournalLine
from api.core.vault import Tampered
from api.people.erasing.actions import tell_when
from api.people.erasing.carrying import erase_person, handfuls
from api.people.erasing.model import Erasure
from api.people.erasing.rules import WAITS
from api.people.model import Household, Person
from api.people.organisation.model import Halt, Organisation
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
    # First what needs no key and no file alone: the other may have to be tried again.
    waits = _put_off(house, now)
    _forget_again(house)
    return Restored(known_until=known_until, erased=erase_again(house, now), waits=waits)


def erase_again(house: House, now: datetime) -> int:
    """Erase whom older data has back, and return how many households and people that were.

    What cannot be done stops nothing else; the first of it is raised when all the others are done.
    """
    forgotten = house.keys.forgotten()
    if not forgotten:
        return 0
    with house.db.reading(EVERYWHERE) as session:
        homes = _back(session, select(Household.id), [h for h, p in forgotten if h == p])
        # An organisation goes last: its people have seats in the houses.
        organisations = set(session.scalars(select(Organisation.household_id)))
        living = _living(session, forgotten)
    troubles: list[Exception] = []
    for household in sorted(homes, key=lambda each: each in organisations):
        with _kept_in(troubles):
            erase_household(house, household, now)
    people = [each for each in forgotten if each[1] in living]
    for household, person in people:
        with _kept_in(troubles):
            erase_person(house, household=household, person=person, now=now)
    if troubles:
        raise troubles[0]
    return len(homes) + len(people)


@contextmanager
def _kept_in(troubles: list[Exception]) -> Iterator[None]:
    try:
        yield
    except (RuntimeError, Tampered) as trouble:
        troubles.append(trouble)


def _living(session: Session, forgotten: Sequence[tuple[UUID, UUID]]) -> set[UUID]:
    """Return whom the data has as if nobody had erased them."""
    people = [person for household, person in forgotten if household != person]
    found = _back(session, select(Person.id), people)
    said = select(JournalLine.row).filter_by(act="erase", place="person")
    homes = {household for household, person in forgotten if person in set(found)}
    erased = {
        row
        for some in handfuls(sorted(homes))
        for row in session.scalars(said.where(JournalLine.household_id.in_(some)))
    }
    return {each for each in found if str(each) not in erased}


def _back(session: Session, query: Select[UUID], ids: Sequence[UUID]) -> Sequence[UUID]:
    (column,) = query.selected_columns
    return [row for some in handfuls(ids) for row in session.scalars(query.where(column.in_(some)))]


def _forget_again(house: House) -> None:
    """Throw away the keys that an older key store has back of who is erased in the data."""
    said = select(JournalLine.household_id, JournalLine.place, JournalLine.row).filter_by(
        act="erase"
    )
    with house.db.reading(EVERYWHERE) as session:
        erased = {tuple(line) for line in session.execute(said)}
    kept = {(row.household_id, row.person_id) for row in house.keys.all()}
    for household in sorted({household for household, _ in kept}):
        if (household, "households", str(household)) in erased:
            house.vault.forget(household)
    for household, person in kept:
        if person is not None and (household, "person", str(person)) in erased:
            house.vault.forget_own(household, person)


def _put_off(house: House, now: datetime) -> int:
    """Let wait three days more what was asked of who is not erased yet. No key is needed for that."""
    until, gone = now + WAITS, {each for pair in house.keys.forgotten() for each in pair[1:]}
    with house.db.writing(EVERYWHERE, by=None, now=now) as session:
        asked = select(Erasure).filter_by(ended_at=None, done_at=None)
        rows = session.scalars(asked.where(Erasure.due_at < until)).all()
        late = [row for row in rows if not {row.person_id, row.household_id} & gone]
        for row in late:
            row.due_at = until
        closing = select(Halt).filter_by(kind=State.CLOSING, ended_at=None)
        found = session.scalars(closing.where(Halt.until < until)).all()
        homes = [home for home in found if home.household_id not in gone]
        for home in homes:
            home.until = until
        people = [(row.household_id, row.person_id) for row in late]
    for_each(people, lambda each: _tell(house, *each, until, now), chore="after_restore")
    return len(people) + len(homes)


def _tell(house: House, household: UUID, person: UUID, until: datetime, now: datetime) -> None:
    with house.db.writing(household, by=None, now=now) as session:
        tell_when(session, viewer(session, person), until, now)
