"""Finds what is to be changed, for whoever may change it. Only the actions call this."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.people.model import Household
from api.people.policy import Viewer
from api.words_and_pictures.items import sees_draft, writes
from api.words_and_pictures.model import BookPerson, Page, PageVersion
from api.words_and_pictures.rows import Facts, facts, showing_of
from api.words_and_pictures.rules import NOT_HERE
from api.words_and_pictures.words import Part


def take_turns(session: Session, by: Viewer) -> None:
    """Let all who change one house's books in one after another, so that two changes never cross."""
    query = select(Household.id).filter_by(id=by.household)
    session.execute(query.with_for_update(key_share=True))


def seen(session: Session, by: Viewer, book_id: UUID, now: datetime) -> Facts:
    """Return a book that is made, to who sees that; raises NotHere."""
    found = facts(session, by.household, book_id)
    if found is None or not sees_draft(by, found, now):
        raise NotHere(NOT_HERE)
    return found


def made(session: Session, by: Viewer, book_id: UUID, now: datetime) -> Facts:
    """Return a book to who makes it; raises NotHere."""
    found = seen(session, by, book_id, now)
    if by.person not in found.who(Part.MAKES) or not writes(by, found, now):
        raise NotHere(NOT_HERE)
    return found


def page_of(session: Session, by: Viewer, page_id: UUID, now: datetime) -> Page:
    """Return a page that is in a book, to who makes that book; raises NotHere."""
    page = session.get(Page, page_id)
    if page is None or page.ended_at is not None or page.household_id != by.household:
        raise NotHere(NOT_HERE)
    made(session, by, page.book_id, now)
    return page


def book_of(session: Session, by: Viewer, version_id: UUID) -> UUID:
    """Return in which book a version stands; raises NotHere."""
    version = session.get(PageVersion, version_id)
    page = session.get(Page, version.page_id) if version else None
    if page is None or page.household_id != by.household:
        raise NotHere(NOT_HERE)
    return page.book_id


def close(session: Session, book_id: UUID, person: UUID, part: Part, now: datetime) -> None:
    """Name somebody no longer."""
    rows = select(BookPerson).filter_by(book_id=book_id, person_id=person, part=part, ended_at=None)
    for row in session.scalars(rows):
        row.ended_at = now
    session.flush()


def kept(session: Session, by: Viewer, book_id: UUID, now: datetime) -> Facts:
    """Return a book that this person keeps; raises NotHere."""
    found = seen(session, by, book_id, now)
    if by.person not in found.keepers or not writes(by, found, now):
        raise NotHere(NOT_HERE)
    return found


def stop_showing(session: Session, by: Viewer, book_id: UUID, now: datetime) -> None:
    """End what is shown of a book now."""
    shown = showing_of(session, book_id)
    if shown is not None:
        shown.showing.ended_at, shown.showing.ended_by = now, by.person
        session.flush()
