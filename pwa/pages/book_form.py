"""What the pages of the books share: who looks, what holds in the plan, and what a form says."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from flask import request
from werkzeug.datastructures import FileStorage

from api.core.errors import Invalid
from api.core.http import house
from api.core.media.pictures import MOST_BYTES
from api.core.media.strokes import read_strokes
from api.logbook.fields import Fields
from api.logbook.rules import row_id
from api.people import queries as people
from api.people import signed_in
from api.people.policy import Role, Viewer
from api.plan.queries import in_force_versions
from api.words_and_pictures import queries
from api.words_and_pictures.views import BookView, MadePage
from api.words_and_pictures.words import Agreement, PageDraft, Upload
from i18n.marking import N_
from pwa.pages.plan_form import PICTURES, part_id_of

GROWN_UP: Final = ("adult", "circle")
MOST_AT_ONCE: Final = 64 * 1024 * 1024
MADE: Final = ("drawing", "photo", "voice")
FEELINGS: Final[Mapping[str, str]] = {
    "happy": N_("Blij"),
    "sad": N_("Verdrietig"),
    "angry": N_("Boos"),
    "scared": N_("Bang"),
}
# Each with what somebody hears who does not see it.
OFFERED: Final[Mapping[str, str]] = {
    **FEELINGS,
    **{name: word for name, word in PICTURES.items() if name != "book"},
    "bear": N_("Beer"),
    "music": N_("Muziek"),
}


def looking() -> tuple[Viewer, datetime]:
    """Return who looks, and when."""
    return signed_in.current_viewer(), house().clock.now()


def made(session: Any, viewer: Viewer, book_id: UUID, now: datetime) -> BookView:  # noqa: ANN401
    """Return a book as it is made; raises NotHere."""
    in_force = in_force_versions(session, viewer.household)
    return queries.making(session, viewer, book_id, in_force=in_force, now=now)


def see(book_id: UUID) -> BookView:
    """Return the same to who is signed in."""
    viewer, now = looking()
    with house().db.reading(viewer.household) as session:
        return made(session, viewer, book_id, now)


def grown_ups(session: Any, viewer: Viewer) -> list[people.Member]:  # noqa: ANN401
    """Return who may be named or chosen."""
    return [
        each for each in people.members(session, viewer) if each.role in {Role.ADULT, Role.CIRCLE}
    ]


def fields() -> Fields:
    """Return what was filled in."""
    return Fields(request.form.to_dict(flat=False))


def given_id() -> UUID:
    """Return the id on the form; a form without a good one is a new thing."""
    return part_id_of(request.form.get("id", "")) or uuid4()


def own(given: UUID, what: str) -> UUID:
    """Turn an id that a phone made up into ours."""
    return row_id(house().secrets.pepper, signed_in.current_viewer().person, given, what)


def read_draft(offered: Mapping[UUID, UUID]) -> PageDraft:
    """Return what somebody filled in of a page. ``offered`` are agreements with the version that holds."""
    asked = fields()
    told = [each for each in asked.ids("agreement") if each in offered]
    return PageDraft(
        sentences=tuple(asked.text(f"sentence-{number}", 1000) for number in (1, 2)),
        alt=asked.text("alt", 1000),
        pictures=tuple(each for each in request.form.getlist("pictures") if each in OFFERED),
        agreement=Agreement(id=told[0], version_id=offered[told[0]]) if told else None,
        keeps_picture=asked.one("no_picture") != "ja",
        keeps_voice=asked.one("no_voice") != "ja",
    ).checked()


def read_uploads() -> list[Upload]:
    """Return the files that came along; what is larger than we keep is refused by its own sentence."""
    found = ((name, request.files.get(name)) for name in MADE)
    return [Upload(name, file.mimetype, _bytes_of(file)) for name, file in found if file]


def said_now() -> dict[str, Any]:
    """Return what was typed, as the form shows it."""
    form = request.form
    names = ("sentence-1", "sentence-2", "alt", "agreement", "sheet")
    said = {name: form.get(name, "") for name in names}
    return said | {"pictures": form.getlist("pictures"), "strokes": _drawn()}


def sent_files() -> bool:
    """Say whether a photo or a voice came along: no page can put a file back into a form."""
    return any(file for name in ("photo", "voice") if (file := request.files.get(name)))


def _drawn() -> str:
    """Return what was drawn, when it is a drawing."""
    strokes = request.form.get("strokes", "")
    try:
        read_strokes(strokes)
    except Invalid:
        return ""
    return strokes


def said_of(page: MadePage) -> dict[str, Any]:
    """Return what stands on a page, as the form shows it."""
    one, two = (*page.sentences, "", "")[:2]
    return {
        "sentence-1": one,
        "sentence-2": two,
        "alt": page.alt,
        "pictures": list(page.pictures),
        "agreement": str(page.agreement_id or ""),
    }


def place_of(pages: Sequence[MadePage], page_id: UUID) -> MadePage | None:
    """Return a page of a book."""
    return next((each for each in pages if each.page_id == page_id), None)


def _bytes_of(file: FileStorage) -> bytes:
    with file.stream:
        data: bytes = file.read(MOST_BYTES + 1)
    return data
