"""Since when there is something to read for somebody."""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.logbook.model import Entry, EntryReader
from api.logbook.rows import NOTED, Noted
from api.logbook.shown import Reader, entry_views
from api.people.policy import Viewer
from i18n.dates import here

A_HANDFUL: Final = 12


def first_day(session: Session, viewer: Viewer) -> date | None:
    """Return the day of the oldest note that this viewer reads; of the first handful, for all is too much."""
    listed = select(*NOTED).join(EntryReader, EntryReader.entry_id == Entry.id)
    mine = (EntryReader.person_id == viewer.person, EntryReader.household_id == viewer.household)
    oldest = listed.where(*mine).order_by(EntryReader.happened_at, EntryReader.entry_id)
    found = [Noted(*row) for row in session.execute(oldest.limit(A_HANDFUL))]
    views = entry_views(session, Reader.of(session, viewer), found) if found else []
    return next((here(each.happened_at) for each in views if each.withdrawn is None), None)
