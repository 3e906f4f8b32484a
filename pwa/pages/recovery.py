"""``/mensen/kwijt``: "I spoke them", when somebody's phone is lost.

Whether another said so already is not on this page. Only who lives elsewhere learns of the second voice.
"""

from uuid import UUID

from flask import Blueprint, render_template, request

from api.core.errors import Invalid, NotHere
from api.core.http import house, members
from api.people import queries, signed_in
from api.people.invitations.ways import Fresh
from api.people.queries import UNKNOWN, Member
from api.people.recovery import actions
from i18n.marking import N_
from pwa import proving, ways
from pwa.refusals import told

pages = Blueprint("recovery", __name__)
NOBODY = N_("Kies wie je gesproken hebt.")


@pages.get("/mensen/kwijt")
@members("adult", "circle")
def before_speaking() -> str:
    """Explain, and ask whose phone is lost."""
    return _form({})


@pages.post("/mensen/kwijt")
@members("adult", "circle")
def speak() -> str | tuple[str, int]:
    """Keep that this person spoke them; the second from outside gets the link to hand over."""
    try:
        person = _chosen()
        proving.prove()
    except Invalid as refusal:
        return _form(told(refusal)), refusal.status
    fresh = _speak(person.id)
    return render_template(
        "recovery/said.html", person=person, ways=ways.shown(fresh), door=ways.door_address()
    )


def _speak(person: UUID) -> list[Fresh]:
    here, now = signed_in.current_sign_in(), house().clock.now()
    viewer = here.viewer
    with house().db.writing(viewer.household, by=viewer.person, now=now) as session:
        by = queries.afresh(session, viewer)
        return actions.speak(session, by=by, person=person, device=here.device_id, now=now)


def _candidates() -> list[Member]:
    viewer = signed_in.current_viewer()
    with house().db.reading(viewer.household) as session:
        return actions.whom_to_speak_for(session, viewer, house().clock.now())


def _chosen() -> Member:
    wanted = request.form.get("wie", "")
    if not wanted:
        raise Invalid(NOBODY, field="wie")
    for member in _candidates():
        if str(member.id) == wanted:
            return member
    raise NotHere(UNKNOWN)


def _form(errors: dict[str, str]) -> str:
    return render_template(
        "recovery/speak.html",
        people=_candidates(),
        errors=errors,
        chosen=request.form.get("wie", ""),
        **proving.asked(),
    )
