"""The tables of the professionals: accounts, seats, keys for programs, and every reading."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, Journaled


class Account(Journaled, Base):
    """A professional whom the organisation vouches for; body holds where they work.

    `household_id` is the organisation's. Name and end are those of the person.
    """

    __tablename__ = "professional_accounts"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    since: Mapped[datetime]
    body: Mapped[bytes]


class Seat(Journaled, Base):
    """The place of one account in one house, for one task, on one side of a house apart.

    It is laid by the chair (`made_by`), with a link that is kept as a hash, and taken once: from then on
    `person_id` is the professional as this house knows them. `feed_since`: since when the chair lets
    them read with a program of their own. `waits_since`: since a link or a device of the account was new,
    which the house did not vouch for yet; on such a seat nothing is read. body holds for whom it was
    laid, in the chair's words.
    """

    __tablename__ = "seats"
    __table_args__ = (
        CheckConstraint("side IN ('a', 'b', 'both')", name="side"),
        CheckConstraint(
            "works_as IN ('casusregisseur', 'veiligheidsplanner', 'behandelaar', 'veilig_thuis')",
            name="works_as",
        ),
        CheckConstraint("(taken_at IS NULL) = (account_id IS NULL)", name="taken"),
        Index("ix_seats_of_account", "account_id", "ended_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    side: Mapped[str]
    works_as: Mapped[str]
    made_by: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    secret_hash: Mapped[bytes | None] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    taken_at: Mapped[datetime | None]
    feed_since: Mapped[datetime | None]
    waits_since: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    body: Mapped[bytes]


class FeedKey(Journaled, Base):
    """A key with which an account reads by a program: only its hash, at most 90 days (security R8).

    `household_id` is the organisation's; it reaches every seat of the account that has a feed.
    """

    __tablename__ = "feed_keys"
    __table_args__ = (Index("ix_feed_keys_of_account", "account_id", "ended_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    body: Mapped[bytes]


class Fetches(Base):
    """How often a key asked for one feed since the first time, an hour long at most.

    It belongs to no household and is no record of anybody: what a program was given is in the readings.
    """

    __tablename__ = "fetches"

    key: Mapped[bytes] = mapped_column(primary_key=True)
    began_at: Mapped[datetime]
    number: Mapped[int]


class Reading(Journaled, Base):
    """A professional was given something of a house: which kind, how, when, by which consent (NEN 7513).

    An answer that says "nothing changed" gives nothing, and is no reading. Kept for five years at least,
    also when its house is erased: so it hangs on no other row, and says itself as what they worked.
    """

    __tablename__ = "readings"
    __table_args__ = (
        CheckConstraint("how IN ('page', 'feed', 'report')", name="how"),
        Index("ix_readings_of_house", "household_id", "at"),
        Index("ix_readings_of_seat", "seat_id", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID]
    seat_id: Mapped[UUID]
    account_id: Mapped[UUID]
    sharing_id: Mapped[UUID]
    works_as: Mapped[str]
    what: Mapped[str]
    how: Mapped[str]
    at: Mapped[datetime]
