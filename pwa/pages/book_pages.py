"""``/boek/…/blad/nieuw`` and ``/boek/blad/…``: a page of a book, its picture and its one or two sentences.

A refusal brings the form back with all that was typed. When somebody else changed the page meanwhile
the form shows what stands there now, keeps the words, and is about that from then on.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from api.core.errors import Changed, Gone, Invalid, NotHere, Refusal, SignInFirst
from api.core.http import house, members
from api.people import queries as people
from api.people.policy import Viewer
from api.plan.queries import agreements
from api.plan.views import AgreementView
from api.words_and_pictures import queries, writing
from api.words_and_pictures.hints import BLAME, HARD, LOVE, RELIEF, hard_word, hints, most_words
from api.words_and_pictures.media import prepare
from api.words_and_pictures.views import BookView, MadePage
from api.words_and_pictures.words import Kind
from i18n.marking import N_
from i18n.translator import gettext
from pwa.pages.book_form import (
    GROWN_UP,
    MOST_AT_ONCE,
    OFFERED,
    given_id,
    looking,
    made,
    own,
    place_of,
    read_draft,
    read_uploads,
    said_now,
    said_of,
    sent_files,
)
from pwa.pages.plan_form import part_id_of

pages = Blueprint("book_pages", __name__)
TAKEN_OUT = N_("Iemand haalde deze bladzijde weg. Bewaar jouw zinnen als nieuwe bladzijde.")
Answer = str | Response | tuple[str, int]


@pages.get("/boek/<uuid:book_id>/blad/nieuw")
@members(*GROWN_UP)
def new(book_id: UUID) -> str:
    """Show an empty page."""
    return _form(book_id, {}, {})


@pages.post("/boek/<uuid:book_id>/blad/nieuw")
@members(*GROWN_UP)
def write(book_id: UUID) -> Answer:
    """Put a page at the end; sent twice it stands once."""
    request.max_content_length = MOST_AT_ONCE
    given = given_id()
    try:
        _keep(book_id, page_id=own(given, "book_page"), version_id=own(given, "page_version"))
    except Refusal as refusal:
        return _again(book_id, refusal, given)
    return redirect(f"/boek/{book_id}", 303)


@pages.get("/boek/blad/<uuid:page_id>")
@members(*GROWN_UP)
def before_changing(page_id: UUID) -> str:
    """Show a page to be written anew."""
    return _form(_book_of(page_id), None, {}, page_id=page_id)


@pages.post("/boek/blad/<uuid:page_id>")
@members(*GROWN_UP)
def change(page_id: UUID) -> Answer:
    """Write a page anew; it asks everybody's yes again."""
    request.max_content_length = MOST_AT_ONCE
    book_id = _book_of(page_id)
    given, base = given_id(), part_id_of(request.form.get("base", "")) or uuid4()
    try:
        _keep(book_id, page_id=page_id, version_id=own(given, "page_version"), base_id=base)
    except NotHere:
        return _as_new(book_id, page_id)
    except Refusal as refusal:
        return _again(book_id, refusal, given, page_id)
    return redirect(f"/boek/{book_id}", 303)


def _as_new(book_id: UUID, page_id: UUID) -> tuple[str, int]:
    """Show what was typed as a new page, when another maker took this one out. Raises NotHere."""
    viewer, now = looking()
    with house().db.reading(viewer.household) as session:
        if place_of(made(session, viewer, book_id, now).pages, page_id) is not None:
            raise NotHere(people.UNKNOWN)
    return _form(book_id, said_now(), {"": gettext(TAKEN_OUT)}), Changed.status


def _book_of(page_id: UUID) -> UUID:
    viewer, _now = looking()
    with house().db.reading(viewer.household) as session:
        return queries.book_of(session, viewer, page_id)


def _keep(book_id: UUID, **ids: UUID) -> None:
    """Read the form, make the files fit to keep, and write the page. Raises a Refusal."""
    by, now = looking()
    with house().db.reading(by.household) as session:
        found = made(session, by, book_id, now)
        offered = _offered(session, by, found)
    if not found.makes or ("base_id" in ids and place_of(found.pages, ids["page_id"]) is None):
        raise NotHere(people.UNKNOWN)
    draft = read_draft({each.id: each.version_id for each in offered})
    media = prepare(read_uploads(), request.form.get("strokes", ""))
    deed = writing.change_page if "base_id" in ids else writing.add_page
    more: dict[str, Any] = {**ids} if "base_id" in ids else {**ids, "book_id": book_id}
    with house().db.writing(by.household, by=by.person, now=now) as session:
        by = people.afresh(session, by)
        deed(session, by=by, draft=draft, media=media, now=now, **more)


def _again(
    book_id: UUID, refusal: Refusal, given: UUID, page_id: UUID | None = None
) -> tuple[str, int]:
    """Show the form with what was typed; what is hidden or over stays a page of its own."""
    if isinstance(refusal, NotHere | Gone | SignInFirst):
        raise refusal
    sentence = gettext(refusal.message, **dict(refusal.values))
    field = refusal.field if isinstance(refusal, Invalid) else None
    moved = isinstance(refusal, Changed)
    return _form(
        book_id,
        said_now(),
        {field or "": sentence},
        page_id=page_id,
        given=None if moved else given,
        base=None if moved else part_id_of(request.form.get("base", "")),
        moved=moved,
    ), refusal.status


def _form(
    book_id: UUID,
    said: Mapping[str, Any] | None,
    errors: Mapping[str, str],
    *,
    page_id: UUID | None = None,
    given: UUID | None = None,
    base: UUID | None = None,
    moved: bool = False,
) -> str:
    viewer, now = looking()
    with house().db.reading(viewer.household) as session:
        found = made(session, viewer, book_id, now)
        offered = _offered(session, viewer, found)
        family = people.members(session, viewer)
    page = place_of(found.pages, page_id) if page_id else None
    if not found.makes or (page_id and page is None):
        raise NotHere(people.UNKNOWN)
    typed = said if said is not None else said_of(page) if page else {}
    return render_template(
        "books/page.html",
        book=found,
        page=page,
        said=typed,
        errors=errors,
        given=given or uuid4(),
        base=base or (page.version_id if page else None),
        moved=moved,
        agreements=offered,
        family=[each for each in family if each.role in {"child", "adult", "circle"}],
        pictures=OFFERED,
        again=bool(errors) and sent_files(),
        **_hinted(found, page, typed),
    )


def _hinted(book: BookView, page: MadePage | None, said: Mapping[str, Any]) -> dict[str, Any]:
    """Return the hints for what stands in the form, and the words that the phone looks for by itself."""
    words = most_words(book.ward.born_year, house().clock.now())
    first = page.place == 1 if page else not book.pages
    typed = [said.get(f"sentence-{number}", "") for number in (1, 2)]
    begins = first and book.kind is Kind.WHY
    return {
        "hints": hints(typed, words=words, kind=book.kind, first=first),
        "hard_word": hard_word(typed),
        "most_words": words,
        "looked_for": {
            "blame": BLAME,
            "relief": RELIEF,
            "hard": HARD,
            "love": LOVE if begins else (),
        },
    }


def _offered(session: Any, viewer: Viewer, book: BookView) -> list[AgreementView]:  # noqa: ANN401
    """Return the agreements that a page of the plan may tell of, as far as this maker reads them."""
    if book.kind is not Kind.PLAN:
        return []
    return agreements(session, viewer, house().clock.now())
