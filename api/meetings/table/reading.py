"""Reading the minutes: every version, with who said that they read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.vault import Box, Tampered
from api.meetings.items import reads_minutes
from api.meetings.table.model import Minutes, MinutesRead
from api.meetings.table.queries import Seat
from api.people.policy import Verb, Viewer, is_away
from api.people.queries import Member, names


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesView:
    """One version. `read_by` are those, as far as this reader may know, who said that they read it.

    `mark` says how far the journal had come when it was written (security R39).
    """

    id: UUID
    number: int
    by: Member | None
    at: datetime
    text: str
    read_by: tuple[Member, ...]
    read: bool
    mark: str
    damaged: bool = False


def versions(
    session: Session, viewer: Viewer, at: Seat, *, verb: Verb = Verb.SEE
) -> tuple[MinutesView, ...]:
    """Return the minutes of a meeting, the newest version first; none of a day on which one was away."""
    rows = session.scalars(
        select(Minutes).filter_by(meeting_id=at.meeting.id).order_by(Minutes.number.desc())
    ).all()
    read_by: dict[UUID, list[UUID]] = {row.id: [] for row in rows}
    marks = select(MinutesRead).where(MinutesRead.minutes_id.in_(read_by))
    for each in session.scalars(marks.order_by(MinutesRead.at)):
        if _is_told(viewer, each):
            read_by[each.minutes_id].append(each.person_id)
    known, box = names(session, viewer), Box.of(session, viewer.household)
    mine = (
        row
        for row in rows
        if reads_minutes(viewer, at.meeting, at.row.invited, row.by_id, row.at, verb=verb)
    )
    return tuple(_view(box, viewer, row, known, read_by[row.id]) for row in mine)


def _is_told(viewer: Viewer, mark: MinutesRead) -> bool:
    """Who fears this reader read nothing as far as these see; nor is told what was read while they were away."""
    return mark.person_id not in viewer.feared_by and not is_away(viewer, mark.at)


def _view(
    box: Box, viewer: Viewer, row: Minutes, known: Mapping[UUID, Member], read_by: list[UUID]
) -> MinutesView:
    body: Mapping[str, object] = {}
    damaged = False
    try:
        body = box.open_json("minutes", "body", row.id, row.body)
    except Tampered:
        damaged = True
    return MinutesView(
        id=row.id,
        number=row.number,
        by=known.get(row.by_id),
        at=row.at,
        text=str(body.get("text", "")),
        read_by=tuple(known[each] for each in read_by if each in known),
        read=viewer.person in read_by,
        mark=str(body.get("mark", "")),
        damaged=damaged,
    )
