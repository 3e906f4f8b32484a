"""``/instellingen/bereikbaar``: when somebody cannot come, and who comes in their place."""

from collections.abc import Mapping
from uuid import uuid4

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Invalid, NotHere
from api.core.http import house, members
from api.logbook.fields import Fields
from api.logbook.rules import row_id
from api.people import queries, signed_in
from api.safe_object import availability
from api.safe_object.availability import Days, Nights
from pwa.refusals import told

pages = Blueprint("availability", __name__)
PEOPLE = ("adult", "circle")
Page = Response | tuple[str, int]


@pages.get("/instellingen/bereikbaar")
@members(*PEOPLE)
def when() -> str:
    """Show one's own days and nights, and room for more."""
    return _show({})


@pages.post("/instellingen/bereikbaar")
@members(*PEOPLE)
def add() -> Page:
    """Say when one cannot come, or take that back."""
    by, now = signed_in.current_viewer(), house().clock.now()
    read = Fields(request.form.to_dict(flat=False))
    try:
        with house().db.writing(by.household, by=by.person, now=now) as session:
            asking = queries.afresh(session, by)
            given = next(iter(read.ids("id")), uuid4())
            if read.one("do") == "end":
                availability.end_absent(session, by=asking, absent_id=given, now=now)
            else:
                row = row_id(house().secrets.pepper, by.person, given, "absent")
                instead = next(iter(read.ids("stand_in")), None)
                availability.add_absent(
                    session,
                    by=asking,
                    absent_id=row,
                    when=_when(read),
                    stand_in=instead,
                    now=now,
                )
    except Invalid as refusal:
        return _show(told(refusal)), refusal.status
    return redirect("/instellingen/bereikbaar", 303)


def _when(read: Fields) -> Days | Nights:
    if read.one("kind") == "nights":
        begins, ends = read.time("begins"), read.time("ends")
        if begins is None or ends is None:
            raise Invalid(availability.WHICH_HOURS, field="begins")
        return Nights(begins=begins, ends=ends)
    first, last = read.day("first"), read.day("last")
    if first is None or last is None:
        raise Invalid(availability.WHICH_DAYS, field="first")
    return Days(first=first, last=last)


def _show(errors: Mapping[str, str]) -> str:
    viewer, now = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(viewer.household) as session:
        if not availability.may_tell(session, viewer):
            raise NotHere(queries.UNKNOWN)
        known = availability.absents(session, viewer, now)
        people = availability.could_stand_in(session, viewer)
    return render_template(
        "availability/availability.html",
        absents=known,
        people=[(each.id, each.called) for each in people],
        given=uuid4(),
        form=request.form,
        errors=errors,
    )
