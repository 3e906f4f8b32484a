"""How many notes came since a moment, for who reads along: only what they may read is counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, select, union_all
from sqlalchemy.orm import Session

from api.logbook.items import note_item
from api.logbook.model import Entry, EntryNews, Withdrawal
from api.logbook.rows import NOTED, Noted
from api.people.policy import Audience, Verb, Viewer, may

# So many of a house are looked at together with those of others; of one that has more, they are looked at alone.
TOGETHER: Final = 3


@dataclass(frozen=True, slots=True)
class Since:
    """Who reads in a house, and until when they read it."""

    viewer: Viewer
    account: UUID
    read: datetime


def newer(session: Session, asked: Mapping[UUID, Since], *, most: int) -> Mapping[UUID, int]:
    """Return by seat how many notes for the whole circle were shared after each read; no further than ``most``.

    What was taken back is not counted. Nothing is opened. In a session of everywhere, for a handful of seats.
    """
    if not asked:
        return {}
    handful = most * TOGETHER
    found: dict[UUID, list[Noted]] = {each.viewer.person: [] for each in asked.values()}
    parts = [select(_of(each).limit(handful).subquery()) for each in asked.values()]
    for person, *row in session.execute(union_all(*parts)):
        found[person].append(Noted(*row))
    counted = {
        seat: _readable(each.viewer, found[each.viewer.person], most)
        for seat, each in asked.items()
    }
    for seat, each in asked.items():
        # The others of this house are hidden, or there are more: all of it tells which.
        if counted[seat] < most and len(found[each.viewer.person]) == handful:
            every = (Noted(*row) for _, *row in session.execute(_of(each)))
            counted[seat] = _readable(each.viewer, every, most)
    return counted


def _of(asked: Since) -> Select[Any]:
    """It seeks by the last change, which is never before a note was shared: only what is new is touched."""
    viewer = asked.viewer
    return (
        select(EntryNews.person_id, *NOTED)
        .join(Entry, Entry.id == EntryNews.entry_id)
        .outerjoin(Withdrawal, Withdrawal.entry_id == Entry.id)
        .where(
            EntryNews.household_id == viewer.household,
            EntryNews.account_id == asked.account,
            EntryNews.person_id == viewer.person,
            EntryNews.changed_at > asked.read,
            Entry.shared_at > asked.read,
            Entry.audience == Audience.CIRCLE,
            Withdrawal.entry_id.is_(None),
        )
    )


def _readable(viewer: Viewer, rows: Iterable[Noted], most: int) -> int:
    count = 0
    for row in rows:
        count += may(viewer, Verb.SEE, note_item(row, frozenset()))
        if count == most:
            break
    return count
