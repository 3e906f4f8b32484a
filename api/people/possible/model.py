"""The table of people who perhaps can join."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, Journaled


class PossiblePerson(Journaled, Base):
    """Somebody thought of a person; body holds the name and at which question. `ended_at` takes it away."""

    __tablename__ = "possible_people"
    __table_args__ = (Index("ix_possible_people_of_person", "by_id", "ended_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    body: Mapped[bytes]
