"""The tables of the two books (woord en beeld). Words and pictures lie sealed in `body`.

A page lives in versions, and somebody agrees with a version: a changed page asks again, for that page
alone. What a child reads is the list of versions that was shown last.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, Journaled

NOW = text("ended_at IS NULL")
HOLDS = text("taken_back_at IS NULL")


class Book(Journaled, Base):
    """A book for one child: why things happened, or what the plan is. One of each at a time on a side."""

    __tablename__ = "books"
    __table_args__ = (
        CheckConstraint("kind IN ('why', 'plan')", name="kind"),
        CheckConstraint("side IN ('a', 'b', 'both')", name="side"),
        Index(
            "ix_books_now",
            "ward_id",
            "kind",
            "side",
            unique=True,
            sqlite_where=NOW,
            postgresql_where=NOW,
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    ward_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[str]
    side: Mapped[str]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class BookPerson(Journaled, Base):
    """Somebody makes the book, or must agree with it: since when, and who asked them."""

    __tablename__ = "book_people"
    __table_args__ = (
        CheckConstraint("part IN ('makes', 'agrees')", name="part"),
        Index(
            "ix_book_people_now",
            "book_id",
            "person_id",
            "part",
            unique=True,
            sqlite_where=NOW,
            postgresql_where=NOW,
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    book_id: Mapped[UUID] = mapped_column(ForeignKey("books.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    part: Mapped[str]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Page(Journaled, Base):
    """A page of a book; `place` is its order among those who make it."""

    __tablename__ = "book_pages"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    book_id: Mapped[UUID] = mapped_column(ForeignKey("books.id"), index=True)
    place: Mapped[int]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class PageMedium(Journaled, Base):
    """A drawing, a photo or a voice of a page, under seal. Versions that did not change it share it."""

    __tablename__ = "page_media"
    __table_args__ = (
        CheckConstraint("kind IN ('drawing', 'photo', 'voice')", name="kind"),
        Index("ix_page_media_of_person", "household_id", "by_id", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID]
    page_id: Mapped[UUID] = mapped_column(ForeignKey("book_pages.id"), index=True)
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    kind: Mapped[str]
    type: Mapped[str]
    size: Mapped[int]
    width: Mapped[int | None]
    height: Mapped[int | None]
    seconds: Mapped[float | None]
    body: Mapped[bytes]
    small: Mapped[bytes | None]
    strokes: Mapped[bytes | None]


class PageVersion(Journaled, Base):
    """What a page says from a moment on. `base_id` is the version that its writer had before them.

    A page of a plan book may tell of an agreement: which one, in which of its versions.
    """

    __tablename__ = "page_versions"
    __table_args__ = (
        UniqueConstraint("page_id", "number"),
        CheckConstraint(
            "(agreement_id IS NULL) = (agreement_version_id IS NULL)", name="agreement"
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    page_id: Mapped[UUID] = mapped_column(ForeignKey("book_pages.id"))
    number: Mapped[int]
    base_id: Mapped[UUID | None] = mapped_column(ForeignKey("page_versions.id"))
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    picture_id: Mapped[UUID | None] = mapped_column(ForeignKey("page_media.id"))
    voice_id: Mapped[UUID | None] = mapped_column(ForeignKey("page_media.id"))
    agreement_id: Mapped[UUID | None] = mapped_column(ForeignKey("plan_parts.id"))
    agreement_version_id: Mapped[UUID | None] = mapped_column(ForeignKey("part_versions.id"))
    body: Mapped[bytes]


class PageYes(Journaled, Base):
    """Somebody agrees with one version of a page (wij zijn het eens), until they take it back."""

    __tablename__ = "page_yes"
    __table_args__ = (
        Index(
            "ix_page_yes_now",
            "version_id",
            "person_id",
            unique=True,
            sqlite_where=HOLDS,
            postgresql_where=HOLDS,
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    version_id: Mapped[UUID] = mapped_column(ForeignKey("page_versions.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    taken_back_at: Mapped[datetime | None]


class Showing(Journaled, Base):
    """A book was shown to its child: by whom, on which day. It is what the child reads until it ends."""

    __tablename__ = "showings"
    __table_args__ = (
        Index("ix_showings_now", "book_id", unique=True, sqlite_where=NOW, postgresql_where=NOW),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    book_id: Mapped[UUID] = mapped_column(ForeignKey("books.id"))
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    day: Mapped[date]
    at: Mapped[datetime]
    ended_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    ended_at: Mapped[datetime | None]


class ShownPage(Journaled, Base):
    """One of the pages that were shown, in the version that was shown."""

    __tablename__ = "shown_pages"
    __table_args__ = (UniqueConstraint("showing_id", "place"),)

    showing_id: Mapped[UUID] = mapped_column(ForeignKey("showings.id"), primary_key=True)
    version_id: Mapped[UUID] = mapped_column(ForeignKey("page_versions.id"), primary_key=True)
    place: Mapped[int]
    household_id: Mapped[UUID] = mapped_column(index=True)


class ShowingPerson(Journaled, Base):
    """Who sat beside the child when it was shown, and who else may read it since."""

    __tablename__ = "showing_people"
    __table_args__ = (CheckConstraint("part IN ('with', 'reads')", name="part"),)

    showing_id: Mapped[UUID] = mapped_column(ForeignKey("showings.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    part: Mapped[str] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
