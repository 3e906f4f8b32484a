"""The tables of the passkeys. What lies here verifies and cannot sign: nobody comes in with it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, Journaled


class Passkey(Journaled, Base):
    """What a phone signs with after its owner's finger or face, one for a person's place on a device.

    `backup` says whether the phone's maker may copy it, or did; `sign_count` is the phone's own.
    """

    __tablename__ = "passkeys"
    __table_args__ = (
        UniqueConstraint("device_id", "person_id", name="passkey_once"),
        CheckConstraint("backup IN ('never', 'may', 'made')", name="backup"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    device_id: Mapped[UUID] = mapped_column(ForeignKey("devices.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    credential: Mapped[bytes]
    public_key: Mapped[bytes]
    sign_count: Mapped[int]
    backup: Mapped[str]
    since: Mapped[datetime]


class PasskeyQuestion(Base):
    """A challenge that waits for its answer, as a hash; the next one for the same takes its place."""

    __tablename__ = "passkey_questions"
    __table_args__ = (
        UniqueConstraint("device_id", "person_id", "what_for", name="passkey_question_once"),
        CheckConstraint("what_for IN ('keep', 'come_in')", name="what_for"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    device_id: Mapped[UUID] = mapped_column(ForeignKey("devices.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    what_for: Mapped[str]
    hash: Mapped[bytes]
    asked_at: Mapped[datetime]
