"""The table of who goes: for good, or for a number of days."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, Journaled


class Going(Journaled, Base):
    """One plan for one person: leave, remove, remove_now or suspend.

    `from_at` is when it takes effect, `until` when a suspension lifts itself. A second person agreed
    at `agreed_at`; at `ended_at` it was taken back or lifted; at `done_at` the membership ended.
    """

    __tablename__ = "goings"
    __table_args__ = (
        CheckConstraint("kind IN ('leave', 'remove', 'remove_now', 'suspend')", name="kind"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    kind: Mapped[str]
    asked_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    agreed_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    agreed_at: Mapped[datetime | None]
    from_at: Mapped[datetime | None]
    until: Mapped[datetime | None]
    ended_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    ended_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
