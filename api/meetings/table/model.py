"""The tables of what happens at a meeting. What people wrote lies sealed in `body`; nothing is changed or removed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, Journaled
from api.meetings.table.state import Kind

KINDS = ", ".join(f"'{each}'" for each in Kind)


class TableAct(Journaled, Base):
    """One act at a table. `number` counts without a gap within a meeting; `id` comes from the phone."""

    __tablename__ = "table_acts"
    __table_args__ = (
        CheckConstraint(f"kind IN ({KINDS})", name="kind"),
        CheckConstraint("number > 0", name="number"),
        UniqueConstraint("meeting_id", "number"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id"))
    number: Mapped[int]
    kind: Mapped[str]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    body: Mapped[bytes]


class Minutes(Journaled, Base):
    """What was told on paper of a meeting, from `at` on. `base_id` is the version its writer had before them."""

    __tablename__ = "minutes"
    __table_args__ = (UniqueConstraint("meeting_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id"))
    number: Mapped[int]
    base_id: Mapped[UUID | None] = mapped_column(ForeignKey("minutes.id"))
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    body: Mapped[bytes]


class MinutesRead(Journaled, Base):
    """Somebody says that they read the minutes as they stood."""

    __tablename__ = "minutes_read"

    minutes_id: Mapped[UUID] = mapped_column(ForeignKey("minutes.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    at: Mapped[datetime]
