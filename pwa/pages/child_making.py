"""``/hoe``, ``/huizen`` and ``/ik/kleur``: how a child feels, its own sheets, its own look."""

from collections.abc import Mapping
from typing import Final
from uuid import uuid4

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.child_world.looks import choose_look, colour_of
from api.child_world.rules import CHOOSE, FACES, Colour
from api.core.errors import Invalid
from api.core.http import house, members
from api.logbook.note import Feeling
from api.logbook.queries import also_reading, audience_names
from api.logbook.rules import row_id
from api.logbook.sheets import own_sheets
from api.people import queries as people
from api.people import signed_in
from pwa import who_reads
from pwa.choosing import asked, given_id
from pwa.refusals import told

pages = Blueprint("child_making", __name__)
Page = Response | tuple[str, int]
FEELINGS: Final = tuple(Feeling)


@pages.get("/hoe")
@members("child")
def feeling() -> str:
    """Show the faces: one tap is a note of the logbook, kept where notes are kept."""
    viewer = signed_in.current_viewer()
    with house().db.reading(viewer.household) as session:
        known = audience_names(session, viewer)
        along = also_reading(session, viewer, house().clock.now())
        mine = people.safety_people(session, viewer.person, quiet=viewer.quiet)
    return render_template(
        "child_world/feeling.html",
        feelings=FEELINGS,
        audience=who_reads.choices(known, viewer, along),
        mine=mine,
        given=uuid4(),
    )


@pages.get("/huizen")
@members("child")
def houses() -> str:
    """Show what a child made on each sheet, newest first."""
    viewer = signed_in.current_viewer()
    signed_in.prove_first()  # nearly all of it is between the child and its safety person
    with house().db.reading(viewer.household) as session:
        sheets = own_sheets(session, viewer)
    return render_template("child_world/houses.html", sheets=sheets, now=house().clock.now())


@pages.get("/ik/kleur")
@members("child")
def look() -> str:
    """Show the colours and faces to choose from."""
    return _look({})


@pages.post("/ik/kleur")
@members("child")
def change_look() -> Page:
    """Keep the colour and the face."""
    by, now = signed_in.current_viewer(), house().clock.now()
    row = row_id(house().secrets.pepper, by.person, given_id(), "look")
    try:
        colour = _colour(asked("colour"))
        with house().db.writing(by.household, by=by.person, now=now) as session:
            asking, face = people.afresh(session, by), asked("face")
            choose_look(session, by=asking, look_id=row, colour=colour, face=face, now=now)
    except Invalid as refusal:
        return _look(told(refusal)), refusal.status
    return redirect("/", 303)


def _look(errors: Mapping[str, str]) -> str:
    viewer = signed_in.current_viewer()
    with house().db.reading(viewer.household) as session:
        colour = colour_of(session, viewer) or Colour.TEAL
        myself = people.names(session, viewer)[viewer.person]
    posted = request.method == "POST"
    return render_template(
        "child_world/look.html",
        colours=tuple(Colour),
        faces=FACES,
        colour=asked("colour") if posted else colour,
        face_now=asked("face") if posted else myself.face,
        given=uuid4(),
        errors=errors,
    )


def _colour(typed: str) -> Colour:
    if typed not in set(Colour):
        raise Invalid(CHOOSE, field="colour")
    return Colour(typed)
