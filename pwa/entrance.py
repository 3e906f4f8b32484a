"""The entrance: who is signed in, and whether this view lets them in. Closed unless a view opens."""

from flask import Flask, current_app, request

from api.core.errors import NotHere, SignInFirst
from api.core.http import access_of
from api.people import signed_in
from i18n.marking import N_
from pwa.refusals import SENTENCES

FIRST = N_("Zeg eerst wie je bent.")


def check() -> None:
    """Ask the view's own word; what is not for your role is not there."""
    if request.endpoint is None:
        return
    access = access_of(current_app, request.endpoint)
    if access.public:
        return
    viewer = signed_in.viewer_or_none()
    if viewer is None:
        raise signed_in.why_out(request) or SignInFirst(FIRST)
    if access.roles and str(viewer.role) not in access.roles:
        raise NotHere(SENTENCES[404])


def install(app: Flask) -> None:
    """Stand at every door, after the language is known."""
    signed_in.install(app)
    app.before_request(check)
    app.context_processor(lambda: {"me": signed_in.viewer_if_known()})
