"""Puts parts of the path and their versions in the tables. Only the actions call this."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.path.keeping import lock
from api.path.kinds import Kind
from api.path.model import PathPart, PathPerson, PathVersion
from api.path.words import Draft, People
from api.path.words_kept import to_json
from api.people.policy import Side, Viewer


def add_part(
    session: Session, by: Viewer, part_id: UUID, *, sheet: Side, kind: Kind, now: datetime
) -> PathPart:
    """Make a new part, still without words."""
    part = PathPart(
        id=part_id,
        household_id=by.household,
        side=sheet,
        kind=kind,
        by_id=by.person,
        made_at=now,
    )
    session.add(part)
    session.flush()
    return part


def add_version(
    session: Session,
    by: Viewer,
    version_id: UUID,
    *,
    part: PathPart,
    sheet: Side,
    draft: Draft,
    place: float,
    now: datetime,
) -> None:
    """Write down what a part says from now on."""
    last = select(func.max(PathVersion.number)).filter_by(part_id=part.id)
    session.add(
        PathVersion(
            id=version_id,
            household_id=by.household,
            side=sheet,
            part_id=part.id,
            number=(session.scalar(last) or 0) + 1,
            by_id=by.person,
            at=now,
            base_id=draft.base,
            place=place,
            day=draft.day,
            body=lock(session, by, "path_versions", version_id, to_json(draft.words)),
        )
    )
    session.flush()
    _name(session, by, version_id, draft.people)


def _name(session: Session, by: Viewer, version_id: UUID, people: People) -> None:
    for part, named in people.items():
        for person in dict.fromkeys(named):
            session.add(
                PathPerson(
                    version_id=version_id,
                    person_id=person,
                    part=part,
                    household_id=by.household,
                )
            )
    session.flush()
