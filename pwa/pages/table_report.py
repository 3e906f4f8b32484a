"""``/samen/<id>/verslag``: what became of a meeting, in versions, and who read it.

Two who write the minutes at once: the second keeps the words as typed, and reads what stands there now.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Changed, Invalid, NotHere
from api.core.http import house, members
from api.logbook.fields import Fields
from api.logbook.rules import row_id
from api.meetings.queries import meeting
from api.meetings.table import minutes, reading
from api.meetings.table.minutes import LONGEST_MINUTES
from api.meetings.table.queries import seat, state_of
from api.meetings.table.steps import STEPS, TITLES
from api.people import queries as people
from api.people import signed_in
from i18n.translator import gettext
from pwa.refusals import told
from pwa.sharing_seen import beside_a_meeting
from pwa.table_seen import members_of

pages = Blueprint("table_report", __name__)
GROWN_UP: Final = ("adult", "circle")
Page = str | Response | tuple[str, int]


@pages.get("/samen/<uuid:meeting_id>/verslag")
@members(*GROWN_UP)
def report(meeting_id: UUID) -> str:
    """Show what was decided and noted, what the chair wrote, and who read it."""
    return _report(meeting_id, {})


@pages.post("/samen/<uuid:meeting_id>/verslag")
@members(*GROWN_UP)
def write(meeting_id: UUID) -> Page:
    """Write the next version, or say that one read it."""
    by, now = signed_in.current_viewer(), house().clock.now()
    read = Fields(request.form.to_dict(flat=False))
    try:
        with house().db.writing(by.household, by=by.person, now=now) as session:
            values: dict[str, Any] = {"by": people.afresh(session, by), "now": now}
            if read.one("do") == "read":
                minutes.read(session, minutes_id=_version(read), **values)
            else:
                minutes.write(
                    session,
                    meeting_id=meeting_id,
                    minutes_id=_row(read, "minutes"),
                    base=next(iter(read.ids("base")), None),
                    text=read.text("text", LONGEST_MINUTES),
                    **values,
                )
    except Invalid as refusal:
        return _report(meeting_id, told(refusal)), refusal.status
    except Changed as refusal:
        return _report(meeting_id, {"": gettext(refusal.message)}), refusal.status
    return redirect(f"/samen/{meeting_id}/verslag", 303)


def _report(meeting_id: UUID, errors: Mapping[str, str]) -> str:
    viewer, now = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(viewer.household) as session:
        at = seat(session, viewer, meeting_id)
        state = state_of(session, at.meeting)
        versions = reading.versions(session, viewer, at)
        view = meeting(session, viewer, meeting_id, now)
        names = people.names(session, viewer)
        reads = beside_a_meeting(session, viewer, view.side, now)
    coming = state.closed.body.get("at") if state.closed else ""
    return render_template(
        "table/report.html",
        view=view,
        noted=[(TITLES[step], notes) for step in STEPS if (notes := state.notes_of(step))],
        decided=[(each, *members_of(names, each)) for each in state.decisions],
        not_there=[each for each in view.invited if each.id not in state.came],
        came=[names[each] for each in state.came if each in names],
        coming=datetime.fromisoformat(coming) if coming else None,
        versions=versions,
        reads=reads,
        address=f"/samen/{meeting_id}",
        given=uuid4(),
        form=request.form,
        errors=errors,
    )


def _version(read: Fields) -> UUID:
    found = next(iter(read.ids("version")), None)
    if found is None:
        raise NotHere(people.UNKNOWN)
    return found


def _row(read: Fields, what: str) -> UUID:
    given = next(iter(read.ids("id")), uuid4())
    return row_id(house().secrets.pepper, signed_in.current_viewer().person, given, what)
