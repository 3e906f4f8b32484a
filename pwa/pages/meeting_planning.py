"""``/samen/nieuw``: calling people together, on some days to choose from."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Invalid, NotHere
from api.core.http import house, members
from api.logbook.fields import Fields
from api.logbook.rules import row_id
from api.meetings import actions, queries
from api.meetings.kinds import Phase
from api.people import queries as people
from api.people import signed_in
from api.people.policy import Side, Viewer
from api.plan.queries import dangers
from i18n.dates import here
from pwa import meetings_said
from pwa.meeting_form import ROWS, beside, days_in, read_form
from pwa.pages.own_numbers import sides_of
from pwa.refusals import told

pages = Blueprint("meeting_planning", __name__)
GROWN_UP: Final = ("adult", "circle")
Page = Response | tuple[str, int]


@pages.get("/samen/nieuw")
@members(*GROWN_UP)
def new() -> str:
    """Show the form with which people are called together."""
    return _form({})


@pages.post("/samen/nieuw")
@members(*GROWN_UP)
def plan() -> Page:
    """Call people together; sent twice it is one sitting."""
    by, now = signed_in.current_viewer(), house().clock.now()
    read = read_form()
    given = row_id(house().secrets.pepper, by.person, _given(read), "meeting")
    try:
        with house().db.writing(by.household, by=by.person, now=now) as session:
            asking = people.afresh(session, by)
            danger = next(iter(read.ids("danger")), None)
            actions.plan_meeting(
                session,
                by=asking,
                meeting_id=given,
                side=_side(asking, read),
                phase=read.needed("phase", Phase),
                danger=danger,
                days=days_in(read),
                place=read.one("place"),
                goal=read.one("goal"),
                now=now,
            )
    except Invalid as refusal:
        return _form(told(refusal)), refusal.status
    return redirect(f"/samen/{given}/wie", 303)


def _side(by: Viewer, read: Fields) -> Side:
    """Return whose sitting it is; who stands on one side calls that side together."""
    sides = sides_of(by)
    return read.needed("side", Side) if sides else by.side


def _given(read: Fields) -> UUID:
    try:
        return UUID(read.one("id"))
    except ValueError:
        return uuid4()


def _form(errors: Mapping[str, str]) -> str:
    viewer, now = signed_in.current_viewer(), house().clock.now()
    if not queries.may_plan(viewer, now):
        raise NotHere(people.UNKNOWN)
    with house().db.reading(viewer.household) as session:
        worries = dangers(session, viewer, now)
    return render_template(
        "meetings/new.html",
        typed=request.form,
        errors=beside(errors),
        given=request.form.get("id") or uuid4(),
        dangers=worries,
        sides=sides_of(viewer),
        rows=ROWS,
        today=here(now),
        said=meetings_said,
    )
