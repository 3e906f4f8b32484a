"""``/mensen/huizen``: where the chair and the plan holder keep who lives where.

For everybody else these pages are not there. A refusal brings the form back with all that was typed.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Invalid, NotHere
from api.core.http import house, members
from api.logbook.fields import Fields
from api.logbook.rules import row_id
from api.people import queries, signed_in
from api.people.homes import living
from api.people.policy import Side, Viewer
from pwa.pages.own_numbers import sides_of
from pwa.refusals import told

pages = Blueprint("homes", __name__)
KEEPERS = ("adult", "circle")
Page = Response | tuple[str, int]


@dataclass(frozen=True)
class Said:
    """What stands in the form."""

    name: str = ""
    side: str = ""
    people: tuple[UUID, ...] = ()


@pages.get("/mensen/huizen")
@members(*KEEPERS)
def homes() -> str:
    """Show the homes, and room for one more."""
    return _list(_keeper(), Said(), {})


@pages.post("/mensen/huizen")
@members(*KEEPERS)
def add() -> Page:
    """Put down a home."""
    by, now = _keeper(), house().clock.now()
    row = row_id(house().secrets.pepper, by.person, _given_id(), "home")
    try:
        with house().db.writing(by.household, by=by.person, now=now) as session:
            side = _side(by, apart=living.is_apart(session, by.household))
            name, people = request.form.get("name", ""), _people()
            living.add_home(
                session, by=by, home_id=row, name=name, side=side, people=people, now=now
            )
    except Invalid as refusal:
        return _list(by, _said(), told(refusal)), refusal.status
    return redirect("/mensen/huizen", 303)


@pages.get("/mensen/huizen/<uuid:home_id>")
@members(*KEEPERS)
def before_changing(home_id: UUID) -> str:
    """Show one home to be put right."""
    home = _home(_keeper(), home_id)
    people = tuple(each.id for each in home.people)
    return _one(home, Said(home.name, home.side, people), {})


@pages.post("/mensen/huizen/<uuid:home_id>")
@members(*KEEPERS)
def change(home_id: UUID) -> Page:
    """Put the home right, or take it off the list."""
    by, now = _keeper(), house().clock.now()
    try:
        with house().db.writing(by.household, by=by.person, now=now) as session:
            if request.form.get("do") == "end":
                living.end_home(session, by=by, home_id=home_id, now=now)
            else:
                side = _side(by, apart=living.is_apart(session, by.household))
                name, people = request.form.get("name", ""), _people()
                living.change_home(
                    session, by=by, home_id=home_id, name=name, side=side, people=people, now=now
                )
    except Invalid as refusal:
        return _one(_home(by, home_id), _said(), told(refusal)), refusal.status
    return redirect("/mensen/huizen", 303)


def _keeper() -> Viewer:
    viewer = signed_in.current_viewer()
    if not living.may_keep_homes(viewer):
        raise NotHere(queries.UNKNOWN)
    return viewer


def _home(by: Viewer, home_id: UUID) -> living.HomeView:
    with house().db.reading(by.household) as session:
        return living.home(session, by, home_id)


def _given_id() -> UUID:
    """Return the id that the form made up; a home sent twice bears the same."""
    try:
        return UUID(request.form.get("id", ""))
    except ValueError:
        return uuid4()


def _people() -> Collection[UUID]:
    return Fields(request.form.to_dict(flat=False)).ids("people")


def _said() -> Said:
    """Return what was typed, without what cannot be."""
    try:
        people = tuple(_people())
    except Invalid:
        people = ()
    return Said(request.form.get("name", ""), request.form.get("side", ""), people)


def _side(by: Viewer, *, apart: bool) -> Side:
    """Return whose home it is; who stands on one side writes for that side."""
    if by.side is not Side.BOTH or not apart:
        return by.side
    return Fields(request.form.to_dict(flat=False)).needed("side", Side)


def _asked(by: Viewer) -> dict[str, object]:
    with house().db.reading(by.household) as session:
        people = living.could_live(session, by)
        apart = living.is_apart(session, by.household)
    return {"people": people, "sides": sides_of(by)[1:] if apart else []}


def _list(by: Viewer, said: Said, errors: Mapping[str, str]) -> str:
    with house().db.reading(by.household) as session:
        known = living.homes(session, by)
    return render_template(
        "homes/homes.html", homes=known, home_id=uuid4(), said=said, errors=errors, **_asked(by)
    )


def _one(home: living.HomeView, said: Said, errors: Mapping[str, str]) -> str:
    asked = _asked(signed_in.current_viewer())
    return render_template("homes/change.html", home=home, said=said, errors=errors, **asked)
