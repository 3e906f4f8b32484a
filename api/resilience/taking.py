"""Taking weeks along: those that one may take, in which something stands for this reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.people.policy import Audience, Verb, Viewer, may
from api.people.taking import Values, whole
from api.resilience.elements import Layer
from api.resilience.model import Activity, WeekMark
from api.resilience.queries import weeks, whose_weeks
from api.resilience.rules import monday_of
from api.resilience.views import DayView, Said, Wanted, WeekView
from api.resilience.whose import Whose, whose_week
from i18n.dates import here

A_HANDFUL: Final = 8
WEEK: Final = timedelta(days=7)
AHEAD: Final = 4


def to_take(session: Session, viewer: Viewer, now: datetime) -> list[Values]:
    """Return the weeks, oldest first, one's own before those of others."""
    return [
        values
        for someone in whose_weeks(session, viewer, now)
        if takes(viewer, whose_week(session, viewer, someone.id if someone else None), now)
        for mondays in _handfuls(session, viewer, someone.id if someone else None, now)
        for week in weeks(session, viewer, someone.id if someone else None, mondays, now)
        if (values := _week(week))["days"]
    ]


def takes(viewer: Viewer, whose: Whose, now: datetime) -> bool:
    """Say whether somebody takes this week along; which words of it they read is asked for each word."""
    item = whose.item(author=whose.person or viewer.household, side=viewer.side, at=now)
    if whose.person is None:
        item = replace(item, audience=Audience.CIRCLE)
    return may(viewer, Verb.EXPORT, item)


def _handfuls(
    session: Session, viewer: Viewer, whose: UUID | None, now: datetime
) -> Iterator[Sequence[date]]:
    """Yield the Mondays a few at a time, from the first week of which anything was kept."""
    mine = {"household_id": viewer.household, "person_id": whose}
    kept = (func.min(WeekMark.day), func.min(Activity.from_day))
    began = [session.scalar(select(each).filter_by(**mine)) for each in kept]
    monday = monday_of(min((each for each in began if each), default=here(now)))
    last = monday_of(now) + AHEAD * WEEK
    while monday <= last:
        several = [monday + number * WEEK for number in range(A_HANDFUL)]
        yield [each for each in several if each <= last]
        monday += A_HANDFUL * WEEK


def _week(week: WeekView) -> Values:
    return {
        "whose": (week.whose.called or week.whose.name) if week.whose else "",
        "monday": week.monday,
        "days": [values for day in week.days if len(values := _day(day)) > 1],
    }


def _day(day: DayView) -> Values:
    done = [
        _said(cell.done, str(cell.part), str(cell.element))
        for cell in day.cells.values()
        if cell.done and cell.has(Layer.DONE)
    ]
    wanted = [_wanted(each) for each in day.wanted if not each.resting]
    return whole({"day": day.day, "home": day.home, "free": day.free, "done": done, "want": wanted})


def _said(said: Said, part: str, element: str) -> Values:
    by = said.by.called or said.by.name if said.by else ""
    along = [each.called or each.name for each in said.along]
    return whole({"part": part, "element": element, "text": said.text, "with": along, "by": by})


def _wanted(each: Wanted) -> Values:
    return whole(
        {
            "part": str(each.part),
            "elements": [str(element) for element in each.elements],
            "text": each.text,
            "with": [one.called or one.name for one in each.along],
        }
    )
