"""Looking back over what was written since the last time, told for the table and not for one reader.

What lies here may be read by everybody around the table: a beamer shows it. What one of them may not
read is not there, is not counted, and leaves no gap that one could see.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.logbook.note import Kind
from api.logbook.shared import SharedNote, readable_by_all
from api.meetings.items import sees
from api.meetings.model import Meeting, MeetingInvited
from api.meetings.rows import Row
from api.people.policy import Viewer
from api.people.queries import Member
from api.safe_object import queries as signals
from api.safe_object.views import SignalView

# domain.md 1: safety planning takes 12 to 18 months.
FURTHEST: Final = timedelta(days=548)
# Successes first (domain 3, veiligheidslogboek); then what nearly went wrong, and what did.
ORDER: Final = (Kind.GOOD, Kind.NEAR, Kind.WRONG, Kind.CHECK, Kind.HOW)


@dataclass(frozen=True, slots=True)
class SignalSeen:
    """Somebody asked for help without words, and who went. For who may all look back on it."""

    id: UUID
    ward: Member
    at: datetime
    who: Member | None


@dataclass(frozen=True, slots=True)
class Review:
    """What the table looks back on. `last` is the day of the meeting before, when all of them were asked."""

    last: datetime | None
    until: datetime
    notes: tuple[SharedNote, ...]
    signals: tuple[SignalSeen, ...]

    def of(self, kind: Kind) -> tuple[SharedNote, ...]:
        """Return the notes of one kind; what a child tells stands with how it is."""
        kinds = {kind, Kind.TELL} if kind is Kind.HOW else {kind}
        return tuple(each for each in self.notes if each.kind in kinds)

    def pinned(self, pins: Iterable[UUID]) -> tuple[SharedNote, ...]:
        """Return the notes that were put on top, in that order."""
        by_id = {each.id: each for each in self.notes}
        return tuple(by_id[each] for each in pins if each in by_id)


def review(session: Session, people: Sequence[Viewer], row: Row, now: datetime) -> Review:
    """Return what everybody around this table may read of what happened since the last time."""
    until = row.meeting.closed_at or now
    last = last_time(session, people, row, until)
    since = last or until - FURTHEST
    return Review(
        last=last,
        until=until,
        notes=tuple(readable_by_all(session, people, since=since, until=until)),
        signals=tuple(_signals(session, people, since, until, now)),
    )


def last_time(
    session: Session, people: Sequence[Viewer], row: Row, until: datetime
) -> datetime | None:
    """Return when the meeting before this one ended.

    It is one of the same side to which everybody of now was asked, and that is there for all of these:
    nobody learns here of another one.
    """
    before = session.scalars(
        select(Meeting)
        .filter_by(household_id=row.meeting.household_id, side=row.meeting.side)
        .where(Meeting.closed_at < until, Meeting.id != row.meeting.id)
        .order_by(Meeting.closed_at.desc())
    )
    asked = set(row.invited)
    for meeting in before:
        were = select(MeetingInvited).filter_by(meeting_id=meeting.id, ended_at=None)
        invited = {each.person_id: each.at for each in session.scalars(were)}
        if asked <= invited.keys() and all(sees(each, meeting, invited) for each in people):
            return meeting.closed_at
    return None


def _signals(
    session: Session, people: Sequence[Viewer], since: datetime, until: datetime, now: datetime
) -> list[SignalSeen]:
    """As far as each of them may look back on them: with a parent at the table that is none."""
    seen: list[dict[UUID, SignalView]] = []
    for viewer in people:
        seen.append({each.id: each for each in signals.history(session, viewer, now)})
        if not seen[-1]:
            return []
    of_all = set.intersection(*(set(each) for each in seen)) if seen else set()
    views = sorted((seen[0][each] for each in of_all), key=lambda each: each.came_at)
    return [
        SignalSeen(each.id, each.ward, each.came_at, _who([theirs[each.id] for theirs in seen]))
        for each in views
        if since < each.came_at <= until and not each.is_practice
    ]


def _who(views: Sequence[SignalView]) -> Member | None:
    """Return who went, when all of them know that person."""
    return views[0].owner if all(each.owner for each in views) else None
