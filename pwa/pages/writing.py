"""``/logboek/nieuw``: writing something down, and the better words for a note that stands already.

The screens are HTML; what may be written, and by whom, the logbook's own actions decide. A refusal
brings the form back with all that was typed.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from api.core.errors import Gone, NotHere, Refusal, SignInFirst
from api.core.http import house, members
from api.core.media.pictures import MOST_BYTES
from api.logbook import media, queries
from api.logbook.note import MADE, Kind, Sheet, Upload, Visit, read_note
from api.logbook.rules import NOT_HERE, row_id
from api.logbook.views import EntryView
from api.people import queries as people
from api.people import signed_in
from api.people.policy import Audience, Role, Viewer
from api.people.staying.queries import pictures_of
from api.visits.turns import to_look_at
from api.visits.writing import correct_note, write_note
from i18n.translator import gettext
from pwa import book_said, passkeys, who_reads
from pwa.choosing import shuffled
from pwa.pages.writing_said import keeps, said_before, said_now
from pwa.private import prove_for

pages = Blueprint("writing", __name__)
WRITERS = ("child", "adult", "circle")
# A phone without script sends photos as the camera made them. They are refused one by one, by name:
# a body that is not read at all would take the words with it.
MOST_AT_ONCE = 64 * 1024 * 1024
WAYS = ("tekenen", "praten", "foto", "plaatjes", "schrijven")
OUTSIDERS = {Role.PROFESSIONAL, Role.HOST}


@pages.get("/logboek/nieuw")
@members(*WRITERS)
def new() -> str:
    """Show an empty form; the address may say which kind, of which agreement, or how somebody tells."""
    kind, visit = request.args.get("soort", ""), request.args.get("bezoek", "")
    said = {"agreement_id": request.args.get("afspraak", "")}
    said["kind"] = kind if kind in set(Kind) else ""
    sheet = request.args.get("vel", "")
    said["sheet"] = sheet if sheet in set(Sheet) else ""
    said["visit"] = visit if visit in set(Visit) else ""
    said["page_id"] = str(request.args.get("blad", type=UUID) or "")
    return _form(said)


@pages.post("/logboek/nieuw")
@members(*WRITERS)
def write() -> Response | tuple[str, int]:
    """Keep the note, then say who reads it; sent twice it stands once."""
    request.max_content_length = MOST_AT_ONCE
    viewer, given = signed_in.current_viewer(), _given_id()
    now = house().clock.now()
    try:
        note = read_note(_fields(), _uploads())
        ready = media.prepare(note)
        entry = row_id(house().secrets.pepper, viewer.person, given)
        with house().db.writing(viewer.household, by=viewer.person, now=now) as session:
            write_note(
                session,
                by=people.afresh(session, viewer),
                entry_id=entry,
                note=note,
                now=now,
                media=ready,
            )
    except Refusal as refusal:
        return _again(refusal)
    return redirect(f"/logboek/bewaard/{given}", 303)


@pages.get("/logboek/bewaard/<uuid:given>")
@members(*WRITERS)
def saved(given: UUID) -> str | Response:
    """Say thank you and who sees it; ``given`` is the id that the form or the phone made up."""
    viewer = replace(signed_in.current_viewer(), proven=True)  # thanks, and not a word of it
    with house().db.reading(viewer.household) as session:
        try:
            entry = _just_written(session, viewer, given)
            may_look = _is_there(session, viewer, entry.id)
        except NotHere:
            return redirect("/logboek", 303)
        known = queries.audience_names(session, viewer, entry.kind)
        along = queries.also_reading(session, viewer, house().clock.now())
        page = book_said.told_at(session, viewer, entry.page_id)
        nudge = viewer.role is not Role.CHILD and queries.nudge(session, viewer)
    return render_template(
        "writing/saved.html",
        entry=entry,
        told_at=page,
        readers_line=who_reads.line_of(entry, known, viewer, along),
        reader_faces=who_reads.faces_of(entry, known),
        nudge=nudge,
        may_look=may_look,
    )


def _is_there(session: Any, viewer: Viewer, entry_id: UUID) -> bool:  # noqa: ANN401
    with suppress(NotHere):
        return queries.entry(session, viewer, entry_id).mine
    return False


def _just_written(session: Any, viewer: Viewer, given: UUID) -> EntryView:  # noqa: ANN401
    """Return one's own note. Where another reads along, only what was written before their eyes."""
    note = row_id(house().secrets.pepper, viewer.person, given)
    if not viewer.quiet:
        return queries.entry(session, viewer, note)
    entry = queries.entry(session, people.viewer(session, viewer.person), note)
    seen = entry.written_at >= signed_in.current_sign_in().began_at
    if not seen or entry.audience is Audience.SAFETY_PERSON:
        raise NotHere(NOT_HERE)
    return entry


