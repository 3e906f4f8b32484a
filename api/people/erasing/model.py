"""The table of who is to be erased."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, Journaled


class Erasure(Journaled, Base):
    """What somebody asked for, or two people for a child, is due at `due_at`, and was done at `done_at`.

    At `ended_at` it was taken back. One that is only `shown` was asked while another read along: its
    page says that it comes, and nothing is erased.
    """

    __tablename__ = "erasures"
    __table_args__ = (CheckConstraint("kind IN ('whole', 'shown')", name="kind"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    kind: Mapped[str]
    asked_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    second_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
