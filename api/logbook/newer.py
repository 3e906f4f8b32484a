"""How many notes came since a moment, for who reads along: only what they may read is counted."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.logbook.items import note_item
from api.logbook.model import Entry, EntryReader, Withdrawal
from api.logbook.rows import NOTED, Noted
from api.people.policy import Audience, Verb, Viewer, may


def newer(session: Session, viewer: Viewer, since: datetime, *, most: int) -> int:
    """Return how many notes for the whole circle were shared after ``since``; counts no further than ``most``.

    What was taken back is not counted. Nothing is opened.
    """
    rows = session.execute(
        select(*NOTED)
        .join(EntryReader, EntryReader.entry_id == Entry.id)
        .outerjoin(Withdrawal, Withdrawal.entry_id == Entry.id)
        .where(
            EntryReader.household_id == viewer.household,
            EntryReader.person_id == viewer.person,
            Entry.shared_at > since,
            Entry.audience == Audience.CIRCLE,
            Withdrawal.entry_id.is_(None),
        )
    )
    found = 0
    for row in rows:
        found += may(viewer, Verb.SEE, note_item(Noted(*row), frozenset()))
        if found == most:
            break
    return found
