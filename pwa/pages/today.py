"""``/``: the first page of each person. It asks for what went well first (domain.md 1).

A child gets at most four ways and the face of its safety person; nothing here counts or scores.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import uuid4

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response

from api.child_world import queries as child_world
from api.core.http import house, members
from api.logbook import looked_at
from api.logbook import queries as logbook
from api.logbook.views import EntryView
from api.meetings.queries import next_meeting
from api.meetings.table.tasks import own_tasks
from api.path.tasks import own_steps
from api.people import queries, signed_in
from api.people.apart.rules import may_put_apart
from api.people.homes.contacts import quiet_wards
from api.people.notices.queries import waiting
from api.people.policy import Role, Viewer
from api.people.signed_in import Signed
from api.plan import queries as plans
from api.plan.rules import waits_for
from api.plan.views import PlanView
from api.resilience import queries as weeks
from api.safe_object.queries import open_for
from api.scales import queries as scores
from api.visits.turns import own_turns, soon
from i18n.dates import here
from pwa import child_said, looking, notices, path_parts_said, signals_said, week_said
from pwa.looking import is_told_in_private
from pwa.pages.reading_along import houses

pages = Blueprint("today", __name__)
NEWEST: Final = 3
TURNS: Final = 2


@pages.get("/")
@members()
def today() -> Response | str:
    """Show the first page that fits who is signed in."""
    signed = signed_in.current_sign_in()
    if signed.viewer.role is Role.HOST:
        return redirect("/beheer", 303)
    if signed.viewer.role is Role.CHILD:
        return _childs(signed)
    if signed.viewer.role in {Role.ADULT, Role.CIRCLE}:
        return _adults(signed)
    return houses()


def _childs(signed: Signed) -> str:
    viewer = signed.viewer
    with house().db.reading(viewer.household) as session:
        myself = queries.names(session, viewer)[viewer.person]
        mine = queries.safety_people(session, viewer.person, quiet=viewer.quiet)
        told = waiting(session, viewer, device=signed.device_id)
        now = house().clock.now()
        asked = child_world.talks(session, viewer, now) if viewer.proven else []
        meeting = next_meeting(session, viewer, now)
    today = here(now)
    return render_template(
        "today/child.html",
        myself=myself,
        mine=mine[0] if mine else None,
        talks=[
            (each, child_said.talk_line(each, today)) for each in asked if each.said or each.silent
        ],
        notices=notices.lines(told, viewer),
        meeting=meeting,
    )


def _adults(signed: Signed) -> str:
    viewer = signed.viewer
    with house().db.reading(viewer.household) as session:
        names, nudge = queries.names(session, viewer), logbook.nudge(session, viewer)
        told = waiting(session, viewer, device=signed.device_id)
        quiet = quiet_wards(session, viewer, here(house().clock.now()))
        signals = open_for(session, viewer, house().clock.now())
        plan = plans.plan(session, viewer, house().clock.now())
        gives = _waits_for_score(session, viewer, plan)
        asked = weeks.asks(session, viewer, house().clock.now())
        sleeps = _is_asked_for_the_night(session, viewer)
        talks = child_world.talks(session, viewer, house().clock.now())
        wishes = child_world.person_wishes(session, viewer, house().clock.now())
        to_do = _to_do(session, viewer, plan)
    if talks or wishes:
        is_told_in_private()
    return render_template(
        "today/today.html",
        myself=names[viewer.person],
        entries=_newest(viewer),
        nudge=nudge,
        quiet=quiet,
        signals=signals,
        gives=gives,
        talks=talks,
        wishes=wishes,
        **to_do,
        proposed=any(waits_for(viewer, each, house().clock.now()) for each in plan.proposals),
        said=signals_said,
        notices=notices.lines(told, viewer),
        may_put_apart=may_put_apart(viewer),
        asked=[each for each in asked if not each.mine],
        open_again=[each for each in asked if each.left],
        sleeps=sleeps,
        said_week=week_said,
        fresh=uuid4(),
        now=here(house().clock.now()),
    )


def _to_do(session: Any, viewer: Viewer, plan: PlanView) -> dict[str, Any]:  # noqa: ANN401
    """Return what comes, and what somebody took on: at the last meeting, and along the path in these days."""
    now = house().clock.now()
    return {
        "meeting": next_meeting(session, viewer, now),
        "turns": soon(own_turns(session, viewer, now), now, TURNS),
        "tasks": own_tasks(session, viewer, plan, now),
        "steps": own_steps(session, viewer, now),
        "lists": path_parts_said.LISTS,
    }


def _waits_for_score(session: Any, viewer: Viewer, plan: PlanView) -> bool:  # noqa: ANN401
    """Say whether there is a number to give this month; never when another reads along."""
    now = house().clock.now()
    ids = [] if viewer.quiet else [each.id for each in plan.dangers]
    return not scores.has_given_all(session, viewer, ids, now)


def _is_asked_for_the_night(session: Any, viewer: Viewer) -> bool:  # noqa: ANN401
    """Say whether somebody who keeps an own week is asked how they slept: once, in the morning."""
    now = house().clock.now()
    return weeks.asks_for_the_night(session, viewer, now) and any(
        each and each.id == viewer.person for each in weeks.whose_weeks(session, viewer, now)
    )


def _newest(viewer: Viewer) -> Sequence[EntryView]:
    """Return the newest notes; those that cannot be written down as looked at wait behind the code.

    The first page does not go down with the writing: from here one calls, and goes away.
    """
    with house().db.reading(viewer.household) as session:
        newest = logbook.timeline(session, viewer, limit=NEWEST).items
    try:
        looking.shows(looked_at.in_notes(newest))
    except looking.NotWrittenDown:
        with house().db.reading(viewer.household) as session:
            shut = replace(viewer, proven=False)
            newest = logbook.timeline(session, shut, limit=NEWEST).items
    return newest
