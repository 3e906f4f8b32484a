"""``/sporen``: what this app leaves on a phone, said before anybody comes in. Public; it promises nothing."""

from flask import Blueprint, render_template

from api.core.http import public

pages = Blueprint("traces", __name__)


@pages.get("/sporen")
@public
def traces() -> str:
    """Show the honest page."""
    return render_template("traces/traces.html")
