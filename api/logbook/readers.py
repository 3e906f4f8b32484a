"""Works out who may read which note, so that a timeline seeks instead of filters.

The policy decides; this only writes down its answer, and again whenever the circle changes. A note
that is read is put to the policy once more, so a list that is too long shows nothing too much.

So a professional's list holds all that a house could ever share: consent comes and goes by the clock.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, event, func, insert, select, update
from sqlalchemy.orm import Session, UOWTransaction

from api.core.db import HouseSession
from api.logbook.items import note_item
from api.logbook.model import (
    Entry,
    EntryChosen,
    EntryNews,
    EntryReader,
    EntryVersion,
    Withdrawal,
)
from api.people.apart.model import ApartSwitch
from api.people.going.model import Going
from api.people.model import Duty, Person, SafetyLink, Shield
from api.people.policy import Role, Viewer, readers
from api.people.professionals.model import Seat
from api.people.queries import viewers

CIRCLE_FACTS = (Person, SafetyLink, Shield, Duty, Going, ApartSwitch)
CHANGED = "circle_changed"
COULD_BE_SHARED: Final = frozenset({"entry_circle"})
EVER: Final = datetime.min.replace(tzinfo=UTC)


def set_readers(
    session: Session, entry: Entry, chosen: frozenset[UUID], *, is_new: bool = False
) -> None:
    """Write down who may read one note."""
    if not is_new:
        session.execute(delete(EntryReader).filter_by(entry_id=entry.id))
        session.execute(delete(EntryNews).filter_by(entry_id=entry.id))
    _write(session, [entry], {entry.id: chosen}, viewers(session, entry.household_id))


def recompute_readers(session: Session, household: UUID) -> None:
    """Write down anew who may read what in a whole household."""
    session.flush()
    entries = session.scalars(select(Entry).filter_by(household_id=household)).all()
    session.execute(delete(EntryReader).filter_by(household_id=household))
    session.execute(delete(EntryNews).filter_by(household_id=household))
    _write(session, entries, chosen_for(session, household), viewers(session, household))


def is_news(session: Session, entry: UUID, now: datetime) -> None:
    """Put a note in front for who reads with a program: it was taken back."""
    mine = update(EntryNews).where(EntryNews.entry_id == entry)
    session.execute(mine.values(changed_at=now))


def chosen_for(session: Session, household: UUID) -> Mapping[UUID, frozenset[UUID]]:
    """Return who was chosen, for each note of a household that was meant for chosen people."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for row in session.scalars(select(EntryChosen).filter_by(household_id=household)):
        found[row.entry_id].add(row.person_id)
    return {entry: frozenset(people) for entry, people in found.items()}


def _write(
    session: Session,
    entries: Sequence[Entry],
    chosen: Mapping[UUID, frozenset[UUID]],
    people: Sequence[Viewer],
) -> None:
    widest = [_at_most(each) for each in people]
    rows = [
        {
            "entry_id": entry.id,
            "person_id": person,
            "household_id": entry.household_id,
            "happened_at": entry.happened_at,
        }
        for entry in entries
        for person in readers(note_item(entry, chosen.get(entry.id, frozenset())), widest)
    ]
    if rows:
        session.execute(insert(EntryReader), rows)
        _write_news(session, entries, rows)


def _write_news(
    session: Session, entries: Sequence[Entry], rows: Sequence[Mapping[str, Any]]
) -> None:
    """Of the readers those who sit here for an account have them by their last change as well."""
    seats = select(Seat.person_id, Seat.account_id).where(
        Seat.household_id == entries[0].household_id, Seat.person_id.is_not(None)
    )
    accounts = {row.person_id: row.account_id for row in session.execute(seats)}
    theirs = [row for row in rows if row["person_id"] in accounts]
    if not theirs:
        return
    changed = _last_changes(session, entries)
    news = [
        {
            "entry_id": row["entry_id"],
            "person_id": row["person_id"],
            "household_id": row["household_id"],
            "account_id": accounts[row["person_id"]],
            "changed_at": changed[row["entry_id"]],
        }
        for row in theirs
    ]
    session.execute(insert(EntryNews), news)


def _last_changes(session: Session, entries: Sequence[Entry]) -> Mapping[UUID, datetime]:
    """Return when each of these came to its readers, was corrected or taken back, whatever was last."""
    alone = entries[0].id if len(entries) == 1 else None
    changed = {entry.id: entry.shared_at for entry in entries}
    for table, at in ((EntryVersion, EntryVersion.written_at), (Withdrawal, Withdrawal.at)):
        last = select(table.entry_id, func.max(at)).group_by(table.entry_id)
        last = last.where(table.household_id == entries[0].household_id)
        for entry, moment in session.execute(
            last.where(table.entry_id == alone) if alone else last
        ):
            changed[entry] = max(changed.get(entry, moment), moment)
    return changed


def _at_most(person: Viewer) -> Viewer:
    if person.role is not Role.PROFESSIONAL:
        return person
    return replace(person, joined_at=EVER, consents=COULD_BE_SHARED)


def _notice(session: Session, _context: UOWTransaction) -> None:
    """Remember whose circle changed, whoever changed it: so no action can forget the readers."""
    changed = session.info.setdefault(CHANGED, set())
    for fact in (*session.new, *session.dirty, *session.deleted):
        if isinstance(fact, CIRCLE_FACTS):
            changed.add(fact.household_id)


def _follow(session: Session) -> None:
    session.flush()
    while changed := session.info.get(CHANGED):
        recompute_readers(session, changed.pop())


event.listen(HouseSession, "after_flush", _notice)
event.listen(HouseSession, "before_commit", _follow)
