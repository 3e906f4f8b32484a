"""The tables of who comes: the ladder in versions, who is not available, and practising."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, Journaled


class Ladder(Journaled, Base):
    """Who comes after whom for one ward. It holds from `confirmed_at` until `replaced_at`.

    `agreed_at` is when the ward itself said yes; without an adult of the house on it none is needed.
    """

    __tablename__ = "ladders"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    ward_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    card_after: Mapped[int]
    proposed_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    proposed_at: Mapped[datetime]
    agreed_at: Mapped[datetime | None]
    confirmed_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    confirmed_at: Mapped[datetime | None]
    replaced_at: Mapped[datetime | None]


class Rung(Journaled, Base):
    """One person on a ladder, told this many minutes after the signal came in."""

    __tablename__ = "rungs"

    ladder_id: Mapped[UUID] = mapped_column(ForeignKey("ladders.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    place: Mapped[int]
    after_minutes: Mapped[int]


class Absent(Journaled, Base):
    """Somebody cannot come for some days, or each night between two times of day; another stands in."""

    __tablename__ = "absents"
    __table_args__ = (
        CheckConstraint("person_id <> stand_in_id", name="not_oneself"),
        CheckConstraint(
            "(from_at IS NULL) = (until_at IS NULL) AND (from_minute IS NULL) = (until_minute IS NULL)"
            " AND (from_at IS NULL) <> (from_minute IS NULL)",
            name="days_or_nights",
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    stand_in_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    from_at: Mapped[datetime | None]
    until_at: Mapped[datetime | None]
    from_minute: Mapped[int | None]
    until_minute: Mapped[int | None]
    since: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Practice(Journaled, Base):
    """A ward and its people practise, from `since` until `until` at the latest."""

    __tablename__ = "practices"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    ward_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    since: Mapped[datetime]
    until: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Gap(Journaled, Base):
    """From this moment nobody could come for a ward, and its people were told so beforehand."""

    __tablename__ = "gaps"
    __table_args__ = (UniqueConstraint("ward_id", "from_at", name="gap_once"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    ward_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    from_at: Mapped[datetime]
    told_at: Mapped[datetime]
