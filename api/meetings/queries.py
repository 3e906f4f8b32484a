"""Reading meetings. Everything goes through the viewer who asks; nothing hidden is counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.meetings import inviting_rules, items
from api.meetings.inviting import could_sit
from api.meetings.keeping import find, led
from api.meetings.rows import Row, read
from api.meetings.sharing import is_shared
from api.meetings.showing import Look
from api.meetings.views import MeetingView
from api.people.policy import Viewer
from api.people.queries import Member, names


@dataclass(frozen=True, slots=True, kw_only=True)
class Seats:
    """Who can be asked to a sitting, who is, and who was asked for the one before and did not come."""

    people: tuple[Member, ...]
    invited: frozenset[UUID]
    not_there: tuple[Member, ...]


def meetings(session: Session, viewer: Viewer, now: datetime) -> tuple[MeetingView, ...]:
    """Return the sittings of one's own: what comes first, the soonest on top; then the latest that was."""
    look = Look(session, viewer, now)
    every = [look.at(row) for row in _seen(session, viewer)]
    coming = sorted((each for each in every if not each.is_past(now)), key=_begins)
    past = sorted((each for each in every if each.is_past(now)), key=_ended, reverse=True)
    return (*coming, *past)


def meeting(session: Session, viewer: Viewer, meeting_id: UUID, now: datetime) -> MeetingView:
    """Return one sitting; raises NotHere."""
    return Look(session, viewer, now).at(find(session, viewer, meeting_id))


def next_meeting(session: Session, viewer: Viewer, now: datetime) -> MeetingView | None:
    """Return what comes next of those one is asked for, None when there is none."""
    seen = _seen(session, viewer, coming=True)
    if not seen:
        return None
    look = Look(session, viewer, now)
    mine = [look.at(row) for row in seen if viewer.person in row.invited]
    return min((each for each in mine if not each.is_past(now)), key=_begins, default=None)


def may_plan(viewer: Viewer, now: datetime) -> bool:
    """Say whether somebody calls people together."""
    return items.may_plan(viewer, viewer.side, now)


def seats(session: Session, viewer: Viewer, meeting_id: UUID) -> Seats:
    """Return who could sit at the table, for who leads; raises NotHere."""
    row = led(session, viewer, meeting_id)
    before = [
        each
        for each in _seen(session, viewer)
        if each.meeting.closed_at and each.meeting.side == row.meeting.side
    ]
    last = max(
        before, key=lambda each: each.meeting.closed_at or each.meeting.made_at, default=None
    )
    known = names(session, viewer)
    absent = inviting_rules.not_there_last(last.invited, last.came) if last else ()
    return Seats(
        people=tuple(could_sit(session, viewer, row)),
        invited=frozenset(row.invited),
        not_there=tuple(known[each] for each in absent if each in known and known[each].is_here),
    )


def _seen(session: Session, viewer: Viewer, *, coming: bool = False) -> list[Row]:
    return [
        row
        for row in read(session, viewer.household, coming=coming)
        if items.sees(viewer, row.meeting, row.invited) and is_shared(session, viewer, row)
    ]


def _begins(view: MeetingView) -> tuple[bool, datetime]:
    """What has no day yet stands after what has one."""
    return view.day is None, view.day.at if view.day else view.made_at


def _ended(view: MeetingView) -> datetime:
    if view.day is not None:
        return view.day.at
    return view.closed_at or view.called_off_at or view.made_at
