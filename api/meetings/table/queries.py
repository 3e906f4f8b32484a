"""Reading a table: who may sit there, where it stands, and whether anything changed.

A table shows the same to everybody who sits at it. So what lies on it is for the people at it together:
everybody who was asked to come, whether they sit there yet or not. That somebody comes in changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import BindParameter, bindparam, func, select
from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.core.vault import Box, Tampered
from api.meetings.items import leads, sees
from api.meetings.model import Meeting, MeetingInvited
from api.meetings.rows import Row, read
from api.meetings.sharing import is_shared
from api.meetings.table.folding import table
from api.meetings.table.model import TableAct
from api.meetings.table.state import Act, Kind, TableState
from api.people.policy import Role, Viewer, is_away
from api.people.queries import UNKNOWN, viewers

# Ten phones ask this every other second: it is put together once.
MEETING: Final[BindParameter[UUID]] = bindparam("meeting")
PULSE: Final = (
    select(
        Meeting,
        MeetingInvited.at,
        select(func.max(TableAct.number)).where(TableAct.meeting_id == MEETING).scalar_subquery(),
    )
    .outerjoin(
        MeetingInvited,
        (MeetingInvited.meeting_id == Meeting.id)
        & (MeetingInvited.person_id == bindparam("person"))
        & MeetingInvited.ended_at.is_(None),
    )
    .where(Meeting.id == MEETING, Meeting.household_id == bindparam("household"))
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Seat:
    """A meeting as one of its people sits at it."""

    row: Row
    leads: bool

    @property
    def meeting(self) -> Meeting:
        """The sitting itself."""
        return self.row.meeting


def seat(session: Session, viewer: Viewer, meeting_id: UUID) -> Seat:
    """Return the place of this viewer at a table; raises NotHere for who has none."""
    row = next(iter(read(session, viewer.household, only=meeting_id)), None)
    if row is None or row.meeting.called_off_at is not None:
        raise NotHere(UNKNOWN)
    if not sees(viewer, row.meeting, row.invited) or not is_shared(session, viewer, row):
        raise NotHere(UNKNOWN)
    return Seat(row, leads(viewer, row.meeting, row.chair))


def pulse(session: Session, viewer: Viewer, meeting_id: UUID) -> int:
    """Return the number of the last act, in one question; raises NotHere for who has no place there."""
    wanted = {"meeting": meeting_id, "person": viewer.person, "household": viewer.household}
    found = session.execute(PULSE, wanted).first()
    if found is None or found[0].called_off_at is not None:
        raise NotHere(UNKNOWN)
    if not sees(viewer, found[0], {viewer.person: found[1]} if found[1] else {}):
        raise NotHere(UNKNOWN)
    return found[2] or 0


def state_of(session: Session, meeting: Meeting) -> TableState:
    """Return where a table stands now."""
    return table(acts(session, meeting))


def acts(session: Session, meeting: Meeting) -> list[Act]:
    """Return the acts of a meeting in their order. One that does not open is left out: the table goes on."""
    box = Box.of(session, meeting.household_id)
    rows = select(TableAct).filter_by(meeting_id=meeting.id).order_by(TableAct.number)
    found = []
    for row in session.scalars(rows):
        try:
            body = box.open_json("table_acts", "body", row.id, row.body)
        except Tampered:
            continue
        found.append(Act(row.id, row.number, Kind(row.kind), row.by_id, row.at, body))
    return found


def around(
    session: Session, viewer: Viewer, row: Row, state: TableState, now: datetime
) -> list[Viewer]:
    """Return for whom the table is laid, the one who looks first.

    Somebody who works here counts once they came: what they may read is what was shared with them.
    Who was sent away now cannot come, and the others look back all the same.
    """
    everybody = {each.person: each for each in viewers(session, viewer.household)}
    at_it = {
        person
        for person in row.invited
        if person in everybody
        and not is_away(everybody[person], now)
        and (everybody[person].role is not Role.PROFESSIONAL or person in state.came)
    }
    others = sorted(at_it - {viewer.person})
    return [viewer, *(everybody[each] for each in others)]
