"""The table of who is to be erased."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, Journaled


class Erasure(Journaled, Base):
    """What somebody asked for, or two people for a child, is due at `due_at`, and was done at `done_at`.

    At `ended_at` it was taken back. `body` says whether it is only shown: it was asked while another
    read along, so its page says that it comes, and nothing is erased. It is sealed, and as long either
    way, for it would tell who has a quiet view.
    """

    __tablename__ = "erasures"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    asked_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    second_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    body: Mapped[bytes]
