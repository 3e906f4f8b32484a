"""The tables of inviting: by whom and which way, and who read the rules of the house."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, Journaled


class WayIn(Journaled, Base):
    """What an invitation is, beside its secret; it has the invitation's own id.

    An invitation without one came from the command line. `told_at` says since when the inviter knows
    that it was tried a second time.
    """

    __tablename__ = "ways_in"
    __table_args__ = (
        CheckConstraint("form IN ('link', 'qr', 'code')", name="form"),
        CheckConstraint("why IN ('invited', 'own', 'helped', 'recovered')", name="why"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    form: Mapped[str]
    why: Mapped[str]
    made_at: Mapped[datetime]
    wrong_tries: Mapped[int]
    told_at: Mapped[datetime | None]


class RulesRead(Journaled, Base):
    """Somebody read the rules of the house and said yes to them, in this version."""

    __tablename__ = "rules_read"
    __table_args__ = (UniqueConstraint("person_id", "version", name="rules_once"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    version: Mapped[int]
    at: Mapped[datetime]
