"""``/media/…``: a drawing, photo or voice, for whoever may read its note. Never kept, never run.

Opened by itself a file is shut in: no scripts, no styles, no other files, under a name of our own.
"""

from typing import Final
from uuid import UUID

from flask import Blueprint, request
from werkzeug.wrappers import Response

from api.core.http import house, members
from api.logbook import looked_at, queries
from api.people import signed_in
from pwa import looking
from pwa.pages.logbook import WRITERS

pages = Blueprint("media", __name__)
SHUT_IN: Final = "sandbox; default-src 'none'"
NAMES: Final = {"image": "plaatje", "audio": "geluid", "application": "lijnen"}


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
    """Answer with a part when a part was asked for: iOS plays no sound otherwise."""
    viewer = signed_in.current_viewer()
    with house().db.reading(viewer.household) as session:
        found = queries.medium(session, viewer, medium_id, size)
    looking.shows(looked_at.in_medium(found))
    family, _, kind = found.type.partition("/")
    ending = kind.partition(";")[0].strip()
    answer = Response(found.data, content_type=found.type)
    answer.headers["Content-Disposition"] = f'inline; filename="{NAMES[family]}.{ending}"'
    answer.headers["Content-Security-Policy"] = SHUT_IN
    return answer.make_conditional(
        request.environ, accept_ranges=True, complete_length=len(found.data)
    )
