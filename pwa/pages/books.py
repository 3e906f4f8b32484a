"""``/boek``: the books of each child, beginning one, who makes it, its pages and their order.

A child finds its own shelf there. Paths and titles say "boek" alone.
"""

from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Invalid, NotHere
from api.core.http import house, members
from api.logbook.fields import Fields
from api.people import queries as people
from api.people.policy import Role, Viewer
from api.plan.queries import in_force_versions
from api.words_and_pictures import actions, queries, showing, writing
from api.words_and_pictures.words import Kind
from i18n.marking import N_
from pwa.pages.book_form import (
    GROWN_UP,
    fields,
    given_id,
    grown_ups,
    looking,
    made,
    own,
    place_of,
)
from pwa.pages.book_reading import shelf
from pwa.pages.plan_form import part_id_of
from pwa.refusals import told

pages = Blueprint("books", __name__)
Page = str | Response | tuple[str, int]
FOR_WHOM = N_("Kies eerst voor wie het boek is.")


@pages.get("/boek")
@members("child", *GROWN_UP)
def books() -> str:
    """Show which books there are, and how far each is."""
    viewer, now = looking()
    if viewer.role is Role.CHILD:
        return shelf(viewer)
    with house().db.reading(viewer.household) as session:
        in_force = in_force_versions(session, viewer.household)
        found = queries.books(session, viewer, in_force=in_force, now=now)
        may_begin = queries.may_begin(session, viewer)
    wards = {each.ward.id: each.ward for each in found}
    return render_template(
        "books/books.html", books=found, wards=wards.values(), may_begin=may_begin
    )


@pages.get("/boek/nieuw")
@members("circle")
def before_beginning() -> str:
    """Ask for which child, and which of the two books."""
    return _begin({})


@pages.post("/boek/nieuw")
@members("circle")
def begin() -> Page:
    """Begin a book; sent twice it stands once."""
    by, now = looking()
    given, asked = given_id(), fields()
    book_id = own(given, "book")
    try:
        ward, kind = _ward(asked), asked.needed("kind", Kind)
        with house().db.writing(by.household, by=by.person, now=now) as session:
            by = people.afresh(session, by)
            actions.begin(session, by=by, book_id=book_id, ward=ward, kind=kind, now=now)
    except Invalid as refusal:
        return _begin(told(refusal), given), refusal.status
    return redirect(f"/boek/{book_id}/wie", 303)


@pages.get("/boek/<uuid:book_id>")
@members(*GROWN_UP)
def book(book_id: UUID) -> Page:
    """Show a book as it is made; who reads it alone finds it among the books."""
    viewer, now = looking()
    with house().db.reading(viewer.household) as session:
        in_force = in_force_versions(session, viewer.household)
        try:
            found = queries.making(session, viewer, book_id, in_force=in_force, now=now)
        except NotHere:
            queries.reading(session, viewer, book_id, in_force=in_force)
            return redirect("/boek", 303)
    return render_template("books/book.html", book=found)


@pages.post("/boek/<uuid:book_id>")
@members(*GROWN_UP)
def change(book_id: UUID) -> Response:
    """Put a page elsewhere or take it out; hide what the child reads, or put the whole book away."""
    by, now = looking()
    with house().db.writing(by.household, by=by.person, now=now) as session:
        by, do = people.afresh(session, by), request.form.get("do", "")
        if do == "hide":
            showing.hide(session, by=by, book_id=book_id, now=now)
        elif do == "away":
            actions.end_book(session, by=by, book_id=book_id, now=now)
        else:
            _change_page(session, by, book_id, do)
    return redirect("/boek" if do == "away" else f"/boek/{book_id}", 303)


@pages.get("/boek/<uuid:book_id>/wie")
@members("circle")
def who(book_id: UUID) -> str:
    """Ask who makes the book, and who must agree."""
    return _who(book_id, {})


@pages.post("/boek/<uuid:book_id>/wie")
@members("circle")
def name(book_id: UUID) -> Page:
    """Name people; who is new hears that they are asked."""
    by, now = looking()
    try:
        asked = fields()
        with house().db.writing(by.household, by=by.person, now=now) as session:
            actions.name_people(
                session,
                by=people.afresh(session, by),
                book_id=book_id,
                makes=asked.ids("makes"),
                agrees=asked.ids("agrees"),
                now=now,
            )
    except Invalid as refusal:
        return _who(book_id, told(refusal)), refusal.status
    return redirect(f"/boek/{book_id}", 303)


def _change_page(session: Any, by: Viewer, book_id: UUID, do: str) -> None:  # noqa: ANN401
    now = house().clock.now()
    page = place_of(
        made(session, by, book_id, now).pages,
        part_id_of(request.form.get("page", "")) or book_id,
    )
    if page is None:
        raise NotHere(people.UNKNOWN)
    step = {"up": -1, "down": 1}.get(do)
    if step is not None:
        to = page.place + step
        writing.move_page(session, by=by, page_id=page.page_id, to=to, now=now)
    elif do == "end":
        writing.end_page(session, by=by, page_id=page.page_id, now=now)
    else:
        raise NotHere(people.UNKNOWN)


def _ward(asked: Fields) -> UUID:
    ward = asked.ids("ward")
    if len(ward) != 1:
        raise Invalid(FOR_WHOM, field="ward")
    return ward[0]


def _begin(errors: dict[str, str], given: UUID | None = None) -> str:
    viewer, _now = looking()
    with house().db.reading(viewer.household) as session:
        wards = queries.may_begin(session, viewer)
    if not wards:
        raise NotHere(people.UNKNOWN)
    return render_template(
        "books/begin.html", wards=wards, errors=errors, given=given or uuid4(), said=request.values
    )


def _who(book_id: UUID, errors: dict[str, str]) -> str:
    viewer, now = looking()
    with house().db.reading(viewer.household) as session:
        found = made(session, viewer, book_id, now)
        offered = [each for each in grown_ups(session, viewer) if found.side.meets(each.side)]
    if not found.keeps:
        raise NotHere(people.UNKNOWN)
    return render_template("books/who.html", book=found, people=offered, errors=errors)
