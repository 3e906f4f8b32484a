"""The tables of the child's world. Names and pictures lie sealed in `body`.

Nothing is changed in place but when something ended: a wish is answered by rows with a who and a when.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, Journaled


class ChildLook(Journaled, Base):
    """What a child chose for itself, from `at` on; body holds its colour and its face."""

    __tablename__ = "child_looks"
    __table_args__ = (
        CheckConstraint("by_id = person_id", name="own"),
        Index("ix_child_looks_of_person", "person_id", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    body: Mapped[bytes]


class TalkWish(Journaled, Base):
    """A child wants to talk with somebody: `made_at` on its phone, `kept_at` when it came in.

    It is over when they talked, or when the child took it back (`ended_at`).
    """

    __tablename__ = "talk_wishes"
    __table_args__ = (
        CheckConstraint("ward_id <> asked_id", name="not_oneself"),
        Index("ix_talk_wishes_asked", "asked_id", "ended_at"),
        Index("ix_talk_wishes_ward", "ward_id", "ended_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    ward_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    asked_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    kept_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class TalkAnswer(Journaled, Base):
    """What the asked person says: I call, I come, later (on which part of which day), or: we talked."""

    __tablename__ = "talk_answers"
    __table_args__ = (
        CheckConstraint("says IN ('calls', 'comes', 'later', 'talked')", name="says"),
        Index("ix_talk_answers_of_wish", "wish_id", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    wish_id: Mapped[UUID] = mapped_column(ForeignKey("talk_wishes.id"))
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    says: Mapped[str]
    at: Mapped[datetime]
    body: Mapped[bytes]


class PersonWish(Journaled, Base):
    """A child points at who it wants as safety person, and nobody asks why.

    The wished one says yes (`agreed_at`) or not now (`declined_at`); then one more person from outside
    the house, who spoke with the child, confirms. Until then nothing changes. Taken back or replaced by
    another wish it ends (`ended_at`). `before_id` is whose place it is, found when it was done.
    """

    __tablename__ = "person_wishes"
    __table_args__ = (
        CheckConstraint("ward_id <> wished_id", name="not_oneself"),
        CheckConstraint("confirmed_by <> wished_id", name="another"),
        CheckConstraint("(confirmed_by IS NULL) = (confirmed_at IS NULL)", name="confirmed"),
        Index("ix_person_wishes_ward", "ward_id", "ended_at"),
        Index("ix_person_wishes_wished", "wished_id", "ended_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    ward_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    wished_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    agreed_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]
    confirmed_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    confirmed_at: Mapped[datetime | None]
    before_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    ended_at: Mapped[datetime | None]
