"""``/instellingen/meenemen``: somebody takes along what is theirs to take, as one file.

Asked for by a post from our own page, so that no link, preview or other site can fetch it. The file
is made while it is sent; its name, and the names in it, tell a bystander nothing.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, render_template
from markupsafe import Markup

from api.core.http import house, members, proven, while_closing
from api.core.parcel import parcel
from api.logbook import looked_at, taking
from api.people import signed_in
from api.people.looking.taking import as_json, looks_at_me
from api.people.policy import Viewer
from pwa import looking, taken, taken_said
from pwa.pages.logbook import WRITERS

pages = Blueprint("taking", __name__)


@pages.get("/instellingen/meenemen")
@while_closing
@proven
@members(*WRITERS)
def before_taking() -> str:
    """Tell what is in the file and who could open it, and ask."""
    return render_template("settings/take.html")


@pages.post("/instellingen/meenemen")
@while_closing
@proven
@members(*WRITERS)
def take() -> Response:
    """Send the words as a page and as JSON, and the media beside them."""
    viewer, here = signed_in.current_viewer(), house()
    with here.db.reading(viewer.household) as session:
        notes = taking.to_take(session, viewer)
        looked = looks_at_me(session, viewer)
        read, more, media = _chapters(session, viewer, here.clock.now())
    looking.shows(looked_at.in_whole_notes(notes))
    names = taking.file_names(notes)
    told = {"notes": notes, "names": names, "looked": looked, "chapters": read}
    written = {
        "boek.html": render_template("settings/book.html", **told),
        "boek.json": taken.as_json(taking.as_json(notes, names)),
        **more,
        "gekeken.json": taken.as_json(as_json(looked)),
    }

    def files() -> Iterator[tuple[str, bytes]]:
        for name in tuple(written):
            yield name, written.pop(name).encode()
        yield from taking.media_files(here, viewer, names)
        yield from taken.book_files(here, viewer, media, here.clock.now())

    answer = Response(parcel(files()), content_type="application/zip")
    answer.headers["Content-Disposition"] = 'attachment; filename="boek.zip"'
    return answer


def _chapters(
    session: Any,  # noqa: ANN401
    viewer: Viewer,
    now: datetime,
) -> tuple[list[Markup], dict[str, str], dict[UUID, str]]:
    """Return the chapters as they are read and as files, and the media that they name.

    The values of one go before the next is asked.
    """
    read: list[Markup] = []
    files: dict[str, str] = {}
    media: dict[UUID, str] = {}
    for name, found in taken.chapters(session, viewer, now):
        media |= taken.named_media(found)
        files[f"{name}.json"] = taken.as_json(found)
        told = {"heading": taken_said.heading(name), "pieces": taken_said.pieces(name, found)}
        read.append(Markup(render_template("settings/_chapter.html", **told)))  # noqa: S704 - ours
    return read, files, media
