"""The last talks that somebody was asked for, for the pages that say how it goes: who led them.

The rooms of the meetings and of the path do not know each other; a page asks the one and tells the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from api.meetings.kinds import Mode
from api.meetings.queries import meetings
from api.meetings.views import MeetingView
from api.path.evidence.facts_of_path import Led, Met
from api.people.policy import Role, Viewer
from i18n.dates import here

LAST: Final = 3
LED: Final[Mapping[Mode, Led]] = {
    Mode.PROFESSIONAL: Led.HELPER,
    Mode.SHARED: Led.TOGETHER,
    Mode.CIRCLE: Led.CIRCLE,
}


def met(session: Any, viewer: Viewer, now: datetime) -> tuple[Met, ...]:  # noqa: ANN401
    """Return who led the last talks, the latest first."""
    held = [each for each in meetings(session, viewer, now) if each.closed_at and each.chair]
    return tuple(_met(each) for each in held[:LAST])


def _met(view: MeetingView) -> Met:
    assert view.closed_at is not None  # noqa: S101 (asked for above)
    assert view.chair is not None  # noqa: S101
    person, mode = view.chair.person, view.chair.mode
    by = person if person and person.role is Role.CIRCLE and mode is not Mode.PROFESSIONAL else None
    return Met(on=here(view.closed_at), led=LED[mode], by=by)
