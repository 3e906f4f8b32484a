"""``/mensen/vinden``: questions that bring people to mind, and one's own names. Nobody else sees them.

Without script it is one question after another. Inviting goes on where it always does, by who keeps the plan.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Invalid, NotHere
from api.core.http import house, members
from api.logbook.rules import row_id
from api.people import queries as people
from api.people import signed_in
from api.people.invitations.rules import may_invite
from api.people.policy import Viewer
from api.people.possible.actions import take_away, write_down
from api.people.possible.queries import possible_people
from api.people.possible.rules import QUESTIONS, may_look, number_of
from i18n.translator import gettext
from pwa.refusals import told

pages = Blueprint("finding", __name__)
ADDRESS: Final = "/mensen/vinden"
Page = Response | tuple[str, int]


@pages.get(ADDRESS)
@members("adult", "circle")
def finding() -> str:
    """Show one question, and the names that came up before."""
    return _show(_looker(), number_of(request.args.get("vraag", "")), {})


@pages.post(ADDRESS)
@members("adult", "circle")
def write() -> Page:
    """Keep a name for oneself."""
    by, now, form = _looker(), house().clock.now(), request.form
    number = number_of(form.get("question", ""))
    row = row_id(house().secrets.pepper, by.person, _given(), "possible person")
    try:
        with house().db.writing(by.household, by=by.person, now=now) as session:
            write_down(
                session,
                by=people.afresh(session, by),
                possible_id=row,
                name=form.get("name", ""),
                question=number,
                now=now,
            )
    except Invalid as refusal:
        return _show(by, number, told(refusal)), refusal.status
    return redirect(f"{ADDRESS}?vraag={number}", 303)


@pages.post("/mensen/vinden/<uuid:possible_id>")
@members("adult", "circle")
def take(possible_id: UUID) -> Response:
    """Take a name away."""
    by, now = _looker(), house().clock.now()
    with house().db.writing(by.household, by=by.person, now=now) as session:
        take_away(session, by=people.afresh(session, by), possible_id=possible_id, now=now)
    return redirect(ADDRESS, 303)


def _looker() -> Viewer:
    viewer = signed_in.current_viewer()
    if not may_look(viewer, house().clock.now()):
        raise NotHere(people.UNKNOWN)
    return viewer


def _given() -> UUID:
    try:
        return UUID(request.form.get("id", ""))
    except ValueError:
        return uuid4()


def _show(viewer: Viewer, number: int, errors: Mapping[str, str]) -> str:
    now = house().clock.now()
    with house().db.reading(viewer.household) as session:
        found = possible_people(session, viewer, now)
    return render_template(
        "people/finding.html",
        question=gettext(QUESTIONS[number]),
        number=number,
        following=(number + 1) % len(QUESTIONS),
        found=[(each, gettext(QUESTIONS[number_of(str(each.question))])) for each in found],
        may_invite=may_invite(viewer, viewer.side, now),
        given=uuid4(),
        typed=request.form.get("name", ""),
        errors=errors,
    )
