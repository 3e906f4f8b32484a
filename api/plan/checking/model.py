"""The tables of looking: which note was a check of which agreement, which days were chosen, who steps back.

What was seen is not here: it lies under the seal of the note.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, Journaled


class Check(Journaled, Base):
    """A note tells that somebody looked. It is shown to nobody who may not read the note."""

    __tablename__ = "checks"
    __table_args__ = (
        CheckConstraint("visit IN ('planned', 'unannounced')", name="visit"),
        Index("ix_checks_of_agreement", "agreement_id", "at"),
        Index("ix_checks_of_person", "person_id", "at"),
    )

    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id"), primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("plan_parts.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    visit: Mapped[str | None]
    at: Mapped[datetime]


class PlannedVisit(Journaled, Base):
    """Somebody comes to look on a day. An unannounced one is chosen by the visitor, and theirs alone."""

    __tablename__ = "planned_visits"
    __table_args__ = (
        CheckConstraint("kind IN ('planned', 'unannounced')", name="kind"),
        CheckConstraint("kind = 'planned' OR by_id = person_id", name="own_secret"),
        Index("ix_planned_visits_day", "household_id", "day"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID]
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("plan_parts.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    day: Mapped[date]
    kind: Mapped[str]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    cancelled_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    cancelled_at: Mapped[datetime | None]


class HelperPause(Journaled, Base):
    """Somebody does not look from the first day until the last one. All else that they may stays."""

    __tablename__ = "helper_pauses"
    __table_args__ = (CheckConstraint("first <= last", name="days"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    first: Mapped[date]
    last: Mapped[date]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class TurnsTold(Base):
    """Until which day the people of a house were told of their turns, so that each is told once."""

    __tablename__ = "turns_told"

    household_id: Mapped[UUID] = mapped_column(ForeignKey("households.id"), primary_key=True)
    until: Mapped[date]
