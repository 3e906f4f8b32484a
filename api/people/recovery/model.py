"""The table of who spoke whom."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, Journaled


class Voice(Journaled, Base):
    """Somebody says that they spoke the person whose phone is lost. It counts for a day.

    `used_at` is when a link came of it; `device_id` keeps two people on one phone from being two.
    """

    __tablename__ = "recovery_voices"
    __table_args__ = (Index("ix_recovery_voices_person", "person_id", "used_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    device_id: Mapped[UUID] = mapped_column(ForeignKey("devices.id"))
    at: Mapped[datetime]
    used_at: Mapped[datetime | None]
