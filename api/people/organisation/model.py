"""The tables of the organisation: itself, the code of each house, and what it did with a house."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, Journaled


class Organisation(Journaled, Base):
    """The household of the hosts. It has no code, so it stands in no list of houses."""

    __tablename__ = "organisations"

    household_id: Mapped[UUID] = mapped_column(ForeignKey("households.id"), primary_key=True)
    since: Mapped[datetime]


class Listing(Journaled, Base):
    """A house in the list of the organisation, by a random code that can be said aloud."""

    __tablename__ = "listings"

    household_id: Mapped[UUID] = mapped_column(ForeignKey("households.id"), primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)


class HaltWarning(Journaled, Base):
    """Everybody of a house that goes away was told that its last thirty days began. Once for each closing."""

    __tablename__ = "halt_warnings"

    halt_id: Mapped[UUID] = mapped_column(ForeignKey("halts.id"), primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    at: Mapped[datetime]


class Halt(Journaled, Base):
    """A house stands still, or goes away at ``until``; it is so from ``since`` until ``ended_at``.

    `by_id` and `ended_by` are hosts, people of another household; None is the command line.
    """

    __tablename__ = "halts"
    __table_args__ = (
        CheckConstraint("kind IN ('still', 'closing')", name="kind"),
        CheckConstraint("(kind = 'closing') = (until IS NOT NULL)", name="until"),
        Index("ix_halts_standing", "household_id", "ended_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID]
    kind: Mapped[str]
    by_id: Mapped[UUID | None]
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    ended_by: Mapped[UUID | None]
    ended_at: Mapped[datetime | None]
