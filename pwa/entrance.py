"""The entrance: who is signed in, and whether this view lets them in. Closed unless a view opens."""

from datetime import timedelta

from flask import Flask, current_app, request

from api.core.errors import NotHere, SignInFirst
from api.core.http import Access, access_of, reads_along
from api.people import signed_in
from api.people.policy import Role
from api.people.staying.rules import HIDDEN
from i18n.marking import N_
from pwa.refusals import SENTENCES

MINUTE = timedelta(minutes=1)
LOOKS = frozenset({"GET", "HEAD"})
FIRST = N_("Zeg eerst wie je bent.")


def check() -> None:
    """Ask the view's own word; what is not for your role is not there."""
    if request.endpoint is None:
        return
    access = access_of(current_app, request.endpoint)
    if access.public or access.keyed:
        return
    viewer = signed_in.viewer_or_none()
    if viewer is None:
        raise signed_in.why_out(request) or SignInFirst(FIRST)
    if not lets_in(access, viewer.role):
        raise NotHere(SENTENCES[404])
    if access.proof:
        signed_in.prove_first()
    if access.roles == {Role.PROFESSIONAL} and request.method in LOOKS:
        reads_along()


def lets_in(access: Access, role: Role) -> bool:
    """Say whether a view is there for somebody of this role.

    A professional is in no house, so a view for everybody is not for them: it must name them.
    """
    if role is Role.PROFESSIONAL:
        return str(role) in access.roles
    return not access.roles or str(role) in access.roles


def install(app: Flask) -> None:
    """Stand at every door, after the language is known."""
    signed_in.install(app)
    app.before_request(check)
    app.context_processor(_about_me)


def _about_me() -> dict[str, object]:
    """Who is here, and for how many minutes their page may be out of sight."""
    me = signed_in.viewer_if_known()
    if me is None:
        return {"me": None, "hidden": "", "mark": ""}
    mark = signed_in.current_sign_in().mark
    return {"me": me, "hidden": HIDDEN[me.role] // MINUTE, "mark": mark}
