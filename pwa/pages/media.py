"""``/media/…``: a drawing, photo or voice, for whoever may read its note. Never kept, never run."""

from uuid import UUID

from flask import Blueprint
from werkzeug.wrappers import Response

from api.core.http import house, members
from api.logbook import looked_at, queries
from api.people import signed_in
from pwa import looking
from pwa.pages.logbook import WRITERS
from pwa.shut_in import send

pages = Blueprint("media", __name__)


@pages.get("/media/<uuid:medium_id>")
@members(*WRITERS)
def whole(medium_id: UUID) -> Response:
    """Send it as it is."""
    return _send(medium_id, "full")


@pages.get("/media/<uuid:medium_id>/klein")
@members(*WRITERS)
def small(medium_id: UUID) -> Response:
    """Send the small picture."""
    return _send(medium_id, "small")


@pages.get("/media/<uuid:medium_id>/lijnen")
@members(*WRITERS)
def strokes(medium_id: UUID) -> Response:
    """Send the lines of a drawing, so that it can be drawn on."""
    return _send(medium_id, "strokes")


def _send(medium_id: UUID, size: queries.Size) -> Response:
    viewer = signed_in.current_viewer()
    with house().db.reading(viewer.household) as session:
        found = queries.medium(session, viewer, medium_id, size)
    looking.shows(looked_at.in_medium(found))
    return send(found.type, found.data)
