"""``/plan``: what everybody does, what was agreed, and one part of it with its history.

A child has its own words and pictures there, and nothing else. Paths and titles say "plan" alone.
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
from api.path.evidence.items import sees_sheet
from api.path.seen import may_enter
from api.people import queries as people
from api.people import signed_in
from api.people.policy import Role, Side, Viewer
from api.plan import actions, queries, rules
from api.plan.hints import Hint, hints, unsaid
from api.plan.history import History, VersionView
from api.plan.views import AgreementView, PlanView
from api.plan.words import Danger, Goal, Kind, Plan
from i18n.dates import here
from i18n.translator import gettext
from pwa import plan_said
from pwa.pages.plan_form import SORT_OF, part_id_of, read_settled
from pwa.refusals import told

pages = Blueprint("plan", __name__)
GROWN_UP: Final = ("adult", "circle")
Page = str | Response | tuple[str, int]


@pages.get("/plan")
@members("child", *GROWN_UP)
def plan() -> str:
    """Show the plan as this person may read it."""
    viewer, now = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(viewer.household) as session:
        found = queries.plan(session, viewer, now)
        names = people.names(session, viewer)
    if viewer.role is Role.CHILD:
        agreements = (*found.direct, *found.stable)
        return render_template("plan/child.html", agreements=agreements, names=names)
    return render_template(
        "plan/plan.html",
        plan=found,
        mine=[each for each in (*found.direct, *found.stable) if _is_mine(viewer, each)],
        yes=_yes(found, viewer),
        yes_id=uuid4(),
        fewest=rules.CONDITIONS[0],
        keeps=rules.may_agree(viewer),
        has_path=may_enter(viewer, now),
        sheet=sees_sheet(viewer),
        **_words(names),
    )


@pages.get("/plan/vroeger")
@members(*GROWN_UP)
def past() -> str:
    """Show what is over, and what came instead."""
    viewer, now = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(viewer.household) as session:
        found = queries.past(session, viewer, now)
        held = {each.id: each for each in queries.agreements(session, viewer, now)}
    return render_template("plan/past.html", past=found, held=held, said=plan_said)


@pages.post("/plan/ja")
@members(*GROWN_UP)
def endorse() -> Response:
    """Say that one finds the plan good; sent twice it stands once."""
    by, now = signed_in.current_viewer(), house().clock.now()
    given = part_id_of(request.form.get("id", "")) or uuid4()
    which = request.form.get("plan", "")
    mark = row_id(house().secrets.pepper, by.person, given, f"endorsement {which}")
    if which not in set(Plan):
        raise Invalid(rules.WHICH_PLAN, field="plan")
    with house().db.writing(by.household, by=by.person, now=now) as session:
        actions.endorse(
            session,
            by=people.afresh(session, by),
            endorsement_id=mark,
            plan=Plan(which),
            now=now,
        )
    return redirect("/plan", 303)


@pages.get("/plan/volgorde")
@members("circle")
def order() -> str:
    """Show the agreements in their order, to be put in another one."""
    viewer, now = signed_in.current_viewer(), house().clock.now()
    if not rules.may_agree(viewer):
        raise NotHere(people.UNKNOWN)
    with house().db.reading(viewer.household) as session:
        found = queries.agreements(session, viewer, now)
    return render_template("plan/order.html", agreements=found)


@pages.post("/plan/volgorde")
@members("circle")
def put_in_order() -> Response:
    """Put one agreement higher or lower. Without script: one step at a time."""
    by, now = signed_in.current_viewer(), house().clock.now()
    with house().db.writing(by.household, by=by.person, now=now) as session:
        by = people.afresh(session, by)
        ids = [each.id for each in queries.agreements(session, by, now)]
        actions.reorder(session, by=by, order=_moved(ids), now=now)
    return redirect("/plan/volgorde", 303)


@pages.get("/plan/<uuid:part_id>")
@members(*GROWN_UP)
def part(part_id: UUID) -> str:
    """Show one part: what holds, what was proposed, what it said before."""
    return _part(part_id, {})


@pages.post("/plan/<uuid:part_id>")
@members(*GROWN_UP)
def change(part_id: UUID) -> Page:
    """Propose, enter what was agreed, end, or hand over."""
    by, now = signed_in.current_viewer(), house().clock.now()
    try:
        with house().db.writing(by.household, by=by.person, now=now) as session:
            _do(session, people.afresh(session, by), part_id, now)
    except Invalid as refusal:
        return _part(part_id, told(refusal)), refusal.status
    except Changed as refusal:
        return _part(part_id, {"": gettext(refusal.message)}), refusal.status
    return redirect(request.path if _is_there(by, part_id) else "/plan", 303)


def _do(session: Any, by: Viewer, part_id: UUID, now: datetime) -> None:  # noqa: ANN401
    form = request.form
    version = part_id_of(form.get("version", "")) or part_id
    match form.get("do"):
        case "propose":
            actions.propose(session, by=by, version_id=version, now=now)
        case "agree":
            agreed = read_settled(form, here(now))
            actions.put_in_force(session, by=by, version_id=version, agreed=agreed, now=now)
        case "end":
            reason = Fields(form.to_dict(flat=False)).text("reason", rules.LONGEST)
            actions.end(session, by=by, version_id=version, reason=reason, now=now)
        case "hand":
            person, to = (part_id_of(form.get(name, "")) or part_id for name in ("person", "to"))
            actions.hand_over(session, by=by, part_id=part_id, person=person, to=to, now=now)
        case _:
            raise NotHere(people.UNKNOWN)


def _part(part_id: UUID, errors: Mapping[str, str]) -> str:
    viewer, now = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(viewer.household) as session:
        found = queries.history(session, viewer, part_id, now)
        names = people.names(session, viewer)
        here_now = people.members(session, viewer)
        dangers = {each.id: each for each in queries.dangers(session, viewer, now)}
        agreements = {each.id: each for each in queries.agreements(session, viewer, now)}
    circle = [each.name for each in here_now if each.role is Role.CIRCLE]
    return render_template(
        "plan/part.html",
        part=found,
        agreement=agreements.get(part_id),
        danger=dangers.get(found.danger_id) if found.danger_id else None,
        replaces=agreements,
        waiting=[each for each in found.versions if each.waits],
        before=[each for each in reversed(found.versions) if each.ended_at and each.in_force_at],
        hints={each.id: _hints(found, each, circle) for each in found.versions},
        unsaid={each.id: _unsaid(each) for each in found.versions},
        keeps=rules.may_agree(viewer),
        people=[each for each in here_now if _can_take(each, found)],
        today=here(now),
        errors=errors,
        typed_form=request.form,
        sort=SORT_OF[found.kind],
        **_words(names),
    )


def _hints(part: History, version: VersionView, circle: list[str]) -> tuple[Hint, ...]:
    if part.kind is not Kind.GOAL or not version.waits or not isinstance(version.words, Goal):
        return ()
    return hints(version.words.text, named=circle, chosen=bool(version.words.circle))


def _unsaid(version: VersionView) -> tuple[str, ...]:
    return unsaid(version.words) if version.waits and isinstance(version.words, Danger) else ()


def _can_take(member: people.Member, part: History) -> bool:
    outside = {Role.PROFESSIONAL, Role.HOST, Role.CHILD}
    return member.role not in outside and Side(part.side).meets(member.side)


def _is_there(viewer: Viewer, part_id: UUID) -> bool:
    with house().db.reading(viewer.household) as session:
        try:
            return bool(queries.history(session, viewer, part_id, house().clock.now()))
        except NotHere:
            return False


def _is_mine(viewer: Viewer, agreement: AgreementView) -> bool:
    """What somebody does; where they look has a page of its own."""
    return viewer.person in agreement.does


def _yes(found: PlanView, viewer: Viewer) -> dict[Plan, Any]:
    """Return who finds each plan good, and whether this viewer said so of all that stands there."""
    plans = {Plan.DIRECT: found.direct, Plan.STABLE: found.stable}
    said = {
        plan: [each for each in found.endorsements if each.plan is plan]
        for plan, agreements in plans.items()
        if agreements
    }
    return {
        plan: (all_of, any(e.person == viewer.person and not e.newer for e in all_of))
        for plan, all_of in said.items()
    }


def _moved(ids: list[UUID]) -> list[UUID]:
    """Return the order with one agreement a step up or down, or first."""
    moving = part_id_of(request.form.get("which", ""))
    if moving not in ids:
        raise NotHere(people.UNKNOWN)
    place = ids.index(moving)
    to = {"up": place - 1, "down": place + 1}.get(request.form.get("do", ""), 0)
    ids.insert(max(0, min(to, len(ids) - 1)), ids.pop(place))
    return ids


def _words(names: plan_said.Names) -> dict[str, Any]:
    return {"names": names, "said": plan_said}
