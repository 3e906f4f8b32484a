"""What the outbox remembers: which record became what, so that a record sent again does nothing."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base


class Receipt(Base):
    """One record of one person that has come in; `digest` is that of its sealed bytes."""

    __tablename__ = "receipts"
    __table_args__ = (Index("ix_receipts_at", "at"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    digest: Mapped[bytes]
    entry_id: Mapped[UUID]
    at: Mapped[datetime]
