"""Reads the rows of a book and who stands how to it. Nothing is opened or decided here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.people.model import Shield
from api.people.policy import Side, Viewer
from api.people.queries import viewers
from api.words_and_pictures.model import (
    Book,
    BookPerson,
    Page,
    PageVersion,
    Showing,
    ShowingPerson,
    ShownPage,
)
from api.words_and_pictures.rules import Named, counts, keeps_books
from api.words_and_pictures.words import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A book with the people who are here now: named and still counting, keepers, safety people."""

    book: Book
    named: tuple[Named, ...]
    keepers: frozenset[UUID]
    safety: frozenset[UUID]

    def who(self, part: Part) -> tuple[UUID, ...]:
        """Return who makes the book, or who must agree, in the order in which they were named."""
        return tuple(each.person for each in self.named if each.part == part)

    @property
    def everyone(self) -> frozenset[UUID]:
        """Return all who may see the book while it is made."""
        return frozenset(each.person for each in self.named) | self.keepers


@dataclass(frozen=True, slots=True)
class PageRow:
    """A page that is in the book, with its newest version."""

    page: Page
    version: PageVersion


@dataclass(frozen=True, slots=True)
class ShowingRow:
    """What the child reads now: the versions in their order, who was there and who may read."""

    showing: Showing
    versions: tuple[PageVersion, ...]
    people: Mapping[str, tuple[UUID, ...]]


def all_facts(session: Session, household: UUID) -> list[Facts]:
    """Return the books of a house that did not end, oldest first."""
    books = select(Book).filter_by(household_id=household, ended_at=None)
    rows = session.scalars(books.order_by(Book.made_at, Book.id)).all()
    if not rows:
        return []
    named = session.scalars(
        select(BookPerson)
        .filter_by(household_id=household, ended_at=None)
        .order_by(BookPerson.at, BookPerson.id)
    ).all()
    here, fears = viewers(session, household), _fears(session, household)
    return [_facts(book, named, here, fears.get(book.ward_id, {})) for book in rows]


def facts(session: Session, household: UUID, book_id: UUID) -> Facts | None:
    """Return one book that did not end."""
    return next((each for each in all_facts(session, household) if each.book.id == book_id), None)


def pages_of(session: Session, book_id: UUID) -> list[PageRow]:
    """Return the pages that are in a book, in their order, each with its newest version."""
    joined = select(Page, PageVersion).join(PageVersion, PageVersion.page_id == Page.id)
    here = joined.where(Page.book_id == book_id, Page.ended_at.is_(None))
    order = here.order_by(Page.place, Page.made_at, Page.id, PageVersion.number)
    newest = {page.id: PageRow(page, version) for page, version in session.execute(order)}
    return list(newest.values())


def showing_of(session: Session, book_id: UUID) -> ShowingRow | None:
    """Return what is shown of a book now."""
    showing = session.scalars(select(Showing).filter_by(book_id=book_id, ended_at=None)).first()
    if showing is None:
        return None
    versions = (
        select(PageVersion)
        .join(ShownPage, ShownPage.version_id == PageVersion.id)
        .where(ShownPage.showing_id == showing.id)
        .order_by(ShownPage.place)
    )
    people: dict[str, tuple[UUID, ...]] = {}
    rows = select(ShowingPerson).filter_by(showing_id=showing.id)
    for row in session.scalars(rows.order_by(ShowingPerson.person_id)):
        people[row.part] = (*people.get(row.part, ()), row.person_id)
    return ShowingRow(showing, tuple(session.scalars(versions)), people)


def _fears(session: Session, household: UUID) -> Mapping[UUID, Mapping[UUID, datetime]]:
    """Return for each ward whom it may fear, and since when."""
    found: dict[UUID, dict[UUID, datetime]] = {}
    for row in session.scalars(select(Shield).filter_by(household_id=household, until=None)):
        found.setdefault(row.ward_id, {})[row.feared_id] = row.since
    return found


def _facts(
    book: Book,
    named: Iterable[BookPerson],
    here: Iterable[Viewer],
    feared_since: Mapping[UUID, datetime],
) -> Facts:
    """Who stands on the other side counts no more: nobody waits for somebody whom they cannot know."""
    people = {each.person: each for each in here if each.side.meets(Side(book.side))}
    ward = people.get(book.ward_id)
    mine = [
        Named(person=row.person_id, part=row.part, at=row.at)
        for row in named
        if row.book_id == book.id and row.person_id in people
    ]
    return Facts(
        book=book,
        named=tuple(each for each in mine if counts(each, feared_since=feared_since)),
        keepers=frozenset(each for each in people if keeps_books(people[each], book.ward_id)),
        safety=ward.safety_people if ward else frozenset(),
    )
