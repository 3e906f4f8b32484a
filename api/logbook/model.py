"""The tables of the logbook. Words, names and pictures lie sealed in `body`; the rest sorts and finds.

`Entry` says how the note stands now; what it said before is in its versions. `EntryReader` is worked
out by the policy whenever something changes, so that a page seeks instead of filters; the policy is
asked again when a note is read.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, Journaled


class Entry(Journaled, Base):
    """A note. `shared_at` is when it came to its present readers, for who joined later."""

    __tablename__ = "entries"
    __table_args__ = (
        CheckConstraint("kind IN ('good', 'near', 'wrong', 'how', 'check', 'tell')", name="kind"),
        CheckConstraint("source IN ('saw', 'heard', 'told')", name="source"),
        CheckConstraint(
            "audience IN ('circle', 'chosen', 'safety_person', 'self')", name="audience"
        ),
        CheckConstraint("side IN ('a', 'b', 'both')", name="side"),
        Index("ix_entries_of_author", "household_id", "author_id", "written_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID]
    author_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[str]
    source: Mapped[str | None]
    happened_at: Mapped[datetime]
    written_at: Mapped[datetime]
    shared_at: Mapped[datetime]
    audience: Mapped[str]
    side: Mapped[str]


class EntryVersion(Journaled, Base):
    """What the note said from `written_at` on; body holds the words and for whom they were meant."""

    __tablename__ = "entry_versions"
    __table_args__ = (UniqueConstraint("entry_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id"))
    number: Mapped[int]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    written_at: Mapped[datetime]
    body: Mapped[bytes]


class EntryAbout(Journaled, Base):
    """Whom the note is about."""

    __tablename__ = "entry_about"

    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    household_id: Mapped[UUID] = mapped_column(index=True)


class EntryChosen(Journaled, Base):
    """Who was chosen by name to read it."""

    __tablename__ = "entry_chosen"

    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)


class EntryReader(Base):
    """Who may read which note, in the order of a timeline. Worked out, never a fact of its own."""

    __tablename__ = "entry_readers"
    __table_args__ = (
        Index("ix_entry_readers_timeline", "household_id", "person_id", "happened_at", "entry_id"),
    )

    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    household_id: Mapped[UUID]
    happened_at: Mapped[datetime]


class EntryNews(Base):
    """Which notes could ever be shared with the seat of a professional, in the order of their last change.

    Worked out beside the readers, for who reads with a program: such a program asks what is new, in one
    house or in all of them, and what is corrected or taken back is new as well. `changed_at` is ours.
    """

    __tablename__ = "entry_news"
    __table_args__ = (
        Index("ix_entry_news_of_account", "account_id", "changed_at", "entry_id"),
        Index("ix_entry_news_of_house", "household_id", "account_id", "changed_at", "entry_id"),
    )

    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    household_id: Mapped[UUID]
    account_id: Mapped[UUID]
    changed_at: Mapped[datetime]


class Withdrawal(Journaled, Base):
    """The author took the note back. The mark stays."""

    __tablename__ = "withdrawals"

    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id"), primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class Thanks(Journaled, Base):
    """Well done, from one person, once. `side` is where that person stood."""

    __tablename__ = "thanks"

    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    side: Mapped[str]
    at: Mapped[datetime]


class Reply(Journaled, Base):
    """An answer to a note; body holds its words. `side` is where its writer stood."""

    __tablename__ = "replies"
    __table_args__ = (Index("ix_replies_of_entry", "entry_id", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    side: Mapped[str]
    at: Mapped[datetime]
    body: Mapped[bytes]


class Medium(Journaled, Base):
    """A drawing, photo or voice note, sealed. `small` is its thumbnail, `strokes` how it was drawn."""

    __tablename__ = "media"
    __table_args__ = (
        CheckConstraint("kind IN ('drawing', 'photo', 'voice')", name="kind"),
        Index("ix_media_of_day", "household_id", "by_id", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID]
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id"), index=True)
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    place: Mapped[int]
    kind: Mapped[str]
    type: Mapped[str]
    size: Mapped[int]
    width: Mapped[int | None]
    height: Mapped[int | None]
    seconds: Mapped[float | None]
    body: Mapped[bytes]
    small: Mapped[bytes | None]
    strokes: Mapped[bytes | None]
