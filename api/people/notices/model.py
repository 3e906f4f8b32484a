"""The table of the notices."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, Journaled


class Notice(Journaled, Base):
    """A message to one person about one person; body holds its kind and its values.

    `not_on` is the device that it is about: whoever came in there unasked must not be able to read it
    away. `seen_at` is when the person put it aside.
    """

    __tablename__ = "notices"
    __table_args__ = (Index("ix_notices_waiting", "person_id", "seen_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    about_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    not_on: Mapped[UUID | None]
    made_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    body: Mapped[bytes]
