"""Finds a page by its id, for who reads what a child told at it."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.people.policy import Viewer
from api.words_and_pictures.model import Page
from api.words_and_pictures.queries import making, reading
from api.words_and_pictures.views import BookView, PageView, Reading
from api.words_and_pictures.words import Kind


@dataclass(frozen=True, slots=True)
class Found:
    """A page as this viewer may see it now, and in which book; `shown` says that the child reads it so."""

    book_id: UUID
    kind: Kind
    page: PageView
    shown: bool

    @property
    def address(self) -> str:
        """Where it is read."""
        trial = "" if self.shown else "&proef=ja"
        return f"/boek/{self.book_id}/lezen?blad={self.page.place}{trial}"


def page_of(
    session: Session,
    viewer: Viewer,
    page_id: UUID,
    *,
    in_force: Collection[UUID],
    now: datetime,
) -> Found | None:
    """Return the page as it is read, else as it is made, else nothing: as if there were no such page."""
    page = session.get(Page, page_id)
    if page is None or page.household_id != viewer.household:
        return None
    with suppress(NotHere):
        read = reading(session, viewer, page.book_id, in_force=in_force)
        if found := _in(read, read.book_id, page_id, shown=True):
            return found
    with suppress(NotHere):
        made = making(session, viewer, page.book_id, in_force=in_force, now=now)
        return _in(made, made.id, page_id, shown=False)
    return None


def _in(book: Reading | BookView, book_id: UUID, page_id: UUID, *, shown: bool) -> Found | None:
    pages: Collection[PageView] = book.pages
    for page in pages:
        if page.page_id == page_id:
            return Found(book_id, book.kind, page, shown)
    return None
