"""Saying of a part that it is done, agreed, how it went, or that it goes."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import Changed, Invalid, NotHere
from api.path import queries, rules
from api.path.keeping import add_mark, take_turns
from api.path.kinds import Says
from api.path.model import PathMark, PathVersion
from api.path.seen import OBJECTS, TICK, writes
from api.path.views import PartView, PathView
from api.path.writers import MEANWHILE, on_own_sheet, was_sent
from api.people.policy import Side, Viewer
from api.people.queries import UNKNOWN
from i18n.dates import here
from i18n.marking import N_

NOT_YET: Final = N_("Deze dag komt nog. Schrijf dit op als het gedaan is.")


def say(
    session: Session,
    *,
    by: Viewer,
    sheet: Side,
    mark_id: UUID,
    version_id: UUID,
    says: Says,
    now: datetime,
    words: str = "",
) -> None:
    """Say of a part that it is done, agreed, how it went, or that it goes. Sent twice it stands once."""
    take_turns(session, by)
    if not on_own_sheet(session, by, sheet):
        raise NotHere(UNKNOWN)
    if was_sent(session, by, PathMark, mark_id):
        return
    part = _held(session, queries.path(session, by, sheet, now), version_id)
    kind = OBJECTS[part.kind] if says is Says.ENDED else TICK
    if not (rules.may_say(by, part.kind, says, part.mentioned) and writes(by, kind, sheet, now)):
        raise NotHere(UNKNOWN)
    if says in rules.RESULTS and part.day is not None and part.day > here(now):
        raise Invalid(NOT_YET, field="says")
    if len(words) > rules.LONGEST:
        raise Invalid(rules.TOO_LONG, field="words")
    add_mark(
        session,
        by,
        mark_id,
        sheet=sheet,
        version_id=version_id,
        says=says,
        words=words.strip(),
        now=now,
    )


def _held(session: Session, found: PathView, version_id: UUID) -> PartView:
    """Return the part whose words somebody looked at; raises Changed when it has other words by now."""
    version = session.get(PathVersion, version_id)
    part = found.part(version.part_id) if version is not None else None
    if part is None:
        raise NotHere(UNKNOWN)
    if part.version_id != version_id:
        raise Changed(MEANWHILE)
    return part
