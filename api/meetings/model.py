"""The tables of the meetings. What somebody wrote, and every place, lies sealed in `body`.

Who is invited, answered, came and leads are rows with a who and a when; nothing of them is ever removed.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, Journaled


class Meeting(Journaled, Base):
    """One sitting (netwerkberaad), of both sides or of one.

    `day_id` is the day that was chosen. It, and `next_id`, the sitting after this one, hang on no key:
    days and sittings would point at each other in a ring. `number` grows with every change that a
    calendar must know of, as SEQUENCE of RFC 5545.
    """

    __tablename__ = "meetings"
    __table_args__ = (
        CheckConstraint("side IN ('a', 'b', 'both')", name="side"),
        CheckConstraint("kind IN ('network')", name="kind"),
        CheckConstraint("phase IN ('direct', 'stable', 'recovery')", name="phase"),
        CheckConstraint("(called_off_at IS NULL) = (called_off_by IS NULL)", name="called_off"),
        CheckConstraint("(began_at IS NULL) = (began_by IS NULL)", name="began"),
        CheckConstraint("(closed_at IS NULL) = (closed_by IS NULL)", name="closed"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    side: Mapped[str]
    kind: Mapped[str]
    phase: Mapped[str]
    danger_id: Mapped[UUID | None] = mapped_column(ForeignKey("plan_parts.id"))
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    number: Mapped[int]
    day_id: Mapped[UUID | None]
    called_off_at: Mapped[datetime | None]
    called_off_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    began_at: Mapped[datetime | None]
    began_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    next_id: Mapped[UUID | None]


class MeetingWords(Journaled, Base):
    """Where it is and what it is for, from `at` on; body holds `place` and `goal`. What it said before stays."""

    __tablename__ = "meeting_words"
    __table_args__ = (UniqueConstraint("meeting_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id"))
    number: Mapped[int]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    body: Mapped[bytes]


class MeetingDay(Journaled, Base):
    """A day on which it could be. `at` is when it would begin; `ended_at` when it was no choice any more."""

    __tablename__ = "meeting_days"
    __table_args__ = (
        CheckConstraint("minutes BETWEEN 15 AND 480", name="minutes"),
        Index("ix_meeting_days_of_meeting", "meeting_id", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id"))
    at: Mapped[datetime]
    minutes: Mapped[int]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    offered_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class MeetingAnswer(Journaled, Base):
    """Somebody says whether they can on a day. A later answer stands beside it, and counts."""

    __tablename__ = "meeting_answers"
    __table_args__ = (
        CheckConstraint("says IN ('can', 'maybe', 'cannot')", name="says"),
        Index("ix_meeting_answers_of_day", "day_id", "person_id", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    day_id: Mapped[UUID] = mapped_column(ForeignKey("meeting_days.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    says: Mapped[str]
    at: Mapped[datetime]


class MeetingInvited(Journaled, Base):
    """Somebody is asked to come; `ended_at` is when they were not any more. Asked again is a row again."""

    __tablename__ = "meeting_invited"
    __table_args__ = (Index("ix_meeting_invited_of_meeting", "meeting_id", "person_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class MeetingCame(Journaled, Base):
    """Somebody was there, as the table saw it."""

    __tablename__ = "meeting_came"

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class MeetingChair(Journaled, Base):
    """Who leads: a professional, one together with somebody of the circle, or the circle. The last row counts.

    body holds the name of a professional who has no account.
    """

    __tablename__ = "meeting_chairs"
    __table_args__ = (
        CheckConstraint("mode IN ('professional', 'shared', 'network')", name="mode"),
        CheckConstraint("mode = 'professional' OR person_id IS NOT NULL", name="person"),
        Index("ix_meeting_chairs_of_meeting", "meeting_id", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id"))
    mode: Mapped[str]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    body: Mapped[bytes]


class MeetingInput(Journaled, Base):
    """What somebody brings along, written beforehand; body holds the text. The last one of a kind counts.

    With `ward_id` a safety person says what its ward wants to have said. An empty text takes it back.
    """

    __tablename__ = "meeting_inputs"
    __table_args__ = (
        CheckConstraint("what IN ('well', 'worry', 'unknown', 'seen')", name="what"),
        CheckConstraint("ward_id <> person_id", name="not_oneself"),
        Index("ix_meeting_inputs_of_meeting", "meeting_id", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    ward_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    what: Mapped[str]
    at: Mapped[datetime]
    body: Mapped[bytes]


class MeetingOpened(Journaled, Base):
    """Who leads laid what everybody brought on the table; body holds who had given nothing by then."""

    __tablename__ = "meeting_opened"

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id"), primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    body: Mapped[bytes]


class MeetingReminder(Base):
    """Who was asked was knocked for about this day. Each once."""

    __tablename__ = "meeting_reminders"

    day_id: Mapped[UUID] = mapped_column(ForeignKey("meeting_days.id"), primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    at: Mapped[datetime]
