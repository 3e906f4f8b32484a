"""``/berichten``: putting a notice aside. They are shown on the first page."""

from uuid import UUID

from flask import Blueprint, redirect
from werkzeug.wrappers import Response

from api.core.http import house, members
from api.people import signed_in
from api.people.notices import actions

pages = Blueprint("notices", __name__)


@pages.post("/berichten/<uuid:notice_id>/gezien")
@members("child", "adult", "circle")
def seen(notice_id: UUID) -> Response:
    """Put one notice aside."""
    viewer, now = signed_in.current_viewer(), house().clock.now()
    with house().db.writing(viewer.household, by=viewer.person, now=now) as session:
        actions.put_aside(session, by=viewer, notice_id=notice_id, now=now)
    return redirect("/", 303)
