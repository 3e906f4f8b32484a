"""``/boek``: a child's shelf, a book read page by page, and the booklet of paper.

A child reads what was shown to it. Who makes the book may read it before, as a trial that says so.
What somebody reads is written down nowhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import UUID

from flask import Blueprint, render_template, request

from api.core.errors import NotHere
from api.core.http import house, members
from api.people import signed_in
from api.people.policy import Viewer
from api.people.queries import UNKNOWN, Member
from api.plan.queries import in_force_versions
from api.words_and_pictures import queries as books
from api.words_and_pictures.booklet_rules import impose
from api.words_and_pictures.views import PageView, Reading
from api.words_and_pictures.words import Kind
from pwa.pages.phone import is_book

pages = Blueprint("book_reading", __name__)
READERS: Final = ("child", "adult", "circle")
TRIAL: Final = "proef"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A book to read; a trial is what its makers have so far."""

    id: UUID
    ward: Member
    kind: Kind
    pages: Sequence[PageView]
    trial: bool = False

    def address(self, number: int) -> str:
        """Return where a page is read."""
        trial = f"&{TRIAL}=ja" if self.trial else ""
        return f"/boek/{self.id}/lezen?blad={number}{trial}"

    def edition(self) -> str:
        """Return a mark that changes when a page of it does."""
        ids = "".join(str(each.version_id) for each in self.pages)
        return f"book {len(self.pages)} {hashlib.sha256(ids.encode()).hexdigest()[:16]}"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf of the booklet: a page, or the cover."""

    page: PageView | None = None


@pages.get("/boek/<uuid:book_id>/lezen")
@members(*READERS)
def read(book_id: UUID) -> str:
    """Show one page. A number that is not there any more is the nearest one that is."""
    viewer = signed_in.current_viewer()
    book = _opened(viewer, book_id)
    own = viewer.person == book.ward.id
    asked = request.args.get("blad", 1, type=int)
    leaf = book.pages[min(max(asked, 1), len(book.pages)) - 1]
    if own:
        is_book(book.edition())
    return _show("read", book, leaf=leaf, count=len(book.pages), own=own, address=book.address)


@pages.get("/boek/<uuid:book_id>/boekje")
@members("adult", "circle")
def booklet(book_id: UUID) -> str:
    """Show the book as it is printed: its cover and its pages, on sheets to fold."""
    book = _opened(signed_in.current_viewer(), book_id)
    return _show("booklet", book, sides=impose([Leaf(), *map(Leaf, book.pages)]))


def shelf(viewer: Viewer) -> str:
    """Show a child the books that it may read."""
    with house().db.reading(viewer.household) as session:
        in_force, now = in_force_versions(session, viewer.household), house().clock.now()
        cards = books.books(session, viewer, in_force=in_force, now=now)
        look = partial(books.reading, session, viewer, in_force=in_force)
        mine = [each.id for each in cards if each.reads and each.ward.id == viewer.person]
        found = [_shown(look(each)) for each in mine]
    is_book()
    return render_template("books/shelf.html", shelf=found)


def _show(page: str, book: Opened, **more: object) -> str:
    return render_template(f"books/{page}.html", book=book, preview=book.trial, **more)


def _opened(viewer: Viewer, book_id: UUID) -> Opened:
    """Return what was shown; for who makes it also what was not yet. Raises NotHere."""
    with house().db.reading(viewer.household) as session:
        in_force = in_force_versions(session, viewer.household)
        if TRIAL not in request.args:
            with suppress(NotHere):
                return _shown(books.reading(session, viewer, book_id, in_force=in_force))
        made = books.making(session, viewer, book_id, in_force=in_force, now=house().clock.now())
    if not made.pages:
        raise NotHere(UNKNOWN)
    return Opened(id=made.id, ward=made.ward, kind=made.kind, pages=made.pages, trial=True)


def _shown(found: Reading) -> Opened:
    return Opened(id=found.book_id, ward=found.ward, kind=found.kind, pages=found.pages)
