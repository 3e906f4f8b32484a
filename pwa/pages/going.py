"""``/instellingen/weggaan`` and ``/mensen/…/meedoen`` and ``/pauze``: going out, for good or for days.

What a page offers follows from role and task, which everybody may know; so for somebody who may be
feared it looks as for everybody else.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Invalid, NotHere
from api.core.http import house, members
from api.people import queries, signed_in
from api.people.erasing.queries import standing
from api.people.going import actions, leaving, rules
from api.people.going import queries as plans
from api.people.going.rules import Way
from api.people.going.telling import tell_ward, wards_to_tell
from api.people.policy import Role, Viewer
from api.sharing.queries import has_children
from pwa import plan_going
from pwa.refusals import told

pages = Blueprint("going", __name__)
GROWN_UPS = ("adult", "circle")
Page = str | tuple[str, int] | Response


@pages.get("/instellingen/weggaan")
@members("child", *GROWN_UPS)
def before_leaving() -> str:
    """Say what happens, and ask who takes over; a child hears whom to ask."""
    return _leaving({})


@pages.post("/instellingen/weggaan")
@members(*GROWN_UPS)
def leave() -> Page:
    """Leave a day from now, or take that back."""
    by, now = signed_in.current_viewer(), house().clock.now()
    try:
        with house().db.writing(by.household, by=by.person, now=now) as session:
            by = queries.afresh(session, by)
            if request.form.get("do") == "back":
                plan_going.take_back(session, by=by, person=by.person, now=now)
            else:
                plan_going.leave(
                    session, by=by, duties=duties(by), stand_ins=stand_ins(by), now=now
                )
    except Invalid as refusal:
        return _leaving(told(refusal)), refusal.status
    return redirect("/instellingen/weggaan", 303)


@pages.get("/mensen/<uuid:person_id>/meedoen")
@members(*GROWN_UPS)
def taking_part(person_id: UUID) -> str:
    """Show whether somebody takes part, and what was planned."""
    return _taking_part(person_id, {})


@pages.post("/mensen/<uuid:person_id>/meedoen")
@members(*GROWN_UPS)
def remove(person_id: UUID) -> Page:
    """Propose that somebody takes part no longer, find so too, or take it back."""
    by, now = signed_in.current_viewer(), house().clock.now()
    try:
        with house().db.writing(by.household, by=by.person, now=now) as session:
            by = queries.afresh(session, by)
            plans.someone_for(session, by, person_id)
            match request.form.get("do"):
                case "agree":
                    plan_going.agree(session, by=by, person=person_id, now=now)
                case "back":
                    plan_going.take_back(session, by=by, person=person_id, now=now)
                case _:
                    urgent = may_hurry(by) and request.form.get("urgent") == "ja"
                    actions.propose_removal(
                        session, by=by, person=person_id, urgent=urgent, now=now
                    )
    except Invalid as refusal:
        return _taking_part(person_id, told(refusal)), refusal.status
    return redirect("/mensen" if _is_done(by, person_id) else request.path, 303)


@pages.get("/mensen/<uuid:person_id>/pauze")
@members("circle")
def pause(person_id: UUID) -> str:
    """Show whether somebody is away for some days, and ask for how many."""
    return _pause(person_id, {})


@pages.post("/mensen/<uuid:person_id>/pauze")
@members("circle")
def suspend(person_id: UUID) -> Page:
    """Send somebody away for some days, find so too, let them back, or tell a child."""
    by, now = signed_in.current_viewer(), house().clock.now()
    try:
        _do_pause(by, person_id, now)
    except Invalid as refusal:
        return _pause(person_id, told(refusal)), refusal.status
    return redirect(request.path if _may_pause(by, person_id) else "/mensen", 303)


def _do_pause(by: Viewer, person: UUID, now: datetime) -> None:
    with house().db.writing(by.household, by=by.person, now=now) as session:
        by = queries.afresh(session, by)
        plans.someone_for(session, by, person)
        match request.form.get("do"):
            case "agree":
                actions.confirm_suspension(session, by=by, person=person, now=now)
            case "back":
                actions.lift(session, by=by, person=person, now=now)
            case "tell":
                ward = _id(request.form.get("ward", ""))
                tell_ward(session, by=by, ward=ward, about=person, now=now)
            case _:
                days = rules.check_days(request.form.get("days", ""))
                actions.suspend(session, by=by, person=person, days=days, now=now)
                plan_going.tell_open(session, by=by, person=person, now=now)


def _leaving(errors: Mapping[str, str]) -> str:
    by, now = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(by.household) as session:
        ready = leaving.to_hand_over(session, by)
        plan = plans.open_plan(session, by.person, {Way.LEAVE}, now)
        erasure = None if by.quiet else standing(session, by.person)
        children = has_children(session, by.household)
        safe = queries.safety_people(session, by.person, quiet=by.quiet)
        mine = plan_going.before_leaving(session, by, now)
    return render_template(
        "going/leaving.html",
        ready=ready,
        plan=plan,
        safe=safe,
        erasure=erasure,
        has_children=children,
        mine=mine,
        errors=errors,
        said=request.form,
    )


def _taking_part(person: UUID, errors: Mapping[str, str]) -> str:
    by, now = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(by.household) as session:
        someone = plans.someone_for(session, by, person)
        known = queries.names(session, by)
        plan = plans.removal(session, by, someone, now)
        going = plans.open_plan(session, person, {Way.LEAVE}, now)
        if going is not None and person in by.wards:
            plan = plan or going
        away = plans.suspension(session, by, person, now)
    return render_template(
        "going/taking_part.html",
        someone=known[person],
        plan=plan,
        asker=known.get(plan.asked_by) if plan else None,
        may_take_back=plan is not None and actions.may_take_back(by, someone, plan),
        agreements=plan_going.agreements_of(by, person),
        may_pause=by.role is Role.CIRCLE and (away or rules.may_suspend(by, someone)),
        errors=errors,
    )


def _pause(person: UUID, errors: Mapping[str, str]) -> str:
    by, now = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(by.household) as session:
        someone = plans.someone_for(session, by, person)
        known = queries.names(session, by)
        plan = plans.suspension(session, by, person, now)
        if plan is None and not rules.may_suspend(by, someone):
            raise NotHere(queries.UNKNOWN)
        return render_template(
            "going/pause.html",
            someone=known[person],
            plan=plan,
            may_confirm=plan is not None and by.person in plans.asked(session, plan),
            may_lift=plan is not None and (rules.keeps_watch(by) or plan.asked_by == by.person),
            children=[known[each] for each in wards_to_tell(session, by, plan)] if plan else [],
            errors=errors,
            days=request.form.get("days", "10"),
        )


def _may_pause(by: Viewer, person: UUID) -> bool:
    with house().db.reading(by.household) as session:
        plan = plans.suspension(session, by, person, house().clock.now())
        return plan is not None or rules.may_suspend(by, queries.viewer(session, person))


def _is_done(by: Viewer, person: UUID) -> bool:
    with house().db.reading(by.household) as session:
        return queries.viewer(session, person).ended_at is not None


def duties(by: Viewer) -> dict[str, UUID | None]:
    """Return who was chosen for each task."""
    return {kind: _id(request.form.get(kind, "")) for kind in by.duties}


def stand_ins(by: Viewer) -> dict[UUID, UUID | None]:
    """Return what was chosen for each ward; what was not chosen is not there."""
    chosen = {ward: request.form.get(f"ward-{ward}", "") for ward in by.wards}
    return {
        ward: _id(word) for ward, word in chosen.items() if word == "chair" or _id(word) is not None
    }


def may_hurry(by: Viewer) -> bool:
    """What somebody may have been forced to say holds a day later at the soonest."""
    return by.role is Role.CIRCLE and not by.quiet


def _id(word: str) -> UUID | None:
    try:
        return UUID(word)
    except ValueError:
        return None
