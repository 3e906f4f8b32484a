"""The week, and the months, at one glance: the chart and the rows of the list below it, from the same values.

No number, no score, nothing that is better than something else. What is empty is open.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from api.resilience.elements import Element, Layer
from api.resilience.views import DayView, WeekView
from i18n.translator import _, current, pgettext
from pwa.assets import static_url
from pwa.week_charts import Glance, Sight, in_a_week
from pwa.week_said import PICTURES, elements

MARKED = 4  # a month has about so many weeks: under each of those stands which week it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of the list: a day or a week, and which elements it has in which way."""

    day: date
    seen: tuple[tuple[Sight, tuple[Element, ...]], ...]

    def of(self, sight: Sight) -> tuple[Element, ...]:
        """Return the elements that are seen in this way."""
        return next((found for each, found in self.seen if each is sight), ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A chart and its list; ``said`` is what it comes to in words."""

    chart: Markup
    said: str
    lines: tuple[Line, ...]


def a_week(week: WeekView, *, kid: bool = False) -> Seen:
    """Return the week at one glance: what came back, what is wanted, what is open."""
    columns = [{each: _on_a_day(day, each) for each in Element} for day in week.days]
    heads = [current().calendar.short(day.day) for day in week.days]
    return _seen(columns, [day.day for day in week.days], heads, kid=kid)


def the_weeks(weeks: Sequence[WeekView], *, kid: bool = False) -> Seen:
    """Return the months at one glance: in which weeks each element came back, now and then or every day."""
    columns = [
        {
            each: in_a_week(sum(each in day.elements(Layer.DONE) for day in week.days))
            for each in Element
        }
        for week in weeks
    ]
    mondays = [week.monday for week in weeks]
    heads = [str(monday.day) if place % MARKED == 0 else "" for place, monday in enumerate(mondays)]
    return _seen(columns, mondays, heads, kid=kid)


def _on_a_day(day: DayView, element: Element) -> Sight:
    if element in day.elements(Layer.DONE):
        return Sight.DONE
    wanted = any(element in one.elements and not one.resting for one in day.wanted)
    return Sight.MEANT if wanted else Sight.OPEN


def _seen(
    columns: Sequence[dict[Element, Sight]],
    days: Sequence[date],
    heads: Sequence[str],
    *,
    kid: bool = False,
) -> Seen:
    said = _came_back(columns, kid=kid)
    chart = Glance(
        rows=[(PICTURES[each], [column[each] for column in columns]) for each in Element],
        heads=heads,
        title=said,
        sprite=static_url("img/pictures.svg"),
        rtl=current().language.direction == "rtl",
    )
    lines = (
        Line(day=day, seen=_by_sight(column)) for day, column in zip(days, columns, strict=True)
    )
    return Seen(chart=chart.svg(), said=said, lines=tuple(lines))


def _by_sight(column: dict[Element, Sight]) -> tuple[tuple[Sight, tuple[Element, ...]], ...]:
    return tuple(
        (sight, tuple(each for each in Element if column[each] is sight)) for sight in Sight
    )


def _came_back(columns: Iterable[dict[Element, Sight]], *, kid: bool) -> str:
    """Say in words what is to be seen, as it stands in the rows, and nothing of what is not there."""
    came = {
        each
        for column in columns
        for each, sight in column.items()
        if sight not in {Sight.OPEN, Sight.MEANT}
    }
    if not came:
        return pgettext("kind", "Hier staat nog niets.") if kid else _("Hier staat nog niets.")
    words = elements((each for each in Element if each in came), child=kid)
    if kid:
        return pgettext("kind", "Dit was er: %(words)s.", words=words)
    return _("Dit kwam terug: %(words)s.", words=words)
