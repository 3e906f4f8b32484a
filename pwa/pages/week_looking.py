"""``/week/<id>/maanden``, ``/week/<id>/afdruk`` and ``/week/<id>.ics``: a week seen from further away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from flask import Blueprint, Response, render_template

from api.core.http import house, members
from api.people import signed_in
from api.people.policy import Role, Viewer
from api.people.queries import Member
from api.resilience import queries
from api.resilience.rules import monday_of, weeks_before
from api.resilience.views import WeekView
from i18n.translator import _
from pwa.week_charts import Sight
from pwa.week_file import Entry, calendar_file
from pwa.week_going import address_of, monday, whose_of
from pwa.week_paper import on_paper
from pwa.week_said import elements
from pwa.week_seen import a_week, the_weeks

pages = Blueprint("week_looking", __name__)
READERS = ("child", "adult", "circle")
SHOWN: Final = 13  # weeks: a season
AHEAD: Final = 12
A_WEEK: Final = timedelta(weeks=1)


@pages.get("/week/<uuid:whose>/maanden")
@members(*READERS)
def months(whose: UUID) -> str:
    """Show somebody's weeks at one glance."""
    return _months(whose)


@pages.get("/week/<uuid:whose>/afdruk")
@members(*READERS)
def paper(whose: UUID) -> str:
    """Show somebody's week as it is printed for the wall."""
    return _paper(whose)


@pages.get("/week/<uuid:whose>.ics")
@members("adult", "circle")
def own_calendar(whose: UUID) -> Response:
    """Send what is planned in somebody's week, for the calendar of one's own phone."""
    return _calendar(whose)


def _months(whose: UUID) -> str:
    viewer, last = signed_in.current_viewer(), monday()
    person = whose_of(viewer, whose)
    weeks = _weeks(viewer, person, weeks_before(last, SHOWN))
    return render_template(
        "week/months.html",
        whose=weeks[-1].whose,
        address=address_of(viewer, person),
        week=a_week(weeks[-1], kid=_is_child(viewer)),
        weeks=the_weeks(weeks, kid=_is_child(viewer)),
        first=weeks[0].monday,
        last=last,
        before=last - SHOWN * A_WEEK,
        after=last + SHOWN * A_WEEK if last < monday_of(house().clock.now()) else None,
        sights=Sight,
        words=elements,
        may_take=not _is_child(viewer),
    )


def _paper(whose: UUID) -> str:
    viewer, first = signed_in.current_viewer(), monday()
    person = whose_of(viewer, whose)
    (week,) = _weeks(viewer, person, [first])
    return render_template(
        "week/paper.html",
        whose=week.whose,
        address=address_of(viewer, person),
        paper=on_paper(week, kid=_is_child(viewer)),
        monday=first,
        before=first - A_WEEK,
        after=first + A_WEEK,
    )


def _calendar(whose: UUID) -> Response:
    viewer, now = signed_in.current_viewer(), house().clock.now()
    first = monday_of(now)
    weeks = _weeks(
        viewer, whose_of(viewer, whose), [first + number * A_WEEK for number in range(AHEAD)]
    )
    answer = Response(calendar_file(_entries(weeks), now=now), content_type="text/calendar")
    answer.headers["Content-Disposition"] = 'attachment; filename="week.ics"'
    return answer


def _entries(weeks: Iterable[WeekView]) -> list[Entry]:
    return [
        Entry(
            id=f"{each.id}-{day.day:%Y%m%d}",
            day=day.day,
            part=each.part,
            title=elements(each.elements),
            along=_along(each.along),
        )
        for week in weeks
        for day in week.days
        for each in day.wanted
        if not each.resting
    ]


def _along(people: Iterable[Member]) -> str:
    names = ", ".join(each.called or each.name for each in people)
    return _("Met %(names)s", names=names) if names else ""


def _weeks(viewer: Viewer, person: UUID | None, mondays: Sequence[date]) -> tuple[WeekView, ...]:
    with house().db.reading(viewer.household) as session:
        return queries.weeks(session, viewer, person, mondays, house().clock.now())


def _is_child(viewer: Viewer) -> bool:
    return viewer.role is Role.CHILD
