"""Writing steps, tests, points of recovery and the closing plan.

A change is a version. When another changed it meanwhile the writer is told, and keeps the own words.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import Changed, NotHere
from api.path import queries, rules
from api.path.keeping_parts import add_part, add_version
from api.path.kinds import Kind
from api.path.model import PathPart, PathVersion
from api.path.naming import check_people
from api.path.seen import OBJECTS
from api.path.views import PartView, PathView
from api.path.words import Draft, kind_of
from api.path.words_rules import check_words
from api.path.writers import MEANWHILE, check_writer, was_sent
from api.people.policy import Side, Viewer
from api.people.queries import UNKNOWN
from i18n.dates import here


def write(
    session: Session,
    *,
    by: Viewer,
    sheet: Side,
    part_id: UUID,
    version_id: UUID,
    draft: Draft,
    now: datetime,
) -> None:
    """Write what was agreed, anew or in other words. Sent twice it stands once.

    Raises Changed when another version holds than the one that was looked at, or when a second closing
    plan would come beside the first.
    """
    kind = kind_of(draft.words)
    check_writer(session, by, OBJECTS[kind], sheet, now)
    if was_sent(session, by, PathVersion, version_id):
        return
    found = queries.path(session, by, sheet, now)
    before = found.part(part_id)
    _check_base(found, before, kind, draft)
    check_words(draft.words, draft.people, draft.day, here(now))
    check_people(session, by, sheet, draft.people)
    add_version(
        session,
        by,
        version_id,
        part=_part(session, by, found, part_id, kind=kind, now=now),
        sheet=sheet,
        draft=draft,
        place=before.place if before else _last_place(found, kind) + 1,
        now=now,
    )


def _part(
    session: Session, by: Viewer, found: PathView, part_id: UUID, *, kind: Kind, now: datetime
) -> PathPart:
    """Return what gets other words, when it stands on this sheet, or something new."""
    part = session.get(PathPart, part_id)
    if part is None:
        rules.check_room(len(_alike(found, kind)))
        return add_part(session, by, part_id, sheet=found.sheet, kind=kind, now=now)
    if found.part(part_id) is None:
        raise NotHere(UNKNOWN)
    return part


def _check_base(found: PathView, before: PartView | None, kind: Kind, draft: Draft) -> None:
    if before is not None and before.kind is not kind:
        raise NotHere(UNKNOWN)
    if draft.base != (before.version_id if before else None):
        raise Changed(MEANWHILE)
    if before is None and kind is Kind.CLOSING and found.closing is not None:
        raise Changed(MEANWHILE)


def _alike(found: PathView, kind: Kind) -> tuple[PartView, ...]:
    return {Kind.STEP: found.steps, Kind.TEST: found.tests}.get(kind, found.recovery)


def _last_place(found: PathView, kind: Kind) -> float:
    return max((each.place for each in _alike(found, kind)), default=0.0)
