"""The tables of the room. Which thing was agreed, and where, lies under seal: so do the own pictures."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, Journaled


class SafeObject(Journaled, Base):
    """What a ward agreed, since when; body holds the thing, its kind, the spot and the look of the room."""

    __tablename__ = "safe_objects"
    __table_args__ = (Index("ix_safe_objects_ward", "ward_id", "until"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    ward_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    body: Mapped[bytes]


class OwnThing(Journaled, Base):
    """A thing that a ward drew or photographed and put in its room; body holds which of both."""

    __tablename__ = "own_things"
    __table_args__ = (Index("ix_own_things_ward", "ward_id", "until"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    ward_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    body: Mapped[bytes]
    picture: Mapped[bytes]
