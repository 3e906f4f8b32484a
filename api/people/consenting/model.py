"""The tables of consent."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, Journaled


class Sharing(Journaled, Base):
    """What is shared with the professional of a seat, if those it concerns say yes.

    `kinds` as consenting/kinds.py writes them; `items_from`: what was shared in the house before this
    moment stays out of it. `until` is at most 90 days after `made_at`. body holds the purpose, in words.
    Another text or another purpose is another sharing, to which everybody answers anew.
    """

    __tablename__ = "sharings"
    __table_args__ = (Index("ix_sharings_of_seat", "seat_id", "ended_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    seat_id: Mapped[UUID] = mapped_column(ForeignKey("seats.id"))
    kinds: Mapped[str]
    items_from: Mapped[datetime]
    made_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    until: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    text_version: Mapped[str]
    body: Mapped[bytes]


class SharingAnswer(Journaled, Base):
    """What somebody said to a sharing, in force until `ended_at`: the next answer, or taken back.

    Both a yes and a no keep the version of the words that were on the screen.
    """

    __tablename__ = "sharing_answers"
    __table_args__ = (
        CheckConstraint("says IN ('yes', 'no')", name="says"),
        Index("ix_sharing_answers_of_sharing", "sharing_id", "ended_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    sharing_id: Mapped[UUID] = mapped_column(ForeignKey("sharings.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    says: Mapped[str]
    text_version: Mapped[str]
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class SharedAnyway(Journaled, Base):
    """Gedeeld zonder toestemming: on which day, with whom, on which ground. What it was stands nowhere here.

    body holds the ground and the day: the product shares nothing that way, people told it themselves.
    """

    __tablename__ = "shared_anyway"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    seat_id: Mapped[UUID] = mapped_column(ForeignKey("seats.id"), index=True)
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    body: Mapped[bytes]
