"""``/kamer``: a room with things to move. It opens by the device alone and shows nothing of anybody.

Whatever was agreed, moved or answered, the room is the same bytes; only who is signed in as the one
whose room it is sees its lamp lit. Without script a move is a plain form post.
"""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Invalid, NotHere
from api.core.http import house, members, public
from api.core.pace import on_the_beat
from api.outbox.moves import take_move
from api.people import signed_in
from api.people.policy import Viewer
from api.safe_object.moving import Move
from api.safe_object.objects import own_things, picture_of, ward_of
from api.safe_object.practising import practice_of
from api.safe_object.queries import lamp
from api.safe_object.rooms import room_of, rooms_here
from api.safe_object.things import SPOTS, THINGS, Look, has_room, look_of, read_choice
from api.safe_object.views import Lamp
from pwa.choosing import asked
from pwa.refusals import SENTENCES

pages = Blueprint("room", __name__)
LAMP_SAYS = 1024  # bytes: more than the names of some people ever are


@dataclass(frozen=True, slots=True)
class Placed:
    """What a page without script just moved, to be shown once."""

    thing: str
    spot: str


@pages.get("/kamer")
@public
def which() -> Response | str:
    """Lead to the own room, or to the one of this device; of more than one it asks which."""
    me = None if "los" in request.args else signed_in.viewer_or_none()
    if me is not None and has_room(me):
        return redirect(f"/kamer/{me.person}", 303)
    device = signed_in.device_token_of(request)
    rooms = rooms_here(house(), device_token=device, now=house().clock.now())
    if len(rooms) == 1:
        return redirect(f"/kamer/{rooms[0].id}", 303)
    if rooms:
        return render_template("room/rooms.html", rooms=rooms, for_child=True, **_as(me))
    if me is None:
        return redirect("/binnen", 303)
    raise NotHere(SENTENCES[404])


@pages.get("/kamer/<uuid:ward_id>")
@public
def room(ward_id: UUID) -> str:
    """Show the room, tidy."""
    return _show(_ward(ward_id))


@pages.post("/kamer/<uuid:ward_id>")
@public
def move_thing(ward_id: UUID) -> str:
    """Take a move in and show the thing where it was put; for browsers without script."""
    return _moved(_ward(ward_id))


@pages.route("/kamer/<uuid:ward_id>/oefenen", methods=["GET", "POST"])
@members("child", "adult")
def practice(ward_id: UUID) -> str:
    """The same room while its people practise, for who is in as the one whose room it is.

    For everybody else who has the device it is never there: that somebody practises says what for.
    """
    me, now = signed_in.current_viewer(), house().clock.now()
    if me.person != ward_id or me.quiet:
        raise NotHere(SENTENCES[404])
    ward = _ward(ward_id)
    with house().db.reading(ward.household) as session:
        if practice_of(session, ward_id, now) is None:
            raise NotHere(SENTENCES[404])
    return _moved(ward, practice=True) if request.method == "POST" else _show(ward, practice=True)


@pages.get("/kamer/<uuid:ward_id>/lamp")
@members("child", "adult")
def light(ward_id: UUID) -> Response:
    """Say whether the lamp is lit and for whom, to who is in as the one whose room it is: one size always."""
    me = signed_in.current_viewer()
    if me.person != ward_id:
        raise NotHere(SENTENCES[404])
    found = _lamp(me)
    faces = [(each.called or each.name, each.face or "") for each in found.faces]
    said = {"on": found.on, "faces": faces, "pad": ""}
    room_left = LAMP_SAYS - len(json.dumps(said, ensure_ascii=False).encode())
    said["pad"] = "x" * max(0, room_left)
    answer = Response(json.dumps(said, ensure_ascii=False), content_type="application/json")
    answer.headers["Content-Encoding"] = (
        "identity"  # compressed, it would be of another size each time
    )
    return answer


@pages.get("/kamer/<uuid:ward_id>/ding/<uuid:thing_id>")
@public
def picture(ward_id: UUID, thing_id: UUID) -> Response:
    """Send the picture of an own thing: it stands in the room among the others, for who sees the room."""
    with house().db.reading(_household(ward_id)) as session:
        found = picture_of(session, ward_id, thing_id)
    answer = Response(found, content_type="image/webp")
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Content-Disposition"] = 'inline; filename="plaatje.webp"'
    return answer


def _lamp(me: Viewer) -> Lamp:
    with house().db.reading(me.household) as session:
        return lamp(session, me, house().clock.now())


def _household(ward_id: UUID) -> UUID:
    """Return where a room is, for who stands in it or chooses its things elsewhere; raises NotHere."""
    me, now = signed_in.viewer_or_none(), house().clock.now()
    try:
        return _ward(ward_id).household
    except NotHere:
        if me is None:
            raise
        with house().db.reading(me.household) as session:
            return ward_of(session, me, ward_id, now).household


def _ward(ward_id: UUID) -> Viewer:
    """Return whose room this is, for who may stand in it; raises NotHere."""
    return room_of(
        house(),
        ward=ward_id,
        me=signed_in.whose(request),
        device_token=signed_in.device_token_of(request),
        now=house().clock.now(),
    )


def _moved(ward: Viewer, *, practice: bool = False) -> str:
    look = look_of(ward.role)
    with house().db.reading(ward.household) as session:
        own = own_things(session, ward.person)
    try:
        thing, spot = read_choice(look, asked("thing"), asked("spot"), own)
    except Invalid:
        return _show(ward, practice=practice)
    now = house().clock.now()
    with on_the_beat():
        take_move(house(), ward, _given(), Move(thing, spot, now, practice=practice), now)
    return _show(ward, practice=practice, placed=Placed(thing, spot))


def _as(me: Viewer | None) -> dict[str, Any]:
    """A page of nobody says so to its frame, also where somebody is signed in."""
    return {} if me else {"me": None, "hidden": "", "mark": ""}


def _given() -> UUID:
    try:
        return UUID(asked("id"))
    except ValueError:
        return uuid4()


def _show(ward: Viewer, *, practice: bool = False, placed: Placed | None = None) -> str:
    """Show the room. Asked for as a phone keeps it, it is that of nobody who is signed in."""
    me = None if "los" in request.args else signed_in.viewer_or_none()
    look = look_of(ward.role)
    mine = me is not None and me.person == ward.person
    with house().db.reading(ward.household) as session:
        own = own_things(session, ward.person)
        practises = mine and practice_of(session, ward.person, house().clock.now()) is not None
    return render_template(
        "room/room.html",
        ward=ward.person,
        mine=mine,
        practises=practises and not practice,
        practice=practice,
        placed=placed,
        lamp=_lamp(me) if me is not None and mine else None,
        given=uuid4(),
        things=THINGS[look],
        own=own,
        spots=SPOTS[look],
        adult=look is Look.ADULT,
        for_child=look is Look.CHILD,
        action=request.path,
        **_as(me),
    )
