"""``/plan/nieuw`` and ``/plan/…/anders``: writing a part of the plan, and proposing other words.

A refusal brings the form back with all that was typed. When somebody else changed it meanwhile the
form says what changed, keeps the words, and is about the new ones from then on.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Changed, Invalid, NotHere
from api.core.http import house, members
from api.logbook.rules import row_id
from api.people import queries as people
from api.people import signed_in
from api.people.policy import Role, Side, Viewer
from api.plan import actions, queries, rules
from api.plan.differences import differences
from api.plan.hints import HELP, around
from api.plan.history import History, VersionView
from api.plan.words import Kind, Settled
from i18n.dates import here
from i18n.translator import gettext
from pwa import plan_said
from pwa.pages.own_numbers import sides_of
from pwa.pages.plan_form import (
    PICTURES,
    SORT_OF,
    SORTS,
    part_id_of,
    read_settled,
    read_sketch,
    said_in,
    said_of,
)
from pwa.refusals import told

pages = Blueprint("plan_writing", __name__)
GROWN_UP = ("adult", "circle")
OUTSIDE = {Role.PROFESSIONAL, Role.HOST}
Page = str | Response | tuple[str, int]


@pages.get("/plan/nieuw")
@members(*GROWN_UP)
def new() -> str:
    """Ask what somebody wants to propose, or show the form for it."""
    kind = SORTS.get(request.values.get("soort", ""))
    if kind is None:
        return render_template("plan/kinds.html", sorts=SORTS, said=plan_said)
    first = {"danger_id": request.args.get("bij", ""), "plan": "direct"}
    return _form(kind, first, {})


@pages.post("/plan/nieuw")
@members(*GROWN_UP)
def write() -> Page:
    """Keep, propose or enter a new part; sent twice it stands once."""
    kind = SORTS.get(request.values.get("soort", ""))
    if kind is None:
        raise NotHere(people.UNKNOWN)
    given = part_id_of(request.form.get("id", "")) or uuid4()
    try:
        part = _keep(kind, _own(given, "part"), _own(given, "part_version"), None)
    except Invalid as refusal:
        again = None if isinstance(refusal, actions.Known) else given
        return _form(kind, said_in(request.form), told(refusal), given=again), refusal.status
    return redirect(_onward(part), 303)


@pages.get("/plan/<uuid:part_id>/anders")
@members(*GROWN_UP)
def before_changing(part_id: UUID) -> str:
    """Show what holds, or one's own proposal, to be put in other words."""
    part = _history(part_id)
    base = part.version(part_id_of(request.args.get("van", ""))) or part.now
    if base is None or base.ended_at is not None:
        raise NotHere(people.UNKNOWN)
    return _form(part.kind, _said(part, base), {}, part=part, base=base)


@pages.post("/plan/<uuid:part_id>/anders")
@members(*GROWN_UP)
def change(part_id: UUID) -> Page:
    """Keep, propose or enter other words."""
    part = _history(part_id)
    looked_at = part.version(part_id_of(request.form.get("base", "")))
    given = part_id_of(request.form.get("id", "")) or uuid4()
    if looked_at is None:
        return _meanwhile(part, None, Changed(actions.MEANWHILE)), Changed.status
    try:
        _keep(part.kind, part_id, _own(given, "part_version"), looked_at.id)
    except Invalid as refusal:
        typed, wrong = said_in(request.form), told(refusal)
        again = None if isinstance(refusal, actions.Known) else given
        return _form(part.kind, typed, wrong, given=again, part=part, base=looked_at), 422
    except Changed as refusal:
        return _meanwhile(part, looked_at, refusal), refusal.status
    return redirect(_onward(part_id), 303)


def _meanwhile(part: History, looked_at: VersionView | None, refusal: Changed) -> str:
    """Show the form again with the words as typed, and what another changed meanwhile."""
    now = part.now
    if now is None:
        raise refusal
    changed = (
        differences(looked_at.words, now.words, looked_at.people, now.people) if looked_at else ()
    )
    errors = {"": gettext(refusal.message)}
    return _form(part.kind, said_in(request.form), errors, part=part, base=now, changed=changed)


def _keep(kind: Kind, part_id: UUID, version_id: UUID, base: UUID | None) -> UUID:
    """Write the draft and, as the button says, propose it or enter it as agreed: all or nothing."""
    by, now, form = signed_in.current_viewer(), house().clock.now(), request.form
    sketch = read_sketch(kind, form)
    wanted = form.get("do")
    agreed = read_settled(form, here(now)) if wanted == "agree" else None
    with house().db.writing(by.household, by=by.person, now=now) as session:
        by = people.afresh(session, by)
        part = actions.draft(
            session,
            by=by,
            part_id=part_id,
            version_id=version_id,
            sketch=sketch,
            base=base,
            proposed=wanted == "propose",
            now=now,
        )
        if isinstance(agreed, Settled):
            actions.put_in_force(session, by=by, version_id=version_id, agreed=agreed, now=now)
    return part


def _form(
    kind: Kind,
    typed: Mapping[str, Any],
    errors: Mapping[str, str],
    *,
    given: UUID | None = None,
    part: History | None = None,
    base: VersionView | None = None,
    changed: Any = (),  # noqa: ANN401
) -> str:
    viewer, now = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(viewer.household) as session:
        here_now = [each for each in people.members(session, viewer) if each.role not in OUTSIDE]
        found = queries.plan(session, viewer, now)
        names = people.names(session, viewer)
    circle = [each for each in here_now if each.role is Role.CIRCLE]
    return render_template(
        "plan/form.html",
        kind=kind,
        sort=SORT_OF[kind],
        typed=typed,
        errors=errors,
        given=given or uuid4(),
        part=part,
        base=base,
        changed=plan_said.changes(changed, names),
        people=[each for each in here_now if _may_be_named(each, part)],
        circle=circle,
        help_words="|".join(HELP),
        around_words="|".join(sorted(around([each.name for each in circle]))),
        dangers=found.dangers,
        direct=found.direct,
        sides=sides_of(viewer) if part is None else [],
        pictures=PICTURES,
        keeps=rules.may_agree(viewer),
        today=here(now),
        latest=rules.months_later(here(now), rules.LONGEST_TERM),
        said=plan_said,
    )


def _may_be_named(member: people.Member, part: History | None) -> bool:
    return part is None or Side(part.side).meets(member.side)


def _history(part_id: UUID) -> History:
    viewer = signed_in.current_viewer()
    with house().db.reading(viewer.household) as session:
        return queries.history(session, viewer, part_id, house().clock.now())


def _said(part: History, base: VersionView) -> dict[str, Any]:
    return said_of(
        base.words,
        base.people,
        plan=part.plan or "",
        danger_id=part.danger_id or "",
        audience=part.audience,
    )


def _own(given: UUID, what: str) -> UUID:
    viewer: Viewer = signed_in.current_viewer()
    return row_id(house().secrets.pepper, viewer.person, given, what)


def _onward(part: UUID) -> str:
    """What is written while another reads along is kept, and not shown."""
    return "/plan" if signed_in.current_viewer().quiet else f"/plan/{part}"
