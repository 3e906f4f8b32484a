"""The tables of the knocks. None of them says a word of content, and none outlives what it hangs on.

They are not written down in the journal: they come and go with every knock, and a way out takes them
along in the database itself.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base

WAITS = text("accepted_at IS NULL AND given_up_at IS NULL")
WAITS_FOR_SECOND = text("accepted_at IS NULL AND given_up_at IS NULL AND channel = 'second'")


class Subscription(Base):
    """Where one person is knocked for on one device; body holds endpoint, p256dh, auth and language.

    It hangs on the place on the device: whatever takes that away takes this along. `shown_at` is what
    the phone told last, `dead_at` since when the push service knows it no more.
    """

    __tablename__ = "subscriptions"
    __table_args__ = (UniqueConstraint("credential_id", name="subscription_once"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    credential_id: Mapped[UUID] = mapped_column(ForeignKey("credentials.id", ondelete="CASCADE"))
    endpoint_hash: Mapped[bytes] = mapped_column(index=True)
    origin: Mapped[str]
    since: Mapped[datetime]
    renewed_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    shown_at: Mapped[datetime | None]
    tested_at: Mapped[datetime | None]
    dead_at: Mapped[datetime | None]
    body: Mapped[bytes]


class Delivery(Base):
    """One knock for one device, or by another way: to be sent, sent, shown, opened or given up.

    Its id is the token of the receipt: only the phone that was knocked for knows it. `lane` is what
    waits together: the origin of a push service, or the kind of the other way. `tries` names the lease.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        CheckConstraint("channel IN ('push', 'second')", name="channel"),
        CheckConstraint("word IN ('signal', 'reminder', 'news', 'test')", name="word"),
        Index(
            "ix_deliveries_waits",
            "lane",
            "rank",
            "due_at",
            sqlite_where=WAITS,
            postgresql_where=WAITS,
        ),
        Index(
            "ix_deliveries_once",
            "subscription_id",
            "word",
            "about",
            unique=True,
            sqlite_where=WAITS,
            postgresql_where=WAITS,
        ),
        Index(
            "ix_deliveries_second_once",
            "person_id",
            "lane",
            "word",
            "about",
            unique=True,
            sqlite_where=WAITS_FOR_SECOND,
            postgresql_where=WAITS_FOR_SECOND,
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    subscription_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("subscriptions.id", ondelete="CASCADE"), index=True
    )
    channel: Mapped[str]
    lane: Mapped[str]
    word: Mapped[str]
    rank: Mapped[int]
    about: Mapped[UUID] = mapped_column(index=True)
    made_at: Mapped[datetime] = mapped_column(index=True)
    due_at: Mapped[datetime]
    until: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    tries: Mapped[int]
    accepted_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]
    shown_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]


class Fault(Base):
    """What a push service holds against us, counted by the day: trouble for who runs the house."""

    __tablename__ = "push_faults"

    day: Mapped[date] = mapped_column(primary_key=True)
    origin: Mapped[str] = mapped_column(primary_key=True)
    status: Mapped[int] = mapped_column(primary_key=True)
    count: Mapped[int]
    at: Mapped[datetime]
