"""``/week/<whose>/wie`` says who reads a week, ``/waar`` in which home a child is on which day."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Invalid, NotHere
from api.core.http import house, members
from api.people import queries as people
from api.people import signed_in
from api.people.homes.living import homes
from api.people.policy import Role, Viewer
from api.resilience import actions, queries
from api.resilience.rules import DAYS, NOT_HERE, monday_of, week_of
from pwa import week_said
from pwa.refusals import told
from pwa.week_going import GROWN_UP, address_of, fields, offered, whose_of

pages = Blueprint("week_people", __name__)
Page = str | Response | tuple[str, int]
WEEKS: Final = ("every", "odd", "even")


@pages.get("/week/<uuid:whose>/wie")
@members(*GROWN_UP)
def before_choosing(whose: UUID) -> str:
    """Show who may be named to read this week, for who names them."""
    viewer = signed_in.current_viewer()
    return _show(viewer, whose_of(viewer, whose), {})


@pages.post("/week/<uuid:whose>/wie")
@members(*GROWN_UP)
def choose(whose: UUID) -> Page:
    """Begin a week, or name exactly who reads it."""
    viewer, now = signed_in.current_viewer(), house().clock.now()
    of, form = whose_of(viewer, whose), fields()
    begins = form.one("do") == "begin" and of is not None
    try:
        with house().db.writing(viewer.household, by=viewer.person, now=now) as session:
            by = people.afresh(session, viewer)
            if begins and of is not None:
                actions.begin(session, by=by, whose=of, now=now)
            else:
                readers = form.ids("people")
                actions.choose_readers(session, by=by, whose=of, readers=readers, now=now)
    except Invalid as refusal:
        return _show(viewer, of, told(refusal)), refusal.status
    return redirect(f"{address_of(viewer, of)}/wie{'' if begins else '?klaar'}", 303)


@pages.get("/week/<uuid:whose>/waar")
@members(*GROWN_UP)
def before_telling(whose: UUID) -> str:
    """Show on which days a child is in which home, as far as this viewer may know it."""
    viewer = signed_in.current_viewer()
    return _show_homes(viewer, whose_of(viewer, whose), {})


@pages.post("/week/<uuid:whose>/waar")
@members(*GROWN_UP)
def tell(whose: UUID) -> Page:
    """Say on which days a child is in this home."""
    viewer, now = signed_in.current_viewer(), house().clock.now()
    of, home = whose_of(viewer, whose), next(iter(fields().ids("home")), None)
    if of is None or home is None:
        raise NotHere(NOT_HERE)
    answers = ((number, request.form.get(f"day-{number}", "")) for number in range(DAYS))
    days = [(number, word) for number, word in answers if word]
    try:
        with house().db.writing(viewer.household, by=viewer.person, now=now) as session:
            by = people.afresh(session, viewer)
            actions.tell_homes(session, by=by, whose=of, home_id=home, days=days, now=now)
    except Invalid as refusal:
        return _show_homes(viewer, of, told(refusal)), refusal.status
    return redirect(f"{address_of(viewer, of)}/waar", 303)


def _show(viewer: Viewer, of: UUID | None, errors: Mapping[str, str]) -> str:
    now = house().clock.now()
    with house().db.reading(viewer.household) as session:
        could = queries.choices(session, viewer, of, now)
        chosen = queries.readers(session, viewer, of, now)
        whose = people.names(session, viewer)[of] if of else None
    return render_template(
        "week/readers.html",
        whose=whose,
        at=address_of(viewer, of),
        could=offered(could, viewer),
        chosen=[each.id for each in chosen],
        kept="klaar" in request.args,
        errors=errors,
    )


def _show_homes(viewer: Viewer, of: UUID | None, errors: Mapping[str, str]) -> str:
    now = house().clock.now()
    start = monday_of(now)
    with house().db.reading(viewer.household) as session:
        week = queries.week(session, viewer, of, start, now)
        if not week.may_fill or not week.whose or week.whose.role is not Role.CHILD:
            raise NotHere(NOT_HERE)
        told_days = queries.homes_told(session, viewer, week.whose.id)
        known = [each for each in homes(session, viewer) if week.whose in each.people]
    return render_template(
        "week/homes.html",
        week=week,
        at=address_of(viewer, of),
        homes=known,
        told=told_days,
        days=list(enumerate(week_said.weekday(each) for each in week_of(start))),
        weeks=WEEKS,
        errors=errors,
    )
