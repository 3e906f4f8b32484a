"""The tests of the plan on the sheet of the side that looks."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from api.path.evidence.facts_of_path import Tested
from api.path.queries import may_enter, path, sheet_of
from api.path.views import PartView
from api.people.policy import Viewer
from i18n.dates import here


def tests(session: Session, viewer: Viewer, now: datetime) -> tuple[Tested, ...]:
    """Return the tests that stand there, the last day first."""
    if not may_enter(viewer, now):
        return ()
    found = path(session, viewer, sheet_of(session, viewer), now).tests
    return tuple(_test(each) for each in sorted(found, key=lambda one: str(one.day), reverse=True))


def _test(part: PartView) -> Tested:
    result = part.result
    return Tested(
        text=part.words.text,
        day=part.day,
        result=result.says if result else None,
        told_on=here(result.at) if result else None,
        lessons=result.words if result else "",
    )
