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
    here, now = signed_in.current_sign_in(), house().clock.now()
    by, device = here.viewer, here.device_id
    with house().db.writing(by.household, by=by.person, now=now) as session:
        actions.put_aside(session, by=by, notice_id=notice_id, now=now, device=device)
    return redirect("/", 303)
