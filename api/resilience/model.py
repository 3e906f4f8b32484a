"""The tables of the week. What somebody said of a cell is never changed: a later word stands beside it.

`person_id` is whose week it is; without one it is the week of the house. What people wrote, and who
was along, lies sealed in `body`.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, Journaled

SIDE = "side IN ('a', 'b', 'both')"
PART = "part IN ('up', 'morning', 'afternoon', 'evening', 'night')"
ELEMENT = "element IN ('contact', 'sleep', 'move', 'outside', 'calm', 'food')"


class Week(Journaled, Base):
    """Somebody has a week, begun by `by_id`. Without a row there is none, as for most people."""

    __tablename__ = "weeks"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class WeekReader(Journaled, Base):
    """Who may read somebody's week, chosen by name. `side` is where its chooser stood."""

    __tablename__ = "week_readers"
    __table_args__ = (
        CheckConstraint(SIDE, name="side"),
        Index("ix_week_readers_of_week", "household_id", "person_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    reader_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    side: Mapped[str]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class WeekMark(Journaled, Base):
    """A word about one cell: it was there, or not after all. The newest one that a reader may see holds.

    For the layer 'is' the day is that weekday in the week in which it was said. `made_at` is of the
    phone, `kept_at` of the house. Body is there when something was written: text, with, sticker.
    """

    __tablename__ = "week_marks"
    __table_args__ = (
        CheckConstraint(PART, name="part"),
        CheckConstraint(ELEMENT, name="element"),
        CheckConstraint("layer IN ('is', 'done')", name="layer"),
        CheckConstraint("act IN ('set', 'clear')", name="act"),
        CheckConstraint(SIDE, name="side"),
        Index("ix_week_marks_of_week", "household_id", "person_id", "layer", "day"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    day: Mapped[date]
    part: Mapped[str]
    element: Mapped[str]
    layer: Mapped[str]
    act: Mapped[str]
    side: Mapped[str]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    kept_at: Mapped[datetime]
    body: Mapped[bytes | None]


class WeekAsk(Journaled, Base):
    """A gap for which somebody asks: who comes along. `withdrawn_at` is when it was taken back."""

    __tablename__ = "week_asks"
    __table_args__ = (
        CheckConstraint(PART, name="part"),
        CheckConstraint(ELEMENT, name="element"),
        CheckConstraint(SIDE, name="side"),
        CheckConstraint("audience IN ('circle', 'chosen')", name="audience"),
        Index("ix_week_asks_of_day", "household_id", "day"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    day: Mapped[date]
    part: Mapped[str]
    element: Mapped[str]
    side: Mapped[str]
    audience: Mapped[str]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    body: Mapped[bytes]


class WeekAskChosen(Journaled, Base):
    """Somebody who is asked by name."""

    __tablename__ = "week_ask_chosen"

    ask_id: Mapped[UUID] = mapped_column(ForeignKey("week_asks.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)


class Activity(Journaled, Base):
    """Something that is wanted: once on `from_day`, or each week on that weekday until `until_day`.

    `elements` are their words with a comma between; `ask_id` is the gap that it fills. Body holds
    text, and with: who is along as its planner put it.
    """

    __tablename__ = "week_activities"
    __table_args__ = (
        CheckConstraint(PART, name="part"),
        CheckConstraint("repeats IN ('once', 'weekly')", name="repeats"),
        CheckConstraint(SIDE, name="side"),
        Index("ix_week_activities_of_week", "household_id", "person_id", "from_day"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    elements: Mapped[str]
    part: Mapped[str]
    repeats: Mapped[str]
    from_day: Mapped[date]
    until_day: Mapped[date | None]
    side: Mapped[str]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    ask_id: Mapped[UUID | None] = mapped_column(ForeignKey("week_asks.id"), index=True)
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    body: Mapped[bytes]


class ActivityWith(Journaled, Base):
    """Somebody says that they go along: on one day, or each time when there is none."""

    __tablename__ = "week_activity_with"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    activity_id: Mapped[UUID] = mapped_column(ForeignKey("week_activities.id"), index=True)
    day: Mapped[date | None]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class WeekBreak(Journaled, Base):
    """A holiday: what comes back each week rests from one day until another; body holds its name.

    It is of somebody's week, or of the house when there is no person: then each week rests.
    """

    __tablename__ = "week_breaks"
    __table_args__ = (
        CheckConstraint(SIDE, name="side"),
        CheckConstraint("from_day <= until_day", name="order"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    from_day: Mapped[date]
    until_day: Mapped[date]
    side: Mapped[str]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    body: Mapped[bytes]


class WeekHome(Journaled, Base):
    """On this weekday a child is in this home: each week, or in the odd or even weeks of the year."""

    __tablename__ = "week_homes"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("weeks IN ('every', 'odd', 'even')", name="weeks"),
        Index("ix_week_homes_of_week", "household_id", "person_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    home_id: Mapped[UUID] = mapped_column(ForeignKey("homes.id"))
    weekday: Mapped[int]
    weeks: Mapped[str]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
