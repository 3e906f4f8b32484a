"""``/boek/beeld/…``: a picture or a voice of a page, for who makes the book or reads that page."""

from uuid import UUID

from flask import Blueprint
from werkzeug.wrappers import Response

from api.core.http import house, members
from api.plan.queries import in_force_versions
from api.words_and_pictures import queries
from pwa.pages.book_form import GROWN_UP, looking
from pwa.shut_in import send

pages = Blueprint("book_media", __name__)


@pages.get("/boek/beeld/<uuid:medium_id>")
@members("child", *GROWN_UP)
def whole(medium_id: UUID) -> Response:
    """Send it as it is."""
    return _send(medium_id, "full")


@pages.get("/boek/beeld/<uuid:medium_id>/klein")
@members("child", *GROWN_UP)
def small(medium_id: UUID) -> Response:
    """Send the small picture."""
    return _send(medium_id, "small")


def _send(medium_id: UUID, size: queries.Size) -> Response:
    viewer, now = looking()
    with house().db.reading(viewer.household) as session:
        in_force = in_force_versions(session, viewer.household)
        found = queries.medium(session, viewer, medium_id, size, in_force=in_force, now=now)
    return send(found.type, found.data)
