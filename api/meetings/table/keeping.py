"""Puts what is done at a table in its rows. Only the actions call this, within their turn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import Changed
from api.core.vault import Box
from api.meetings.model import Meeting, MeetingCame
from api.meetings.table.model import TableAct
from api.meetings.table.state import Kind
from api.people.policy import Viewer
from i18n.marking import N_

SAID_BEFORE: Final = N_("Dit stuurde je al. Stuur het nog een keer als iets nieuws.")


def add(
    session: Session,
    *,
    by: Viewer,
    meeting: Meeting,
    act_id: UUID,
    kind: Kind,
    body: Mapping[str, Any],
    now: datetime,
) -> UUID:
    """Put the next act in its table. Only actions call this, within their turn."""
    last = select(TableAct.number).filter_by(meeting_id=meeting.id).order_by(TableAct.number.desc())
    session.add(
        TableAct(
            id=act_id,
            household_id=meeting.household_id,
            meeting_id=meeting.id,
            number=(session.scalar(last.limit(1)) or 0) + 1,
            kind=kind,
            by_id=by.person,
            at=now,
            body=Box.of(session, meeting.household_id).lock_json(
                "table_acts", "body", act_id, dict(body)
            ),
        )
    )
    session.flush()
    return act_id


def is_known(session: Session, by: Viewer, meeting_id: UUID, act_id: UUID, kind: Kind) -> bool:
    """Say whether this very act is there already; raises Changed for another one under its id."""
    known = session.get(TableAct, act_id)
    if known is None:
        return False
    if (known.by_id, known.meeting_id, known.kind) != (by.person, meeting_id, kind):
        raise Changed(SAID_BEFORE)
    return True


def write_down(
    session: Session, by: Viewer, meeting: Meeting, body: Mapping[str, Any], now: datetime
) -> None:
    """Say of the meeting that it began, and of somebody that they came."""
    if "person" not in body:
        meeting.began_at, meeting.began_by = meeting.began_at or now, meeting.began_by or by.person
    elif session.get(MeetingCame, (meeting.id, UUID(body["person"]))) is None:
        session.add(
            MeetingCame(
                meeting_id=meeting.id,
                person_id=UUID(body["person"]),
                household_id=meeting.household_id,
                by_id=by.person,
                at=now,
            )
        )
    session.flush()
