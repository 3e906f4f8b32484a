"""The tables of the plan. What people wrote lies sealed in `body`; who does something is sought by.

A part of the plan lives in versions: a draft is its writer's alone, a proposal is for who may read
the part, one version is in force, and an ended one stays readable.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, Journaled

IN_FORCE = text("in_force_at IS NOT NULL AND ended_at IS NULL")


class PlanPart(Journaled, Base):
    """One danger, goal, condition, floor, event or agreement. `place` is its order of importance."""

    __tablename__ = "plan_parts"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('danger', 'goal', 'condition', 'floor', 'event', 'agreement')", name="kind"
        ),
        CheckConstraint("plan IN ('direct', 'stable')", name="plan"),
        CheckConstraint("audience IN ('circle', 'chosen')", name="audience"),
        CheckConstraint("side IN ('a', 'b', 'both')", name="side"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    kind: Mapped[str]
    plan: Mapped[str | None]
    danger_id: Mapped[UUID | None] = mapped_column(ForeignKey("plan_parts.id"))
    place: Mapped[int]
    side: Mapped[str]
    audience: Mapped[str]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]


class PartVersion(Journaled, Base):
    """What a part says, in words under seal, and how far it came: by whom and when.

    `base_id` is the version that was in force when this one was written. `agreed` holds with whom
    it was agreed, `ending` why it ended; `replaced_by_id` is the agreement that came instead.
    """

    __tablename__ = "part_versions"
    __table_args__ = (
        UniqueConstraint("part_id", "number"),
        Index(
            "ix_part_versions_in_force",
            "part_id",
            unique=True,
            sqlite_where=IN_FORCE,
            postgresql_where=IN_FORCE,
        ),
        Index("ix_part_versions_now", "household_id", "ended_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID]
    part_id: Mapped[UUID] = mapped_column(ForeignKey("plan_parts.id"))
    number: Mapped[int]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    base_id: Mapped[UUID | None] = mapped_column(ForeignKey("part_versions.id"))
    proposed_at: Mapped[datetime | None]
    in_force_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    in_force_at: Mapped[datetime | None]
    agreed_on: Mapped[date | None]
    ended_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    ended_at: Mapped[datetime | None]
    replaced_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("plan_parts.id"))
    body: Mapped[bytes]
    agreed: Mapped[bytes | None]
    ending: Mapped[bytes | None]


class PartPerson(Journaled, Base):
    """Who is named in a version, and as what."""

    __tablename__ = "part_people"
    __table_args__ = (
        CheckConstraint(
            "part IN ('does', 'looks', 'told', 'guards', 'chosen', 'with')", name="part"
        ),
    )

    version_id: Mapped[UUID] = mapped_column(ForeignKey("part_versions.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    part: Mapped[str] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)


class Endorsement(Journaled, Base):
    """Somebody finds the plan good as they saw it then. `side` is where that person stood."""

    __tablename__ = "endorsements"
    __table_args__ = (
        CheckConstraint("plan IN ('direct', 'stable')", name="plan"),
        CheckConstraint("side IN ('a', 'b', 'both')", name="side"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    plan: Mapped[str]
    at: Mapped[datetime]
    side: Mapped[str]
