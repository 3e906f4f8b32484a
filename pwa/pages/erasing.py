"""``/instellingen/weggaan/wissen``: somebody asks that what is theirs is erased, and takes that back.

While another reads along the page is the same, and what it says then does not happen.
"""

from collections.abc import Mapping
from datetime import datetime

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Invalid
from api.core.http import house, members, proven
from api.people import queries, signed_in
from api.people.erasing import actions, rules
from api.people.erasing.queries import standing
from api.people.going import leaving
from api.people.going import queries as plans
from api.people.going.rules import Way
from api.people.policy import Viewer
from pwa import plan_going
from pwa.pages.going import duties, stand_ins
from pwa.refusals import told

pages = Blueprint("erasing", __name__)
ADDRESS = "/instellingen/weggaan/wissen"
Page = str | tuple[str, int] | Response


@pages.get(ADDRESS)
@proven
@members("adult", "circle")
def before_erasing() -> str:
    """Say what goes and what stays, and ask for one's own name; or when it happens."""
    return _erasing({})


@pages.post(ADDRESS)
@proven
@members("adult", "circle")
def erase() -> Page:
    """Leave in three days with all that is one's own, or stay with it."""
    by, now = signed_in.current_viewer(), house().clock.now()
    try:
        with house().db.writing(by.household, by=by.person, now=now) as session:
            by = queries.afresh(session, by)
            if request.form.get("do") == "back":
                _take_back(session, by, now)
            else:
                _ask(session, by, now)
    except Invalid as refusal:
        return _erasing(told(refusal)), refusal.status
    return redirect(ADDRESS, 303)


def _ask(session: plan_going.Open, by: Viewer, now: datetime) -> None:
    """All or nothing: without a leaving nothing is erased. Whoever reads along makes nobody leave."""
    actions.ask(session, by=by, name=request.form.get("name", ""), now=now)
    if by.quiet:
        return
    plan_going.leave(
        session,
        by=by,
        duties=duties(by),
        stand_ins=stand_ins(by),
        now=now,
        waits=rules.WAITS,
    )


def _take_back(session: plan_going.Open, by: Viewer, now: datetime) -> None:
    """Stay, with all that is one's own."""
    actions.take_back(session, person=by.person, now=now)
    if plans.open_plan(session, by.person, {Way.LEAVE}, now) is not None:
        plan_going.take_back(session, by=by, person=by.person, now=now)


def _erasing(errors: Mapping[str, str]) -> str:
    by, now = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(by.household) as session:
        erasure = standing(session, by.person, quiet=by.quiet)
        going = plans.open_plan(session, by.person, {Way.LEAVE}, now)
        ready = leaving.to_hand_over(session, by) if going is None else None
        mine = plan_going.before_leaving(session, by, now) if going is None else []
    return render_template(
        "going/erasing.html",
        erasure=erasure,
        ready=ready,
        mine=mine,
        errors=errors,
        said=request.form,
    )
