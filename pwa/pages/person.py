"""``/mensen/<uuid>``: one person, for the grown-ups. What each of them sees and may do here differs.

A chair places the person in a ring, somebody of the house says yes to it, a safety person tells when
they met, and people of the circle say on their own page what they can do.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Invalid, NotHere
from api.core.http import house, members
from api.logbook.fields import Fields
from api.people import queries, signed_in
from api.people.homes import abilities, contacts, living, rings, rules
from api.people.policy import Ring, Viewer
from api.safe_object.laddering import may_read_ladder
from api.safe_object.reporting import may_report
from i18n.dates import here
from pwa import people_said
from pwa.refusals import told

pages = Blueprint("person", __name__)
GROWN_UPS = ("adult", "circle")
Page = Response | tuple[str, int]


@pages.get("/mensen/<uuid:person_id>")
@members(*GROWN_UPS)
def person(person_id: UUID) -> str:
    """Show one person."""
    return _show(person_id, {})


@pages.post("/mensen/<uuid:person_id>/kring")
@members(*GROWN_UPS)
def place(person_id: UUID) -> Page:
    """Place this person in a ring, or ask for the yes that it takes."""
    by, now = signed_in.current_viewer(), house().clock.now()
    try:
        ring = Fields(request.form.to_dict(flat=False)).needed("ring", Ring)
        with house().db.writing(by.household, by=by.person, now=now) as session:
            asking = queries.afresh(session, by)
            rings.place(session, by=asking, person_id=person_id, ring=ring, now=now)
    except Invalid as refusal:
        return _show(person_id, told(refusal)), refusal.status
    return redirect(f"/mensen/{person_id}", 303)


@pages.post("/mensen/<uuid:person_id>/ja")
@members(*GROWN_UPS)
def say_yes(person_id: UUID) -> Response:
    """Say yes to what somebody asked for this person."""
    by, now = signed_in.current_viewer(), house().clock.now()
    with house().db.writing(by.household, by=by.person, now=now) as session:
        asking = queries.afresh(session, by)
        rings.consent(session, by=asking, person_id=person_id, now=now)
    return redirect("/mensen", 303)


@pages.post("/mensen/<uuid:person_id>/gezien")
@members("circle")
def met(person_id: UUID) -> Page:
    """Tell when one saw or spoke this person, or take the latest day back."""
    by, now = signed_in.current_viewer(), house().clock.now()
    try:
        with house().db.writing(by.household, by=by.person, now=now) as session:
            asking = queries.afresh(session, by)
            if request.form.get("do") == "back":
                contacts.take_back(session, by=asking, ward=person_id, now=now)
            else:
                day = Fields(request.form.to_dict(flat=False)).day("day") or here(now)
                contacts.tell_contact(session, by=asking, ward=person_id, day=day, now=now)
    except Invalid as refusal:
        return _show(person_id, told(refusal)), refusal.status
    return redirect(f"/mensen/{person_id}", 303)


@pages.post("/mensen/kan")
@members("circle")
def can() -> Page:
    """Say what one can do."""
    by, now = signed_in.current_viewer(), house().clock.now()
    ticked = request.form.getlist("can")
    if not set(ticked) <= set(rules.Can):
        return _show(by.person, told(Invalid(rules.FROM_THE_LIST, field="can"))), Invalid.status
    with house().db.writing(by.household, by=by.person, now=now) as session:
        asking = queries.afresh(session, by)
        can = {rules.Can(each) for each in ticked}
        abilities.tell_abilities(session, by=asking, can=can, now=now)
    return redirect("/mensen", 303)


def _show(person_id: UUID, errors: Mapping[str, str]) -> str:
    viewer, today = signed_in.current_viewer(), here(house().clock.now())
    day = request.form.get("day") or today.isoformat()
    return render_template(
        "people/person.html",
        errors=errors,
        day=day,
        abilities=list(people_said.abilities().items()),
        rings=list(people_said.rings().items()),
        **_seen(viewer, person_id),
    )


def _seen(viewer: Viewer, person_id: UUID) -> dict[str, Any]:
    """Return what this viewer may see and do here; raises NotHere."""
    with house().db.reading(viewer.household) as session:
        known = {each.id: each for each in queries.members(session, viewer)}
        if person_id not in known:
            raise NotHere(queries.UNKNOWN)
        member = known[person_id]
        may_place = rings.may_place(session, viewer, person_id)
        asked = rings.asked(session, viewer)
        told = contacts.meetings(session, viewer, person_id)
        can = abilities.abilities(session, viewer).get(person_id, ())
        homes = living.homes(session, viewer)
        waits = rings.waits(session, viewer, person_id) if may_place else None
        someone = queries.viewer(session, person_id)
    mine = next((each for each in told if each.person.id == viewer.person), None)
    return {
        "member": member,
        "homes": [each for each in homes if member in each.people],
        "can": [people_said.abilities()[each] for each in can],
        "ticked": can,
        "tells": abilities.may_tell(viewer) and person_id == viewer.person,
        "may_place": may_place,
        "may_report": may_report(viewer, someone),
        "sees_ladder": may_read_ladder(viewer, someone),
        "waits": waits,
        "asks": [people_said.asks(each) for each in asked if each.person.id == person_id],
        "mine": mine if contacts.may_tell(viewer, person_id) else None,
        "met": people_said.met([each for each in told if each is not mine], member),
        "told": people_said.met([mine], member) if mine and mine.day else (),
    }
