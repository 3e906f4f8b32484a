"""The tables of homes, rings, abilities and meetings that somebody told of."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, Journaled


class Home(Journaled, Base):
    """A place where people of the household live; body holds its name, as the children say it."""

    __tablename__ = "homes"
    __table_args__ = (CheckConstraint("side IN ('a', 'b', 'both')", name="side"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    side: Mapped[str]
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    body: Mapped[bytes]


class Residence(Journaled, Base):
    """Somebody lives in a home, from `since` on. A child may live in two."""

    __tablename__ = "residences"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    home_id: Mapped[UUID] = mapped_column(ForeignKey("homes.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    since: Mapped[datetime]
    until: Mapped[datetime | None]


class RingMove(Journaled, Base):
    """Somebody placed a person in a ring, or asks to. `ended_at` is when another choice came instead."""

    __tablename__ = "ring_moves"
    __table_args__ = (CheckConstraint("ring IN ('all', 'part', 'none')", name="ring"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    ring: Mapped[str]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class RingConsent(Journaled, Base):
    """The yes of a second person, with which a move inward holds."""

    __tablename__ = "ring_consents"

    move_id: Mapped[UUID] = mapped_column(ForeignKey("ring_moves.id"), primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class Ability(Journaled, Base):
    """What somebody of the circle says they can do."""

    __tablename__ = "abilities"
    __table_args__ = (
        CheckConstraint("kind IN ('near', 'night_phone', 'car', 'meal', 'night')", name="kind"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    kind: Mapped[str]
    since: Mapped[datetime]
    until: Mapped[datetime | None]


class Contact(Journaled, Base):
    """A safety person told that they saw or spoke their ward; body holds the day.

    `ended_at` is when they took it back.
    """

    __tablename__ = "contacts"
    __table_args__ = (Index("ix_contacts_of_ward", "ward_id", "person_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    ward_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    told_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    body: Mapped[bytes]
