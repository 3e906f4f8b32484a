"""Putting the steps of the path in their order. A change of place is a version as well."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.path import queries
from api.path.keeping_parts import add_version
from api.path.kinds import Kind
from api.path.model import PathPart, PathVersion
from api.path.seen import OBJECTS
from api.path.words import Draft
from api.path.writers import check_writer, was_sent
from api.people.policy import Side, Viewer
from api.people.queries import UNKNOWN


def put_earlier(
    session: Session,
    *,
    by: Viewer,
    sheet: Side,
    part_id: UUID,
    version_id: UUID,
    now: datetime,
) -> None:
    """Put a step before the one that it came after. Sent twice it moves once."""
    check_writer(session, by, OBJECTS[Kind.STEP], sheet, now)
    if was_sent(session, by, PathVersion, version_id):
        return
    found = queries.path(session, by, sheet, now)
    places = [each.place for each in found.steps]
    moving = next((each for each in found.steps if each.id == part_id), None)
    part = session.get(PathPart, part_id)
    if moving is None or part is None:
        raise NotHere(UNKNOWN)
    to = places.index(moving.place) - 1
    if to < 0:
        return
    before = places[to - 1] if to else places[0] - 2
    add_version(
        session,
        by,
        version_id,
        part=part,
        sheet=sheet,
        draft=Draft(
            words=moving.words, people=moving.people, day=moving.day, base=moving.version_id
        ),
        place=(before + places[to]) / 2,
        now=now,
    )
