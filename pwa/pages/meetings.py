"""``/samen``: the sitting that comes, the earlier ones, and one of them.

It is there for who is invited and for who keeps the meetings; for everybody else nothing is there. Two who
change it at once: the second keeps the words as typed, and reads what stands there now.
"""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from api.core.errors import Changed, Invalid, NotHere
from api.core.http import house, members
from api.logbook.fields import Fields
from api.meetings import actions, queries, rules
from api.meetings.views import MeetingView
from api.people import queries as people
from api.people import signed_in
from api.people.policy import Role
from i18n.translator import _, gettext
from pwa import meetings_said
from pwa.meeting_file import calendar_file
from pwa.refusals import told, typed_here
from pwa.sharing_seen import beside_a_meeting

pages = Blueprint("meetings", __name__)
WHO: Final = ("child", "adult", "circle")
Page = Answer | tuple[str, int]


@pages.get("/samen")
@members(*WHO)
def everything() -> str:
    """Show what comes next, what else is planned, and what was."""
    viewer, now = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(viewer.household) as session:
        found = queries.meetings(session, viewer, now)
        reads = beside_a_meeting(session, viewer, viewer.side, now)
    page = "child" if viewer.role is Role.CHILD else "all"
    return render_template(
        f"meetings/{page}.html",
        coming=[each for each in found if not each.is_past(now)],
        past=[each for each in found if each.is_past(now)],
        may_plan=queries.may_plan(viewer, now),
        reads=reads,
        said=meetings_said,
    )


@pages.get("/samen/<uuid:meeting_id>")
@members(*WHO)
def one(meeting_id: UUID) -> str:
    """Show one sitting."""
    return _show(meeting_id, {})


@pages.post("/samen/<uuid:meeting_id>")
@members("adult", "circle")
def change(meeting_id: UUID) -> Page:
    """Say where it is and what for, lay on the table what everybody brought, or call it off."""
    by, now = signed_in.current_viewer(), house().clock.now()
    read = Fields(request.form.to_dict(flat=False))
    try:
        with house().db.writing(by.household, by=by.person, now=now) as session:
            about: dict[str, Any] = {
                "by": people.afresh(session, by),
                "meeting_id": meeting_id,
                "now": now,
            }
            if read.one("do") == "off":
                actions.call_off(session, **about)
            elif read.one("do") == "open":
                actions.open_inputs(session, **about)
            else:
                actions.change_words(session, **about, **_words(read))
    except Invalid as refusal:
        return _show(meeting_id, told(refusal), lost=typed_here(refusal)), refusal.status
    except Changed as refusal:
        return _show(meeting_id, {"": gettext(refusal.message)}, late=True), refusal.status
    return redirect(f"/samen/{meeting_id}", 303)


@pages.get("/samen/<uuid:meeting_id>.ics")
@members("adult", "circle")
def calendar(meeting_id: UUID) -> Response:
    """Send the sitting for the calendar of one's own phone; called off it takes itself out of there."""
    view = _one(meeting_id)
    if view.day is None:
        raise NotHere(people.UNKNOWN)
    now = house().clock.now()
    file = calendar_file(view, view.day, title=_("Samen praten"), now=now)
    answer = Response(file, content_type="text/calendar")
    answer.headers["Content-Disposition"] = 'attachment; filename="samen.ics"'
    return answer


def _words(read: Fields) -> dict[str, Any]:
    return {
        "place": read.one("place"),
        "goal": read.one("goal"),
        "base": read.version("base"),
    }


def _one(meeting_id: UUID) -> MeetingView:
    viewer, now = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(viewer.household) as session:
        return queries.meeting(session, viewer, meeting_id, now)


def _show(
    meeting_id: UUID, errors: Mapping[str, str], *, late: bool = False, lost: str = ""
) -> str:
    viewer, now = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(viewer.household) as session:
        view = queries.meeting(session, viewer, meeting_id, now)
        reads = beside_a_meeting(session, viewer, view.side, now)
    typed = {name: request.form.get(name, "") for name in ("place", "goal")} if errors else None
    if viewer.role is Role.CHILD:
        return render_template(
            "meetings/child.html", coming=[view], past=[], reads=reads, said=meetings_said
        )
    return render_template(
        "meetings/one.html",
        view=view,
        reads=reads,
        typed=typed if request.form.get("do") == "words" else None,
        late=late,
        lost=lost if view.over else "",
        errors=errors,
        longest=rules.LONGEST,
        longest_place=rules.LONGEST_PLACE,
        said=meetings_said,
    )
