"""Who looked at what: the notes that tell of it, as far as this viewer may read them.

Nothing is counted that its note does not show, so nothing hidden can be told from a number.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.logbook.model import EntryReader
from api.logbook.note import Kind
from api.logbook.queries import readable
from api.logbook.views import EntryView
from api.people.policy import Viewer
from api.people.queries import Member
from api.plan.checking.model import Check
from api.plan.checking.queries import checks_since
from api.plan.checking.rules import WORK_OF

A_LIST: Final = 30


@dataclass(frozen=True, slots=True)
class Work:
    """How often somebody looked lately, by the notes that this viewer may read."""

    person: Member
    times: int


def lately(
    session: Session, viewer: Viewer, agreements: Collection[UUID], now: datetime
) -> Mapping[UUID, Sequence[EntryView]]:
    """Return the checks of the last four weeks of each of these agreements, newest first."""
    ids = checks_since(session, viewer.household, now - WORK_OF)
    return _by_agreement(readable(session, viewer, ids), agreements)


def at(session: Session, viewer: Viewer, agreement: UUID) -> Sequence[EntryView]:
    """Return the latest checks of one agreement, newest first.

    It goes through the viewer's own list until there are enough: what others keep to themselves takes
    no place in it.
    """
    found: list[EntryView] = []
    ids = _listed(session, viewer, agreement)
    for first in range(0, len(ids), A_LIST):
        notes = readable(session, viewer, ids[first : first + A_LIST])
        found += _by_agreement(notes, {agreement}).get(agreement, ())
        if len(found) >= A_LIST:
            break
    return found[:A_LIST]


def work(checks: Mapping[UUID, Sequence[EntryView]]) -> list[Work]:
    """Return who looked and how often, most first: so that the work can be spread."""
    every = [each for those in checks.values() for each in those]
    people = {each.author.id: each.author for each in every}
    times = Counter(each.author.id for each in every)
    return [Work(people[person], number) for person, number in times.most_common()]


def _listed(session: Session, viewer: Viewer, agreement: UUID) -> Sequence[UUID]:
    """Return the checks of an agreement on somebody's own list of notes, newest first."""
    checks = select(Check.entry_id).join(EntryReader, EntryReader.entry_id == Check.entry_id)
    mine = checks.where(
        Check.household_id == viewer.household,
        Check.agreement_id == agreement,
        EntryReader.household_id == viewer.household,
        EntryReader.person_id == viewer.person,
    )
    return session.scalars(mine.order_by(Check.at.desc(), Check.entry_id)).all()


def _by_agreement(
    notes: Mapping[UUID, EntryView], agreements: Collection[UUID]
) -> Mapping[UUID, Sequence[EntryView]]:
    """What a note is a check of, it says itself, as this viewer reads it."""
    found: defaultdict[UUID, list[EntryView]] = defaultdict(list)
    for note in sorted(notes.values(), key=lambda each: each.happened_at, reverse=True):
        of = note.agreement_id
        if note.kind is Kind.CHECK and of is not None and of in agreements:
            found[of].append(note)
    return found
