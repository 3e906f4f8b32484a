"""The minutes: what the table wrote about itself, in versions, and who says that they read them."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import Changed, Invalid, NotHere
from api.core.journal import JournalHead
from api.core.vault import Box
from api.meetings.keeping import take_turns
from api.meetings.model import Meeting
from api.meetings.table.keeping import SAID_BEFORE
from api.meetings.table.model import Minutes, MinutesRead
from api.meetings.table.queries import seat
from api.meetings.table.rules import LONGEST, SAY_IT, TOO_LONG
from api.people.policy import Viewer
from api.people.queries import UNKNOWN
from i18n.marking import N_

MEANWHILE: Final = N_("Iemand anders schreef dit net. Jouw tekst staat er nog. Kijk naar beide.")
LONGEST_MINUTES: Final = 5 * LONGEST
MARK: Final = 8


def write(
    session: Session,
    *,
    by: Viewer,
    meeting_id: UUID,
    minutes_id: UUID,
    base: UUID | None,
    text: str,
    now: datetime,
) -> UUID:
    """Write the next version. Raises Changed when another one came after the ``base``."""
    take_turns(session, by)
    at = seat(session, by, meeting_id)
    if not at.leads:
        raise NotHere(UNKNOWN)
    known = session.get(Minutes, minutes_id)
    if known is not None:
        if (known.by_id, known.meeting_id) != (by.person, meeting_id):
            raise Changed(SAID_BEFORE)
        return known.id
    stood = last(session, at.meeting)
    if base != (stood.id if stood else None):
        raise Changed(MEANWHILE)
    version = _version(
        session,
        by=by,
        meeting=at.meeting,
        minutes_id=minutes_id,
        before=stood,
        text=_checked(text),
        now=now,
    )
    session.add(version)
    session.flush()
    return minutes_id


def read(session: Session, *, by: Viewer, minutes_id: UUID, now: datetime) -> None:
    """Say that one read this version. Twice is once; raises NotHere for minutes that are not one's own."""
    row = session.get(Minutes, minutes_id)
    if row is None or row.household_id != by.household:
        raise NotHere(UNKNOWN)
    take_turns(session, by)
    at = seat(session, by, row.meeting_id)
    if by.person not in at.row.invited:
        raise NotHere(UNKNOWN)
    if session.get(MinutesRead, (minutes_id, by.person)) is None:
        session.add(
            MinutesRead(
                minutes_id=minutes_id, person_id=by.person, household_id=by.household, at=now
            )
        )
        session.flush()


def _checked(text: str) -> str:
    kept = text.strip()
    if not kept:
        raise Invalid(SAY_IT, field="text")
    if len(kept) > LONGEST_MINUTES:
        raise Invalid(TOO_LONG, field="text")
    return kept


def last(session: Session, meeting: Meeting) -> Minutes | None:
    """Return the version that holds."""
    mine = select(Minutes).filter_by(meeting_id=meeting.id).order_by(Minutes.number.desc())
    return session.scalars(mine.limit(1)).first()


def _version(
    session: Session,
    *,
    by: Viewer,
    meeting: Meeting,
    minutes_id: UUID,
    before: Minutes | None,
    text: str,
    now: datetime,
) -> Minutes:
    box = Box.of(session, meeting.household_id)
    return Minutes(
        id=minutes_id,
        household_id=meeting.household_id,
        meeting_id=meeting.id,
        number=(before.number if before else 0) + 1,
        base_id=before.id if before else None,
        by_id=by.person,
        at=now,
        body=box.lock_json(
            "minutes", "body", minutes_id, {"text": text, "mark": _mark(session, by.household)}
        ),
    )


def _mark(session: Session, household: UUID) -> str:
    """Return the beginning of the journal's last link: it shows how far the book had come (security R39).

    Kept with the version. What the page would look up each time moves with every note that anybody
    writes, and whoever reads the minutes again and again would know of it.
    """
    link = session.scalar(select(JournalHead.link).filter_by(household_id=household))
    return (link or b"").hex()[:MARK]
