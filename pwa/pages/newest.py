"""``/nieuw``: where a tap on a message leads. A neutral address, that shows nothing itself.

What is new for whoever is signed in is found here, not in the message: it said nothing of anybody.
"""

from flask import Blueprint, redirect
from werkzeug.wrappers import Response

from api.core.http import house, members
from api.people import signed_in
from api.people.policy import Role
from api.safe_object.queries import open_for

pages = Blueprint("newest", __name__)


@pages.get("/nieuw")
@members()
def newest() -> Response:
    """Lead on to the newest open signal that this person may see, else to their own first page."""
    viewer, now = signed_in.current_viewer(), house().clock.now()
    if viewer.role not in {Role.ADULT, Role.CIRCLE}:
        return redirect("/", 303)
    with house().db.reading(viewer.household) as session:
        found = open_for(session, viewer, now)
    return redirect(f"/nu/{found[0].id}" if found else "/", 303)
