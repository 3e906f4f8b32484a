"""``/samen/<id>/sluiten``: the end of a meeting, with the day of the next."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Changed, Invalid, NotHere
from api.core.http import house, members
from api.logbook.fields import Fields
from api.logbook.rules import row_id
from api.meetings.queries import meeting
from api.meetings.rules import MINUTES, NO_DAY
from api.meetings.table import closing
from api.meetings.table.closing import Ending
from api.meetings.table.minutes import LONGEST_MINUTES
from api.meetings.table.queries import seat, state_of
from api.meetings.table.rules import LONGEST
from api.path.queries import goes_on_alone
from api.people import queries as people
from api.people import signed_in
from api.people.policy import Side
from i18n.dates import AMSTERDAM
from i18n.translator import gettext
from pwa.meeting_form import minutes_in
from pwa.refusals import told, typed_here
from pwa.sharing_seen import beside_a_meeting

pages = Blueprint("table_closing", __name__)
GROWN_UP: Final = ("adult", "circle")
Page = str | Response | tuple[str, int]


@pages.get("/samen/<uuid:meeting_id>/sluiten")
@members(*GROWN_UP)
def end(meeting_id: UUID) -> str:
    """Ask for what is said last."""
    return _end(meeting_id, {})


@pages.post("/samen/<uuid:meeting_id>/sluiten")
@members(*GROWN_UP)
def close(meeting_id: UUID) -> Page:
    """End the meeting."""
    by, now = signed_in.current_viewer(), house().clock.now()
    read = Fields(request.form.to_dict(flat=False))
    try:
        with house().db.writing(by.household, by=by.person, now=now) as session:
            by = people.afresh(session, by)
            at = seat(session, by, meeting_id)
            closing.close(
                session,
                by=by,
                meeting_id=meeting_id,
                act_id=_row(read, "close"),
                next_id=_row(read, "next"),
                ending=_ending(read),
                now=now,
                closed_path=goes_on_alone(session, by, Side(at.meeting.side), now),
            )
    except Invalid as refusal:
        return _end(meeting_id, told(refusal)), refusal.status
    except Changed as refusal:
        errors = {"": gettext(refusal.message)}
        return _end(meeting_id, errors, typed=typed_here(refusal)), refusal.status
    return redirect(f"/samen/{meeting_id}/verslag", 303)


def _end(meeting_id: UUID, errors: Mapping[str, str], *, typed: str = "") -> str:
    viewer, now = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(viewer.household) as session:
        at = seat(session, viewer, meeting_id)
        state = state_of(session, at.meeting)
        view = meeting(session, viewer, meeting_id, now)
        reads = beside_a_meeting(session, viewer, view.side, now)
        alone = goes_on_alone(session, viewer, view.side, now)
    if not at.leads or state.began is None:
        raise NotHere(people.UNKNOWN)
    return render_template(
        "table/end.html",
        view=view,
        over=state.closed is not None,
        alone=alone,
        reads=reads,
        typed=typed,
        address=f"/samen/{meeting_id}",
        lengths=MINUTES,
        given=uuid4(),
        form=request.form,
        errors=errors,
    )


def _ending(read: Fields) -> Ending:
    """The day and the time as somebody here reads a clock; raises Invalid for one without the other."""
    day, at = read.day("day"), read.time("at")
    if (day is None) != (at is None):
        raise Invalid(NO_DAY, field="at" if day else "day")
    return Ending(
        next_at=datetime.combine(day, at, AMSTERDAM) if day and at else None,
        minutes=minutes_in(read),
        if_not=read.text("if_not", LONGEST),
        inform=read.text("inform", LONGEST),
        story=read.text("story", LONGEST_MINUTES),
    )


def _row(read: Fields, what: str) -> UUID:
    given = next(iter(read.ids("id")), uuid4())
    return row_id(house().secrets.pepper, signed_in.current_viewer().person, given, what)
