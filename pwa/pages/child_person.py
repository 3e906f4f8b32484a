"""``/mijn-mens``: a child points at who it wants as its safety person, and nobody asks why."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.child_world import own_person, queries
from api.child_world.talking import read_asked
from api.core.errors import Invalid, NotHere
from api.core.http import house, members
from api.logbook.rules import row_id
from api.people import queries as people
from api.people import signed_in
from pwa import child_said
from pwa.choosing import asked, given_id
from pwa.refusals import SENTENCES, told

pages = Blueprint("child_person", __name__)
Page = Response | str | tuple[str, int]
SAYS: Mapping[str, Callable[..., None]] = {
    "yes": own_person.say_yes,
    "not": own_person.not_now,
    "confirm": own_person.confirm,
}


@pages.get("/mijn-mens")
@members("child")
def mine() -> str:
    """Show who is there for a child, and whom it may choose."""
    return _show({})


@pages.post("/mijn-mens")
@members("child")
def choose() -> Page:
    """Keep whom the child points at, or take that back."""
    by, now = signed_in.current_viewer(), house().clock.now()
    row = row_id(house().secrets.pepper, by.person, given_id(), "person")
    try:
        with house().db.writing(by.household, by=by.person, now=now) as session:
            asking = people.afresh(session, by)
            if asked("do") == "back":
                own_person.take_back(session, by=asking, now=now)
                return redirect("/mijn-mens", 303)
            wished = read_asked({"asked": request.form.getlist("wished")})
            own_person.point_at(session, by=asking, wish_id=row, wished=wished, now=now)
    except Invalid as refusal:
        return _show(told(refusal)), refusal.status
    return redirect("/mijn-mens?klaar", 303)


@pages.get("/mijn-mens/<uuid:wish_id>")
@members("circle")
def before_saying(wish_id: UUID) -> str:
    """Show a child's wish to the one it is put to."""
    return _saying(wish_id, {})


@pages.post("/mijn-mens/<uuid:wish_id>")
@members("circle")
def say(wish_id: UUID) -> Page:
    """Say yes, or not now; or that one spoke with the child."""
    by, now = signed_in.current_viewer(), house().clock.now()
    act = SAYS.get(asked("do"))
    if act is None:
        raise NotHere(SENTENCES[404])
    try:
        with house().db.writing(by.household, by=by.person, now=now) as session:
            act(session, by=people.afresh(session, by), wish_id=wish_id, now=now)
    except Invalid as refusal:
        return _saying(wish_id, told(refusal)), refusal.status
    return redirect("/", 303)


def _show(errors: Mapping[str, str]) -> str:
    viewer, now = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(viewer.household) as session:
        wish = queries.own_wish(session, viewer, now) if viewer.proven else None
        facts: dict[str, Any] = {
            "mine": people.safety_people(session, viewer.person, quiet=viewer.quiet),
            "offered": queries.to_wish(session, viewer, now),
        }
    return render_template(
        "child_world/person.html",
        wish=wish,
        line=child_said.wish_line(wish) if wish else "",
        closed=not viewer.proven,
        kept="klaar" in request.args,
        given=uuid4(),
        errors=errors,
        **facts,
    )


def _saying(wish_id: UUID, errors: Mapping[str, str]) -> str:
    viewer, now = signed_in.current_viewer(), house().clock.now()
    with house().db.reading(viewer.household) as session:
        wish = queries.person_wish(session, viewer, wish_id, now)
    return render_template("child_world/wished.html", wish=wish, errors=errors)