@pages.get("/logboek/<uuid:entry_id>/anders")
@members(*WRITERS)
def before_correcting(entry_id: UUID) -> str:
    """Show one's own note to be put better."""
    entry = _mine(entry_id)
    return _form(said_before(entry), correcting=entry)


@pages.post("/logboek/<uuid:entry_id>/anders")
@members(*WRITERS)
def correct(entry_id: UUID) -> Response | tuple[str, int]:
    """Add the better words as a new version."""
    viewer, now = signed_in.current_viewer(), house().clock.now()
    entry = _mine(entry_id)
    version = row_id(house().secrets.pepper, viewer.person, _given_id(), "version")
    try:
        note = read_note(_fields())
        with house().db.writing(viewer.household, by=viewer.person, now=now) as session:
            correct_note(
                session,
                by=people.afresh(session, viewer),
                entry_id=entry_id,
                version_id=version,
                note=note,
                now=now,
            )
    except Refusal as refusal:
        return _again(refusal, correcting=entry)
    return redirect(f"/logboek/{entry_id}", 303)


def _mine(entry_id: UUID) -> EntryView:
    """Return one's own note. What was typed better is kept without asking: keeping shows nothing."""
    viewer = signed_in.current_viewer()
    if request.method == "GET":
        prove_for(viewer, entry_id)
    with house().db.reading(viewer.household) as session:
        entry = queries.entry(session, replace(viewer, proven=True), entry_id)
    if not entry.may_correct:
        raise NotHere(NOT_HERE)
    return entry


def _again(refusal: Refusal, correcting: EntryView | None = None) -> tuple[str, int]:
    """Show the form with what was typed; what is hidden or over stays a page of its own."""
    if isinstance(refusal, NotHere | Gone | SignInFirst):
        raise refusal
    sentence = gettext(refusal.message, **dict(refusal.values))
    field = getattr(refusal, "field", None) or ""
    return _form(
        said_now(_fields()), errors={field: sentence}, correcting=correcting
    ), refusal.status


def _form(
    said: Mapping[str, Any],
    *,
    errors: Mapping[str, str] | None = None,
    correcting: EntryView | None = None,
) -> str:
    way = request.args.get("maak", "")
    return render_template(
        "writing/new.html",
        said=said,
        errors=errors or {},
        way=way if way in WAYS else "",
        note_id=uuid4(),
        correcting=correcting,
        keeps=keeps(correcting) if correcting else (),
        action=request.path,
        **_names(signed_in.current_viewer(), correcting),
    )


def _names(viewer: Viewer, correcting: EntryView | None) -> dict[str, Any]:
    """Return the names that the form needs, all of them through the policy."""
    now = house().clock.now()
    with house().db.reading(viewer.household) as session:
        here = people.members(session, viewer)
        known = queries.audience_names(session, viewer)
        along = queries.also_reading(session, viewer, now)
        last = queries.last_audience(session, viewer)
        agreed = [] if viewer.role is Role.CHILD else to_look_at(session, viewer, now)
        lock = pictures_of(session, viewer.person)
    shown: dict[str, Any] = {"people": [each for each in here if each.role not in OUTSIDERS]}
    shown |= {
        "lock": lock,
        "tiles": shuffled(),
        "finger": not lock and passkeys.here(viewer.person),
        "agreements": (offered := [(str(each.id), each.text) for each in agreed]),
        "asked": next((id for id, _ in offered if id == request.args.get("afspraak")), ""),
    }
    if correcting:
        return shown | {"readers_line": who_reads.line_of(correcting, known, viewer, along)}
    return shown | {
        "audience": who_reads.choices(known, viewer, along),
        "last": who_reads.last_time(last, known, viewer, along),
    }


def _fields() -> Mapping[str, Sequence[str]]:
    return request.form.to_dict(flat=False)


def _uploads() -> list[Upload]:
    found = ((name, request.files.get(name)) for name in MADE)
    return [Upload(name, file.mimetype, _bytes_of(file)) for name, file in found if file]


def _bytes_of(file: FileStorage) -> bytes:
    """Read a file as far as it can be kept; what is larger is refused by its own sentence."""
    with file.stream:
        data: bytes = file.read(MOST_BYTES + 1)
    return data


def _given_id() -> UUID:
    """Return the id on the form; a form without a good one counts as a new note."""
    try:
        return UUID(request.form.get("id", ""))
    except ValueError:
        return uuid4()
