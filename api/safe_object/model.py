"""The tables of signals: what came in, who was told, what they answered.

Nothing is ever changed but by a moment that is filled in. Words lie sealed in `body`.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, Journaled


class Signal(Journaled, Base):
    """The thing of a ward was moved, or somebody saw that it was.

    `made_at` is the moment as the phone says it, `came_at` when it came in: the ladder counts from there.
    It is practice since `practice_since`, unless somebody said "dit is echt" at `real_since`.
    """

    __tablename__ = "signals"
    __table_args__ = (
        CheckConstraint("how IN ('moved', 'seen')", name="how"),
        Index("ix_signals_open", "closed_at", "household_id"),
        Index("ix_signals_of_ward", "ward_id", "came_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID]
    ward_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    how: Mapped[str]
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    came_at: Mapped[datetime]
    practice_since: Mapped[datetime | None]
    real_since: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


class Again(Journaled, Base):
    """The thing was moved, or seen moved, once more while the signal was open. `id` is the record's own."""

    __tablename__ = "signals_again"
    __table_args__ = (CheckConstraint("how IN ('moved', 'seen')", name="how"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    signal_id: Mapped[UUID] = mapped_column(ForeignKey("signals.id"), index=True)
    how: Mapped[str]
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    came_at: Mapped[datetime]


class Told(Journaled, Base):
    """Somebody was told of a signal. Without a person: the ladder ended at the card with whom to call."""

    __tablename__ = "signals_told"
    __table_args__ = (
        CheckConstraint("why IN ('turn', 'stand_in', 'hand_over', 'remind', 'card')", name="why"),
        CheckConstraint("(why = 'card') = (person_id IS NULL)", name="card"),
        Index("ix_signals_told_of_signal", "signal_id", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    signal_id: Mapped[UUID] = mapped_column(ForeignKey("signals.id"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    place: Mapped[int]
    at: Mapped[datetime]
    why: Mapped[str]


class Answer(Journaled, Base):
    """What somebody did with a signal; body holds how the ward is and what was done."""

    __tablename__ = "signals_answered"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('go', 'call', 'hand_over', 'take', 'seen', 'spoke', 'done', 'close', 'real',"
            " 'keep')",
            name="kind",
        ),
        CheckConstraint("(kind = 'hand_over') = (to_id IS NOT NULL)", name="to"),
        Index("ix_signals_answered_of_signal", "signal_id", "number"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    signal_id: Mapped[UUID] = mapped_column(ForeignKey("signals.id"))
    number: Mapped[int]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[str]
    at: Mapped[datetime]
    to_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    body: Mapped[bytes | None]
