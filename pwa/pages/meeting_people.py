"""``/samen/…/wie``: who sits at the table and who leads, for who leads."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Invalid
from api.core.http import house, members
from api.logbook.fields import Fields
from api.meetings import actions, inviting_rules, queries
from api.meetings.kinds import Mode
from api.meetings.views import MeetingView
from api.people import queries as people
from api.people import signed_in
from api.people.policy import Role
from pwa import meetings_said, people_said
from pwa.meeting_form import ROWS, read_form
from pwa.refusals import told

pages = Blueprint("meeting_people", __name__)
GROWN_UP: Final = ("adult", "circle")
Page = Response | tuple[str, int]


@pages.get("/samen/<uuid:meeting_id>/wie")
@members(*GROWN_UP)
def who(meeting_id: UUID) -> str | Response:
    """Show who could sit at the table, for who leads; of what is over the page of the sitting itself."""
    viewer, now = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(viewer.household) as session:
        view = queries.meeting(session, viewer, meeting_id, now)
    if view.over and view.leads:
        return redirect(f"/samen/{meeting_id}", 303)
    return _show_people(meeting_id, {})


@pages.post("/samen/<uuid:meeting_id>/wie")
@members(*GROWN_UP)
def ask(meeting_id: UUID) -> Page:
    """Ask people to come, or not any more; or say who leads."""
    by, now, read = signed_in.current_viewer(), house().clock.now(), read_form()
    try:
        with house().db.writing(by.household, by=by.person, now=now) as session:
            about: dict[str, Any] = {
                "by": people.afresh(session, by),
                "meeting_id": meeting_id,
                "now": now,
            }
            if read.one("do") == "chair":
                actions.set_chair(session, **about, **_chair(read))
            else:
                ticked, was = set(_ticked(read)), set(read.ids("was"))
                actions.uninvite(session, **about, people=was - ticked)
                actions.invite(session, **about, people=ticked - was)
    except Invalid as refusal:
        return _show_people(meeting_id, told(refusal)), refusal.status
    return redirect(f"/samen/{meeting_id}", 303)


def _chair(read: Fields) -> dict[str, Any]:
    return {
        "mode": read.needed("mode", Mode),
        "person": next(iter(read.ids("person")), None),
        "name": read.one("name"),
    }


def _ticked(read: Fields) -> list[UUID]:
    return [each for row in ROWS for each in read.ids(f"people-{row}")]


def _show_people(meeting_id: UUID, errors: Mapping[str, str]) -> str:
    viewer, now = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(viewer.household) as session:
        view = queries.meeting(session, viewer, meeting_id, now)
        seats = queries.seats(session, viewer, meeting_id)
    groups = {row: [one for one in seats.people if one.generation == row] for row in ROWS}
    ids = {row: [one.id for one in group] for row, group in groups.items()}
    return render_template(
        "meetings/who.html",
        view=view,
        seats=seats,
        ticked=_again(seats.invited, errors),
        lead=_lead(view, errors),
        groups=groups,
        without=inviting_rules.without(ids, seats.invited),
        hints=people_said.rings(),
        leaders=_leaders(view.invited),
        errors=errors,
        first=next((row for row, group in groups.items() if group), ROWS[0]),
        said=meetings_said,
    )


def _leaders(invited: Sequence[people.Member]) -> list[people.Member]:
    return [each for each in invited if each.role is Role.CIRCLE]


def _again(invited: Collection[UUID], errors: Mapping[str, str]) -> list[str]:
    """Return who is ticked: when it was refused those who were."""
    if errors and request.form.get("do") != "chair":
        return [each for row in ROWS for each in request.form.getlist(f"people-{row}")]
    return [str(each) for each in invited]


def _lead(view: MeetingView, errors: Mapping[str, str]) -> Mapping[str, str]:
    """Return who leads as the form shows it: when it was refused as it was filled in."""
    if errors and request.form.get("do") == "chair":
        return {name: request.form.get(name, "") for name in ("mode", "person", "name")}
    chair = view.chair
    if chair is None:
        return {"mode": "", "person": "", "name": ""}
    person = str(chair.person.id) if chair.person else ""
    return {"mode": chair.mode, "person": person, "name": chair.name}
