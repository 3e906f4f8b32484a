"""``/bellen/eigen``: where the chair and the plan holder keep the household's own telephone numbers.

For everybody else these pages are not there. A refusal brings the form back with all that was typed.
"""

from collections.abc import Mapping
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from api.core.errors import Invalid, NotHere
from api.core.http import house, members
from api.logbook.fields import Fields
from api.logbook.rules import row_id
from api.people import numbers, queries, signed_in
from api.people.policy import Side, Viewer
from api.people.telephone import Bond, Call, read_call
from i18n.translator import _
from pwa.refusals import told
from pwa.who_reads import joined

pages = Blueprint("own_numbers", __name__)
KEEPERS = ("adult", "circle")
ASKED = ("name", "number", "when", "bond", "side")
TICKED = "on_paper"
Page = Response | tuple[str, int]
Sides = list[tuple[str, str, str]]


@pages.get("/bellen/eigen")
@members(*KEEPERS)
def own() -> str:
    """Show the list, and room for one more."""
    return _list(_keeper(), {}, {})


@pages.post("/bellen/eigen")
@members(*KEEPERS)
def add() -> Page:
    """Put a number on the list."""
    by, now = _keeper(), house().clock.now()
    row = row_id(house().secrets.pepper, by.person, _given_id(), "number")
    try:
        call, side = _call(), _side(by)
        with house().db.writing(by.household, by=by.person, now=now) as session:
            numbers.add_number(session, by=by, number_id=row, call=call, side=side, now=now)
    except Invalid as refusal:
        return _list(by, _said(), told(refusal)), refusal.status
    return redirect("/bellen/eigen", 303)


@pages.get("/bellen/eigen/<uuid:number_id>")
@members(*KEEPERS)
def before_changing(number_id: UUID) -> str:
    """Show one number to be put right."""
    number = _number(number_id)
    return _one(number, {name: getattr(number, name) for name in (*ASKED, TICKED)}, {})


@pages.post("/bellen/eigen/<uuid:number_id>")
@members(*KEEPERS)
def change(number_id: UUID) -> Page:
    """Put the number right, or on top of the list, or off it."""
    by, now = _keeper(), house().clock.now()
    wanted = request.form.get("do")
    try:
        with house().db.writing(by.household, by=by.person, now=now) as session:
            if wanted == "end":
                numbers.end_number(session, by=by, number_id=number_id, now=now)
            elif wanted == "first":
                numbers.put_first(session, by=by, number_id=number_id)
            else:
                call, side = _call(), _side(by)
                numbers.change_number(session, by=by, number_id=number_id, call=call, side=side)
    except Invalid as refusal:
        return _one(_number(number_id), _said(), told(refusal)), refusal.status
    return redirect("/bellen/eigen", 303)


def _keeper() -> Viewer:
    viewer = signed_in.current_viewer()
    if not numbers.may_keep_numbers(viewer):
        raise NotHere(queries.UNKNOWN)
    return viewer


def _number(number_id: UUID) -> numbers.Number:
    viewer = _keeper()
    with house().db.reading(viewer.household) as session:
        return numbers.number(session, viewer, number_id)


def _given_id() -> UUID:
    """Return the id that the form made up; a number sent twice bears the same."""
    try:
        return UUID(request.form.get("id", ""))
    except ValueError:
        return uuid4()


def _call() -> Call:
    words = {name: request.form.get(name, "") for name in ASKED if name != "side"}
    return read_call(**words, on_paper=TICKED in request.form)


def _said() -> dict[str, str]:
    return {name: request.form.get(name, "") for name in (*ASKED, TICKED)}


def _side(by: Viewer) -> Side:
    """Return for whom the number is; who stands on one side writes for that side."""
    if by.side is not Side.BOTH or not sides_of(by):
        return by.side
    return Fields(request.form.to_dict(flat=False)).needed("side", Side)


def sides_of(by: Viewer) -> Sides:
    """Return whom a number can be for; empty where there is nothing to choose."""
    if by.side is not Side.BOTH:
        return []
    with house().db.reading(by.household) as session:
        here = queries.members(session, by)
    people = {side: [one for one in here if one.side is side] for side in (Side.A, Side.B)}
    only = [_only(side, joined(named)) for side, named in people.items() if named]
    return [(Side.BOTH.value, _("Iedereen"), ""), *only] if only else []


def bonds() -> Sides:
    """Return who somebody on the list can be."""
    return [
        (Bond.NEAR.value, _("Iemand van ons"), _("Familie, een vriend of een buur.")),
        (
            Bond.PROFESSIONAL.value,
            _("Iemand die helpt als werk"),
            _("Bijvoorbeeld de huisarts."),
        ),
    ]


def _only(side: Side, names: Markup) -> tuple[str, str, str]:
    """Return the choice for one side. Who belongs to both sides is never left out."""
    label = Markup(_("Alleen de kant van %(names)s")) % {"names": names}  # noqa: S704
    return side.value, label, _("Wie bij beide kanten hoort, ziet het ook.")


def _list(by: Viewer, said: Mapping[str, str], errors: Mapping[str, str]) -> str:
    with house().db.reading(by.household) as session:
        known = [each for each in numbers.numbers(session, by) if each.may_change]
    return render_template(
        "calling/own.html",
        numbers=known,
        number_id=uuid4(),
        said=said,
        errors=errors,
        sides=sides_of(by),
        bonds=bonds(),
    )


def _one(number: numbers.Number, said: Mapping[str, str], errors: Mapping[str, str]) -> str:
    sides = sides_of(signed_in.current_viewer())
    return render_template(
        "calling/change.html",
        number=number,
        said=said,
        errors=errors,
        sides=sides,
        bonds=bonds(),
    )
