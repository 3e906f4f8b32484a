"""``/nieuw``: where a tap on a message leads. A neutral address, that shows nothing itself.

What is new for whoever is signed in is found here, not in the message: it said nothing of anybody.
"""

from flask import Blueprint, redirect
from werkzeug.wrappers import Response

from api.core.http import members

pages = Blueprint("newest", __name__)


@pages.get("/nieuw")
@members()
def newest() -> Response:
    """Lead on to one's own first page."""
    return redirect("/", 303)
