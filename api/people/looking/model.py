"""The table of who looked."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, Journaled


class Look(Journaled, Base):
    """Somebody saw this kind of thing of somebody else on this day, once or a hundred times.

    `what` is an object of access.toml. There is no hour, in the journal neither.
    """

    __tablename__ = "looks"
    __table_args__ = (
        UniqueConstraint("person_id", "whose_id", "what", "day", name="look_once_a_day"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    whose_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    what: Mapped[str]
    day: Mapped[date]
