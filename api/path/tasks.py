"""What somebody does or stands by along the path in these days, for their first page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.path import rules
from api.path.kinds import Kind
from api.path.model import PathPart, PathPerson, PathVersion
from api.path.queries import may_enter, parts
from api.path.views import PartView
from api.people.policy import Side, Viewer
from api.people.queries import lives_apart
from i18n.dates import here

# A week ahead there is time to ask for help; what is 60 days late is talked about at the table.
AHEAD: Final = timedelta(days=7)
STANDS: Final = timedelta(days=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A step that somebody does, or a test that they stand by, and on which sheet it stands.

    `kant` says that there is another sheet too.
    """

    sheet: Side
    kant: bool
    part: PartView


def own_steps(session: Session, viewer: Viewer, now: datetime) -> list[Task]:
    """Return what this viewer does or stands by about now, by its day. Never when another reads along."""
    if viewer.quiet or not may_enter(viewer, now) or not _perhaps(session, viewer, now):
        return []
    sheets = rules.sheets_of(viewer.side, apart=lives_apart(session, viewer.household))
    found = {
        part.id: Task(sheet=sheet, kant=len(sheets) > 1, part=part)
        for sheet in sheets
        for part in _of(session, viewer, sheet, now)
    }
    return sorted(found.values(), key=lambda each: (str(each.part.day), each.part.place))


def _of(session: Session, viewer: Viewer, sheet: Side, now: datetime) -> list[PartView]:
    return [
        each
        for each in parts(session, viewer, sheet, now)
        if each.kind in {Kind.STEP, Kind.TEST}
        and viewer.person in each.mentioned
        and each.day is not None
        and here(now) - STANDS <= each.day <= here(now) + AHEAD
        and not (each.done or each.result)
    ]


def _perhaps(session: Session, viewer: Viewer, now: datetime) -> bool:
    """Ask the days alone first: most first pages have none, and then nothing is opened."""
    mine = (
        select(PathVersion.id)
        .join(PathPart, PathPart.id == PathVersion.part_id)
        .join(PathPerson, PathPerson.version_id == PathVersion.id)
        .where(PathPerson.person_id == viewer.person, PathPart.kind.in_([Kind.STEP, Kind.TEST]))
        .where(PathVersion.day.between(here(now) - STANDS, here(now) + AHEAD))
    )
    return session.scalars(mine.limit(1)).first() is not None
