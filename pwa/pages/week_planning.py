"""``/week/<whose>/plannen`` and ``/vrij``: what is wanted, who goes along, last week again, and holidays."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Invalid, NotHere
from api.core.http import house, members
from api.logbook.fields import Fields
from api.people import queries as people
from api.people import signed_in
from api.people.policy import Viewer
from api.resilience import actions, queries
from api.resilience.elements import DayPart, Element, Repeats
from api.resilience.rules import NO_DAY, NO_ELEMENT, NO_SUCH, NOT_HERE, Wish, monday_of
from i18n.dates import here
from pwa import week_said
from pwa.refusals import told
from pwa.week_going import GROWN_UP, address_of, day_of, fields, offered, row, whose_of

pages = Blueprint("week_planning", __name__)
Page = str | Response | tuple[str, int]
HOLIDAYS_AHEAD: Final = 26


@pages.get("/week/<uuid:whose>/plannen")
@members(*GROWN_UP)
def before_planning(whose: UUID) -> str:
    """Show what is wanted in a week, and the form for something more."""
    viewer = signed_in.current_viewer()
    return _show(viewer, whose_of(viewer, whose), {})


@pages.post("/week/<uuid:whose>/plannen")
@members(*GROWN_UP)
def plan(whose: UUID) -> Page:
    """Put down a wish, go along, let it end, or take over the week before."""
    viewer, now = signed_in.current_viewer(), house().clock.now()
    of, form = whose_of(viewer, whose), fields()
    try:
        with house().db.writing(viewer.household, by=viewer.person, now=now) as session:
            by = people.afresh(session, viewer)
            start, more = _do(session, viewer, of, form, {"by": by, "now": now})
    except Invalid as refusal:
        return _show(viewer, of, told(refusal)), refusal.status
    return redirect(f"{address_of(viewer, of)}/plannen?van={start}{more}", 303)


@pages.get("/week/<uuid:whose>/vrij")
@members(*GROWN_UP)
def before_resting(whose: UUID) -> str:
    """Show the holidays ahead, and the form for one more."""
    viewer = signed_in.current_viewer()
    return _show_free(viewer, whose_of(viewer, whose), {})


@pages.post("/week/<uuid:whose>/vrij")
@members(*GROWN_UP)
def rest(whose: UUID) -> Page:
    """Put down a holiday, or take one's own back."""
    viewer, now = signed_in.current_viewer(), house().clock.now()
    of, form = whose_of(viewer, whose), fields()
    try:
        with house().db.writing(viewer.household, by=viewer.person, now=now) as session:
            values: dict[str, Any] = {"by": people.afresh(session, viewer), "now": now}
            if form.one("do") == "end":
                actions.end_rest(session, break_id=_id(form), **values)
            else:
                _rest(session, viewer, of, form, values)
    except Invalid as refusal:
        return _show_free(viewer, of, told(refusal)), refusal.status
    return redirect(f"{address_of(viewer, of)}/vrij", 303)


def _do(
    session: Any,  # noqa: ANN401
    viewer: Viewer,
    of: UUID | None,
    form: Fields,
    values: dict[str, Any],
) -> tuple[date, str]:
    """Do what the button says; return the Monday to come back to, and what the page has to tell."""
    more = ""
    match form.one("do"):
        case "along":
            day = _day(form)
            actions.go_along(session, activity_id=_id(form), day=day, **values)
        case "home":
            day = _day(form)
            actions.stay_home(session, activity_id=_id(form), day=day, **values)
        case "end":
            day = _day(form)
            actions.end_activity(session, activity_id=_id(form), from_day=day, **values)
        case "copy":
            day = _day(form)
            source = monday_of(day) - timedelta(weeks=1)
            found = actions.copy_week(session, whose=of, source=source, target=day, **values)
            more = "&over=ja" if found else "&over=niets"
        case "plan":
            wish = _wish(form)
            day = wish.day
            made = row(viewer, f"wish {of} {wish.day} {wish.part} {','.join(wish.elements)}")
            actions.plan_activity(session, whose=of, activity_id=made, wish=wish, **values)
        case _:
            raise Invalid(NO_SUCH)
    return monday_of(day), more


def _wish(form: Fields) -> Wish:
    chosen = request.form.getlist("element")
    if not set(chosen) <= set(Element):
        raise Invalid(NO_ELEMENT, field="element")
    return Wish(
        day=_day(form),
        part=form.needed("part", DayPart),
        elements=tuple(each for each in Element if each in chosen),
        repeats=form.choice("repeats", Repeats) or Repeats.ONCE,
        text=form.text("text", 1000),
        along=frozenset(form.ids("with")),
    )


def _rest(
    session: Any,  # noqa: ANN401
    viewer: Viewer,
    of: UUID | None,
    form: Fields,
    values: dict[str, Any],
) -> None:
    first, last = form.day("first"), form.day("until")
    if first is None or last is None:
        raise Invalid(NO_DAY, field="first" if first is None else "until")
    name = form.text("name", 1000)
    made = row(viewer, f"free {first} {last}")
    values |= {"from_day": first, "until_day": last, "name": name}
    actions.rest(session, whose=of, break_id=made, **values)


def _day(form: Fields) -> date:
    day = form.day("day")
    if day is None:
        raise Invalid(NO_DAY, field="day")
    return day


def _id(form: Fields) -> UUID:
    found = form.ids("which")
    if not found:
        raise NotHere(NOT_HERE)
    return found[0]


def _show(viewer: Viewer, of: UUID | None, errors: Mapping[str, str]) -> str:
    now = house().clock.now()
    asked = request.args.get("dag") or request.args.get("van") or here(now).isoformat()
    start = monday_of(day_of(asked))
    with house().db.reading(viewer.household) as session:
        week = queries.week(session, viewer, of, start, now)
        could = people.members(session, viewer)
    return render_template(
        "week/plan.html",
        week=week,
        at=address_of(viewer, of),
        day=request.form.get("day") or request.args.get("dag") or max(start, here(now)),
        today=here(now),
        over=request.args.get("over"),
        before=start - timedelta(weeks=1),
        after=start + timedelta(weeks=1),
        people=offered(could, viewer),
        parts=[(each, week_said.part(each)) for each in DayPart],
        every=tuple(Element),
        said=week_said,
        fresh=uuid4,
        form=request.form,
        errors=errors,
    )


def _show_free(viewer: Viewer, of: UUID | None, errors: Mapping[str, str]) -> str:
    now = house().clock.now()
    ahead = [monday_of(now) + timedelta(weeks=number) for number in range(HOLIDAYS_AHEAD)]
    with house().db.reading(viewer.household) as session:
        found = queries.weeks(session, viewer, of, ahead, now)
    if not found[0].may_fill:
        raise NotHere(NOT_HERE)
    return render_template(
        "week/free.html",
        week=found[0],
        breaks=list({each.id: each for one in found for each in one.breaks}.values()),
        at=address_of(viewer, of),
        fresh=uuid4,
        form=request.form,
        errors=errors,
    )
