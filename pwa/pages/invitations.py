"""``/mensen/erbij``: bringing somebody in, for who leads the talks or keeps the plan; not there for others.

A way in is shown in the answer to the button that made it. It stands in no address and on no other page.
"""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Invalid, NotHere
from api.core.http import house, members
from api.core.ids import new_id
from api.logbook.rules import row_id
from api.people import queries, signed_in
from api.people.invitations import actions, rules
from api.people.invitations.actions import INVITED, Newcomer
from api.people.invitations.rules import Form
from api.people.invitations.ways import Fresh
from api.people.policy import Side
from api.people.possible.queries import possible_name
from api.people.queries import UNKNOWN
from i18n.marking import N_
from pwa import ways
from pwa.refusals import told

pages = Blueprint("invitations", __name__)
NAMELESS = N_("Vul een naam in.")


@pages.get("/mensen/erbij")
@members("adult", "circle")
def before_inviting() -> str:
    """Show who is here already, and the form for somebody new."""
    return _form({})


@pages.post("/mensen/erbij")
@members("adult", "circle")
def invite() -> Response | tuple[str, int]:
    """Add somebody new; then the way in is chosen. A button pressed twice adds one."""
    viewer, now = signed_in.current_viewer(), house().clock.now()
    try:
        newcomer = _newcomer()
        with house().db.writing(viewer.household, by=viewer.person, now=now) as session:
            person = actions.invite_somebody(
                session,
                by=queries.afresh(session, viewer),
                newcomer=newcomer,
                person=_person_id(viewer.person),
                now=now,
            )
    except Invalid as refusal:
        errors = told(refusal)
        return _form(errors), refusal.status
    return redirect(f"/mensen/erbij/{person}", 303)


@pages.get("/mensen/erbij/<uuid:person_id>")
@members("adult", "circle")
def before_giving(person_id: UUID) -> str:
    """Ask which way in is wanted."""
    viewer = signed_in.current_viewer()
    with house().db.reading(viewer.household) as session:
        person = actions.whom_to_invite(session, viewer, person_id, house().clock.now())
    return render_template("invitations/ways.html", person=person, ways=())


@pages.post("/mensen/erbij/<uuid:person_id>")
@members("adult", "circle")
def give(person_id: UUID) -> str:
    """Make the way in and show it, this once."""
    viewer, now = signed_in.current_viewer(), house().clock.now()
    form = request.form.get("vorm", Form.LINK)
    if form not in set(Form):
        form = Form.LINK
    with house().db.writing(viewer.household, by=viewer.person, now=now) as session:
        by = queries.afresh(session, viewer)
        person = actions.whom_to_invite(session, by, person_id, now)
        fresh = actions.give_way(session, by=by, person=person_id, form=Form(form), now=now)
    return _shown(person, [fresh])


def _shown(person: queries.Member, fresh: list[Fresh]) -> str:
    return render_template(
        "invitations/ways.html", person=person, ways=ways.shown(fresh), door=ways.door_address()
    )


def _form(errors: dict[str, str]) -> str:
    viewer, now = signed_in.current_viewer(), house().clock.now()
    sides = [side for side in Side if rules.may_invite(viewer, side, now)]
    if not sides:
        raise NotHere(UNKNOWN)
    with house().db.reading(viewer.household) as session:
        here = [
            member
            for member in queries.members(session, viewer)
            if member.role in INVITED and member.side in sides and member.id != viewer.person
        ]
        apart = queries.lives_apart(session, viewer.household)
        thought_of = possible_name(session, viewer, _possible(), now)
    return render_template(
        "invitations/invite.html",
        errors=errors,
        here_already=here,
        sides=sides if apart else (),
        typed=request.form or {"name": thought_of},
        id=request.form.get("id") or new_id(),
    )


def _possible() -> UUID:
    """Return of whom one thought before: their name stands in the form, and never in an address."""
    try:
        return UUID(request.args.get("uit", ""))
    except ValueError:
        return new_id()


def _newcomer() -> Newcomer:
    form = request.form
    name = form.get("name", "").strip()
    if not name:
        raise Invalid(NAMELESS, field="name")
    role = rules.read_role(form.get("role", ""))
    return Newcomer(
        name=name[:100],
        called=form.get("called", "").strip()[:100],
        role=role,
        side=rules.read_side(form.get("side", ""), role),
        ring=rules.read_ring(form.get("ring", ""), role),
        generation=rules.read_generation(form.get("generation", ""), role),
        born_year=rules.read_born(form.get("born", "").strip(), role, house().clock.now()),
    )


def _person_id(by: UUID) -> UUID:
    """Return the id of the new person for the id in the form, so that no form names an id itself."""
    try:
        given = UUID(request.form.get("id", ""))
    except ValueError:
        given = new_id()
    return row_id(house().secrets.pepper, by, given, "person")
