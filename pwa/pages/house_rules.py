"""``/huisregels``: how we treat each other here, read once before the first page and later when one likes."""

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.http import house, members
from api.people import queries, signed_in
from api.people.invitations import house_rules
from api.people.policy import Role, Viewer

pages = Blueprint("house_rules", __name__)


@pages.get("/huisregels")
@members("child", "adult", "circle")
def rules() -> str:
    """Show the rules; whoever has not said yes sees no menu yet."""
    viewer = signed_in.current_viewer()
    with house().db.reading(viewer.household) as session:
        since = house_rules.read_at(session, viewer)
    kid = viewer.role is Role.CHILD
    shown = viewer if since else None
    return render_template("arrival/rules.html", me=shown, since=since, kid=kid)


@pages.post("/huisregels")
@members("child", "adult", "circle")
def say_yes() -> Response:
    """Keep that this person said yes, and go on to what they came for."""
    viewer, now = signed_in.current_viewer(), house().clock.now()
    with house().db.writing(viewer.household, by=viewer.person, now=now) as session:
        house_rules.say_yes(session, by=queries.afresh(session, viewer), now=now)
    return redirect(_onward(viewer), 303)


def _onward(viewer: Viewer) -> str:
    if request.form.get("daarna") == "scherm":
        return "/installeren"
    return "/logboek/nieuw" if viewer.role in {Role.ADULT, Role.CIRCLE} else "/"
