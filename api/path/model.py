"""The tables of the path. What people wrote lies sealed in `body`; nothing here is changed or taken away.

Each row bears the side of the sheet on which it was written: in an apart house each side has a sheet of
its own, and what was written before is on both.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, Journaled

SIDE = "side IN ('a', 'b', 'both')"
PHASES = "phase IN ('tuning', 'direct', 'stable', 'recovery', 'closed')"


class PhaseAgreed(Journaled, Base):
    """From now on a household is in this phase: people agreed on it. Body: what was missing, and why."""

    __tablename__ = "path_phases"
    __table_args__ = (
        CheckConstraint(SIDE, name="side"),
        CheckConstraint(PHASES, name="phase"),
        CheckConstraint("act IN ('enter', 'back')", name="act"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    side: Mapped[str]
    phase: Mapped[str]
    act: Mapped[str]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    # The sitting in which it was agreed; meetings are a neighbour's room, so no key leads there.
    meeting_id: Mapped[UUID | None]
    body: Mapped[bytes]


class OutcomeTick(Journaled, Base):
    """Somebody finds an outcome reached, or no longer. The last word of each person counts; all stay."""

    __tablename__ = "outcome_ticks"
    __table_args__ = (
        CheckConstraint(SIDE, name="side"),
        CheckConstraint(PHASES, name="phase"),
        CheckConstraint("act IN ('set', 'clear')", name="act"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    side: Mapped[str]
    phase: Mapped[str]
    outcome: Mapped[str]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    act: Mapped[str]
    at: Mapped[datetime]
    body: Mapped[bytes]


class PathPart(Journaled, Base):
    """A step, a test, a point of recovery or the closing plan."""

    __tablename__ = "path_parts"
    __table_args__ = (
        CheckConstraint(SIDE, name="side"),
        CheckConstraint("kind IN ('step', 'test', 'recovery', 'closing')", name="kind"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    side: Mapped[str]
    kind: Mapped[str]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]


class PathVersion(Journaled, Base):
    """What a part says from now on, and where it stands in the order: another place is another version.

    `day` is when it is planned; of a closing plan when to look at it again.
    """

    __tablename__ = "path_versions"
    __table_args__ = (
        CheckConstraint(SIDE, name="side"),
        UniqueConstraint("part_id", "number"),
        Index("ix_path_versions_day", "day"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    side: Mapped[str]
    part_id: Mapped[UUID] = mapped_column(ForeignKey("path_parts.id"))
    number: Mapped[int]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    base_id: Mapped[UUID | None] = mapped_column(ForeignKey("path_versions.id"))
    place: Mapped[float]
    day: Mapped[date | None]
    body: Mapped[bytes]


class PathPerson(Journaled, Base):
    """Who is named in a version, and as what."""

    __tablename__ = "path_people"
    __table_args__ = (CheckConstraint("part IN ('does', 'stands_by', 'keeps')", name="part"),)

    version_id: Mapped[UUID] = mapped_column(ForeignKey("path_versions.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    part: Mapped[str] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)


class PathMark(Journaled, Base):
    """What somebody said of a version: done, agreed, how the test went. Body: their words."""

    __tablename__ = "path_marks"
    __table_args__ = (
        CheckConstraint(SIDE, name="side"),
        CheckConstraint(
            "says IN ('done', 'undone', 'yes', 'held', 'not_held', 'stopped', 'ended')",
            name="says",
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    side: Mapped[str]
    version_id: Mapped[UUID] = mapped_column(ForeignKey("path_versions.id"), index=True)
    says: Mapped[str]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    body: Mapped[bytes]


class PathReminder(Base):
    """Who was knocked for on the day on which the closing plan is looked at again. Each once."""

    __tablename__ = "path_reminders"

    version_id: Mapped[UUID] = mapped_column(ForeignKey("path_versions.id"), primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    at: Mapped[datetime]
