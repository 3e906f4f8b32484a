"""``/boek/…/eens`` and ``/boek/…/laten-zien``: saying yes to pages, and showing the book to its child."""

from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Invalid, NotHere
from api.core.http import house, members
from api.people import queries as people
from api.plan.queries import in_force_versions
from api.words_and_pictures import actions, showing
from api.words_and_pictures.views import BookView
from i18n.dates import here
from i18n.marking import N_
from pwa.pages.book_form import (
    GROWN_UP,
    fields,
    given_id,
    grown_ups,
    looking,
    made,
    own,
    see,
)
from pwa.pages.plan_form import part_id_of
from pwa.refusals import told

pages = Blueprint("book_agreeing", __name__)
Page = str | Response | tuple[str, int]
MOVED_ON = N_("Deze bladzijde is net veranderd. Lees haar nog een keer.")


@pages.get("/boek/<uuid:book_id>/eens")
@members(*GROWN_UP)
def before_agreeing(book_id: UUID) -> str:
    """Show each page with one's own yes."""
    return _agree(book_id, {})


@pages.post("/boek/<uuid:book_id>/eens")
@members(*GROWN_UP)
def agree(book_id: UUID) -> Page:
    """Say yes to one page as one reads it, or take it back; who read an older one reads the newest first."""
    by, now = looking()
    version = part_id_of(request.form.get("version", "")) or book_id
    deed = actions.take_back_yes if request.form.get("do") == "back" else actions.say_yes
    try:
        with house().db.writing(by.household, by=by.person, now=now) as session:
            by = people.afresh(session, by)
            found = made(session, by, book_id, now)
            _check_is_there(found, version)
            deed(session, by=by, version_id=version, now=now)
    except Invalid as refusal:
        return _agree(book_id, told(refusal)), refusal.status
    return redirect(f"/boek/{book_id}/eens", 303)


@pages.get("/boek/<uuid:book_id>/laten-zien")
@members(*GROWN_UP)
def before_showing(book_id: UUID) -> str:
    """Ask on which day, and with whom; or say what is missing."""
    return _show(book_id, {})


@pages.post("/boek/<uuid:book_id>/laten-zien")
@members(*GROWN_UP)
def show(book_id: UUID) -> Page:
    """Show the book to its child; sent twice it stands once."""
    by, now = looking()
    given, asked = given_id(), fields()
    try:
        day = asked.day("day") or here(now)
        with house().db.writing(by.household, by=by.person, now=now) as session:
            by = people.afresh(session, by)
            showing.show(
                session,
                by=by,
                book_id=book_id,
                showing_id=own(given, "showing"),
                day=day,
                beside=asked.ids("beside"),
                in_force=in_force_versions(session, by.household),
                now=now,
            )
    except Invalid as refusal:
        return _show(book_id, told(refusal), given), refusal.status
    return redirect(f"/boek/{book_id}", 303)


def _check_is_there(book: BookView, version: UUID) -> None:
    """Nobody says yes to what another changed while they read."""
    if version not in {each.version_id for each in book.pages}:
        raise Invalid(MOVED_ON)


def _agree(book_id: UUID, errors: dict[str, str]) -> str:
    found = see(book_id)
    if not found.agrees:
        raise NotHere(people.UNKNOWN)
    return render_template("books/agree.html", book=found, errors=errors)


def _show(book_id: UUID, errors: dict[str, str], given: UUID | None = None) -> str:
    viewer, now = looking()
    with house().db.reading(viewer.household) as session:
        found = made(session, viewer, book_id, now)
        beside = grown_ups(session, viewer)
    if not (found.makes or found.keeps):
        raise NotHere(people.UNKNOWN)
    return render_template(
        "books/show.html",
        book=found,
        people=beside,
        errors=errors,
        given=given or uuid4(),
        today=here(now),
        ticked=request.form.getlist("beside"),
        day=request.form.get("day", ""),
    )
