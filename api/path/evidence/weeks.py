"""What came back in the weeks of the children and the house."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from api.path.evidence.facts_of_children import WeekFact
from api.people.policy import Role, Viewer
from api.resilience.elements import Element, Layer
from api.resilience.queries import weeks, whose_weeks
from api.resilience.rules import monday_of, still_open, weeks_before
from api.resilience.views import WeekView

WEEKS: Final = 6


def lived(session: Session, viewer: Viewer, now: datetime) -> tuple[tuple[WeekView, ...], ...]:
    """Return the last weeks of the children and the house; of grown-ups it is their own, and no evidence."""
    mondays = weeks_before(monday_of(now), WEEKS)
    return tuple(
        weeks(session, viewer, each.id if each else None, mondays, now)
        for each in whose_weeks(session, viewer, now)
        if each is None or each.role is Role.CHILD
    )


def last_week(of: Sequence[WeekView]) -> WeekFact:
    """Return what came back in the last whole week: on some day, and on every day."""
    week = of[-2]
    days = [set(day.elements(Layer.DONE)) for day in week.days]
    some = tuple(each for each in Element if any(each in day for day in days))
    return WeekFact(
        whose=week.whose,
        monday=week.monday,
        came_back=some,
        every_day=tuple(each for each in some if all(each in day for day in days)),
        still_open=still_open(some),
    )
