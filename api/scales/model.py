"""The tables of the scales. A number is never changed: a later one of the same month stands beside it.

What somebody saw, and why not a point lower or higher, lies sealed in `body`.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, Journaled


class Scale(Journaled, Base):
    """One for each danger (gevaarsomschrijving), or the own one of a child, above which no danger stands."""

    __tablename__ = "scales"
    __table_args__ = (
        CheckConstraint("(danger_id IS NULL) <> (ward_id IS NULL)", name="about"),
        CheckConstraint("side IN ('a', 'b', 'both')", name="side"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    danger_id: Mapped[UUID | None] = mapped_column(ForeignKey("plan_parts.id"), unique=True)
    ward_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), unique=True)
    side: Mapped[str]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]


class ScaleWords(Journaled, Base):
    """What the household says at 0 and at 10, from `at` on; body holds both."""

    __tablename__ = "scale_words"
    __table_args__ = (UniqueConstraint("scale_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    scale_id: Mapped[UUID] = mapped_column(ForeignKey("scales.id"))
    number: Mapped[int]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    body: Mapped[bytes]


class Score(Journaled, Base):
    """Somebody's number on a scale. `asked` names the scale that was shown and which way it runs.

    `at` is when it was given, `kept_at` when it came in and others could know it; `side` is where
    its giver stood.
    """

    __tablename__ = "scores"
    __table_args__ = (
        CheckConstraint("asked IN ('number', 'faces', 'ladder')", name="asked"),
        CheckConstraint(
            "value BETWEEN 0 AND 10 AND (asked <> 'faces' OR value BETWEEN 1 AND 5)", name="value"
        ),
        CheckConstraint(
            "audience IN ('circle', 'chosen', 'safety_person', 'self')", name="audience"
        ),
        CheckConstraint("side IN ('a', 'b', 'both')", name="side"),
        Index("ix_scores_of_scale", "scale_id", "at"),
        Index("ix_scores_of_person", "household_id", "person_id", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID]
    scale_id: Mapped[UUID] = mapped_column(ForeignKey("scales.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    asked: Mapped[str]
    value: Mapped[int]
    at: Mapped[datetime]
    kept_at: Mapped[datetime]
    side: Mapped[str]
    audience: Mapped[str]
    body: Mapped[bytes]


class ScoreChosen(Journaled, Base):
    """Who was chosen by name: to see an adult's score, or the number alone of a child."""

    __tablename__ = "score_chosen"

    score_id: Mapped[UUID] = mapped_column(ForeignKey("scores.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)


class ScoreReminder(Base):
    """Somebody was knocked for in this month, once. `month` is its first day."""

    __tablename__ = "score_reminders"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    at: Mapped[datetime]
