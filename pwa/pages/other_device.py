"""``/instellingen/nieuwe-telefoon`` and ``/mensen/helpen``: a QR from the old phone to the new one.

For oneself the code or pictures stay. A child that cannot get in is helped by its safety person, who
stands beside it; it chooses new pictures, and what was open before closes.
"""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, render_template

from api.core.errors import Invalid
from api.core.http import house, members
from api.people import queries, signed_in
from api.people.invitations import actions
from api.people.invitations.ways import Fresh
from api.people.policy import Viewer
from i18n.translator import gettext
from pwa import proving, ways

pages = Blueprint("other_device", __name__)
Make = Callable[[Any, Viewer], Sequence[Fresh]]


@pages.get("/instellingen/nieuwe-telefoon")
@members()
def before_own() -> str:
    """Ask for one's own code or pictures."""
    return _asking("invitations/new_phone.html", {})


@pages.post("/instellingen/nieuwe-telefoon")
@members()
def own() -> str | tuple[str, int]:
    """Show a QR and a code for one's other phone."""
    now = house().clock.now()
    return _prove_and_make(
        "invitations/new_phone.html",
        lambda session, by: actions.own_new_device(session, by=by, now=now),
    )


@pages.get("/mensen/helpen/<uuid:person_id>")
@members("circle")
def before_helping(person_id: UUID) -> str:
    """Say what will happen to the child's pictures, and ask for one's own code."""
    return _asking("invitations/help.html", {}, child=_child(person_id))


@pages.post("/mensen/helpen/<uuid:person_id>")
@members("circle")
def help_child(person_id: UUID) -> str | tuple[str, int]:
    """Show a QR and a code for the child beside you."""
    now = house().clock.now()
    return _prove_and_make(
        "invitations/help.html",
        lambda session, by: actions.help_child(session, by=by, person=person_id, now=now),
        child=_child(person_id),
    )


def _child(person_id: UUID) -> queries.Member:
    viewer = signed_in.current_viewer()
    with house().db.reading(viewer.household) as session:
        return actions.child_to_help(session, viewer, person_id, house().clock.now())


def _prove_and_make(page: str, make: Make, **facts: Any) -> str | tuple[str, int]:  # noqa: ANN401
    if not proving.is_complete():
        return _asking(page, {}, **facts)
    try:
        proving.prove()
    except Invalid as refusal:
        return _asking(page, {"code": gettext(refusal.message)}, **facts), refusal.status
    viewer, now = signed_in.current_viewer(), house().clock.now()
    with house().db.writing(viewer.household, by=viewer.person, now=now) as session:
        fresh = make(session, queries.afresh(session, viewer))
    return render_template(page, ways=ways.shown(fresh), door=ways.door_address(), **facts)


def _asking(page: str, errors: dict[str, str], **facts: Any) -> str:  # noqa: ANN401
    asked = proving.asked()
    if errors:
        asked["taps"] = []
    return render_template(page, ways=(), errors=errors, **asked, **facts)
