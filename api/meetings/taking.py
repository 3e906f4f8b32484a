"""Taking along when people sat together and what they agreed: never what somebody brought for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from api.meetings import items
from api.meetings.rows import Row, read
from api.meetings.showing import Look
from api.meetings.table import reading
from api.meetings.table.queries import Seat, state_of
from api.meetings.views import MeetingView
from api.people.policy import Verb, Viewer
from api.people.queries import names
from api.people.taking import Values, called, whole

PARTS: Final = ("does", "looks")


def to_take(session: Session, viewer: Viewer, now: datetime) -> list[Values]:
    """Return the sittings that this viewer may take along, the oldest first."""
    look, known = Look(session, viewer, now), names(session, viewer)
    found = [
        row
        for row in read(session, viewer.household)
        if items.sees(viewer, row.meeting, row.invited)
        and items.sees(viewer, row.meeting, row.invited, verb=Verb.EXPORT)
    ]
    return [
        _values(session, viewer, row, look.at(row), lambda ids: called(known, ids))
        for row in reversed(found)
    ]


def _values(
    session: Session, viewer: Viewer, row: Row, seen: MeetingView, named: Callable[..., list[str]]
) -> Values:
    return whole(
        {
            "day": seen.day.at if seen.day else None,
            "called_off": seen.called_off_at is not None or None,
            "about": seen.danger.text if seen.danger else "",
            "goal": seen.goal,
            "place": seen.place or "",
            "invited": named(each.id for each in seen.invited),
            "came": named(each.id for each in seen.came),
            "agreed": [] if seen.called_off_at else _agreed(session, row, named),
            "minutes": [] if seen.called_off_at else _minutes(session, viewer, row),
        }
    )


def _agreed(session: Session, row: Row, named: Callable[..., list[str]]) -> list[Values]:
    return [
        whole({"text": str(each.body.get("text", "")), **_who(each.body, named)})
        for each in state_of(session, row.meeting).decisions
    ]


def _who(body: Any, named: Callable[..., list[str]]) -> dict[str, list[str]]:  # noqa: ANN401 - as it was sealed
    return {part: named(UUID(each) for each in body.get(part, ())) for part in PARTS}


def _minutes(session: Session, viewer: Viewer, row: Row) -> list[Values]:
    """Every version, oldest first: who takes it along takes along how it was changed."""
    every = reading.versions(session, viewer, Seat(row, leads=False), verb=Verb.EXPORT)
    return [
        whole(
            {
                "at": each.at,
                "by": (each.by.called or each.by.name) if each.by else "",
                "text": each.text,
            }
        )
        for each in reversed(every)
        if not each.damaged
    ]
