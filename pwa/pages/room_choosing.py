"""``/kamer/<uuid>/kiezen``: a ward and its safety person choose the thing and the place, and what else stands there.

What was chosen goes out of the page and never comes back into one of the ward: whoever holds the phone
afterwards reads the same bytes whatever it was. A safety person, on a phone of their own, is told.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Invalid, Refusal
from api.core.http import house, members
from api.core.media.pictures import draw_strokes, tidy_picture
from api.core.media.strokes import read_strokes
from api.core.pace import on_the_beat
from api.people import queries, signed_in
from api.people.policy import Viewer
from api.safe_object import objects
from api.safe_object.things import MOST_OWN, SPOTS, THINGS, Look, look_of
from i18n.marking import N_
from i18n.translator import gettext
from pwa.choosing import asked
from pwa.refusals import told

pages = Blueprint("room_choosing", __name__)
CHOOSERS = ("child", "adult", "circle")
Page = Response | str | tuple[str, int]
NOTHING_MADE = N_("Maak eerst een tekening of een foto.")
MADE = {"drawn", "photo"}


@pages.get("/kamer/<uuid:ward_id>/kiezen")
@members(*CHOOSERS)
def choose(ward_id: UUID) -> str:
    """Show what can be chosen; to a safety person also what was."""
    _check(ward_id)
    return _show(ward_id, {})


@pages.post("/kamer/<uuid:ward_id>/kiezen")
@members(*CHOOSERS)
def agree(ward_id: UUID) -> Page:
    """Agree on the thing and the place."""
    _check(ward_id)
    now = house().clock.now()
    return _doing(
        ward_id,
        lambda session, by: objects.agree(
            session, by=by, ward=ward_id, thing=asked("thing"), spot=asked("spot"), now=now
        ),
    )


@pages.get("/kamer/<uuid:ward_id>/kiezen/ding")
@members(*CHOOSERS)
def make(ward_id: UUID) -> str:
    """Show the pad or the camera for a thing of one's own."""
    _check(ward_id)
    return _show_making(ward_id, {})


@pages.post("/kamer/<uuid:ward_id>/kiezen/ding")
@members(*CHOOSERS)
def put_own(ward_id: UUID) -> Page:
    """Put a drawn or photographed thing in the room, drawn anew."""
    _check(ward_id)
    now = house().clock.now()
    try:
        kind, picture = _made()
        _write(
            lambda session, by: objects.put_own(
                session, by=by, ward=ward_id, kind=kind, picture=picture, now=now
            )
        )
    except Invalid as refusal:
        return _show_making(ward_id, told(refusal)), refusal.status
    except Refusal as refusal:
        return _show_making(ward_id, {"photo": gettext(refusal.message)}), refusal.status
    return redirect(f"/kamer/{ward_id}/kiezen", 303)


@pages.post("/kamer/<uuid:ward_id>/kiezen/ding/<uuid:thing_id>/weg")
@members(*CHOOSERS)
def take_away(ward_id: UUID, thing_id: UUID) -> Response:
    """Take an own thing out of the room; that it was the agreed one shows not in the time it takes either."""
    _check(ward_id)
    now = house().clock.now()
    with on_the_beat():
        _write(
            lambda session, by: objects.take_own_away(
                session, by=by, ward=ward_id, thing=thing_id, now=now
            )
        )
    return redirect(f"/kamer/{ward_id}/kiezen", 303)


def _check(ward_id: UUID) -> None:
    """Hidden comes first: whoever may not choose here is not asked for a code either."""
    by, now = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(by.household) as session:
        objects.ward_of(session, by, ward_id, now)
    signed_in.prove_first()


def _doing(ward_id: UUID, deed: Callable[[Any, Viewer], None]) -> Page:
    try:
        _write(deed)
    except Invalid as refusal:
        return _show(ward_id, told(refusal)), refusal.status
    return redirect(f"/kamer/{ward_id}/kiezen?klaar=ja", 303)


def _write(deed: Callable[[Any, Viewer], None]) -> None:
    by, now = signed_in.current_viewer(), house().clock.now()
    with house().db.writing(by.household, by=by.person, now=now) as session:
        deed(session, queries.afresh(session, by))


def _made() -> tuple[str, bytes]:
    """Return which of both was made, and the picture as we keep it. Raises a Refusal."""
    photo, drawing = request.files.get("photo"), request.files.get("drawing")
    if drawing and (raw := drawing.read()):
        return "drawn", tidy_picture(raw).small
    if request.form.get("strokes"):
        return "drawn", draw_strokes(read_strokes(request.form["strokes"])).small
    if photo and (raw := photo.read()):
        return "photo", tidy_picture(raw).small
    raise Invalid(NOTHING_MADE, field="photo")


def _show(ward_id: UUID, errors: dict[str, str]) -> str:
    by, now = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(by.household) as session:
        ward = objects.ward_of(session, by, ward_id, now)
        member = queries.names(session, by)[ward_id]
        own = objects.own_things(session, ward_id)
        agreed = objects.agreed(session, by, ward_id, now)
    look = look_of(ward.role)
    return _page(
        "room/choose.html",
        by,
        ward=member,
        errors=errors,
        agreed=agreed,
        things=THINGS[look],
        own=own,
        spots=SPOTS[look],
        full=len(own) >= MOST_OWN,
        room_look="kid" if look is Look.CHILD else "adult",
        has_somebody=bool(ward.safety_people),
        done="klaar" in request.args,
    )


def _show_making(ward_id: UUID, errors: dict[str, str]) -> str:
    draws = request.args.get("maak") == "tekenen"
    return _page(
        "room/make.html", signed_in.current_viewer(), ward_id=ward_id, errors=errors, draws=draws
    )


def _page(page: str, by: Viewer, **facts: Any) -> str:  # noqa: ANN401
    return render_template(page, back_to=f"/kamer/{by.person}", said={}, **facts)
