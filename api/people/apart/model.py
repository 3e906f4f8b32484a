"""The tables of the start of a house and of its switch to apart."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, Journaled


class Start(Journaled, Base):
    """The answer with which a house began; body holds who gave it. Why is written nowhere."""

    __tablename__ = "starts"
    __table_args__ = (CheckConstraint("mode IN ('together', 'apart')", name="mode"),)

    household_id: Mapped[UUID] = mapped_column(ForeignKey("households.id"), primary_key=True)
    mode: Mapped[str]
    asked_with: Mapped[str]
    answered_at: Mapped[datetime]
    body: Mapped[bytes]


class ApartSwitch(Journaled, Base):
    """A house goes apart: it stands still since `frozen_at`, and is apart since `done_at`."""

    __tablename__ = "apart_switches"
    __table_args__ = (UniqueConstraint("household_id", name="apart_once"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    frozen_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
