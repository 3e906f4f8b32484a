"""The table of who could be reached, and since when not."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base


class Reach(Base):
    """Somebody who helps a ward and could be reached once; `lost_at` says since when no more.

    It remembers what was told, so that it is told once. What it says follows from other rows, so it is
    not written down in the journal.
    """

    __tablename__ = "reaches"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    since: Mapped[datetime]
    lost_at: Mapped[datetime | None]
