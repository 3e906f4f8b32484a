"""The tables of the household and its people.

Names and faces lie sealed in `body`; a state is a row with a since and an until, never a boolean.
Tokens, PINs and links are kept as hashes only: nothing in these tables can be used to come in.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, Journaled


class Household(Journaled, Base):
    """A household (huishouden), together or apart; body holds its name."""

    __tablename__ = "households"
    __table_args__ = (CheckConstraint("mode IN ('together', 'apart')", name="mode"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    mode: Mapped[str]
    opened_at: Mapped[datetime]
    body: Mapped[bytes]


class Person(Journaled, Base):
    """Someone of the household or of its circle; body holds name, called (oma Els) and face."""

    __tablename__ = "people"
    __table_args__ = (
        CheckConstraint(
            "role IN ('child', 'adult', 'circle', 'professional', 'host')", name="role"
        ),
        CheckConstraint("side IN ('a', 'b', 'both')", name="side"),
        CheckConstraint("ring IN ('all', 'part', 'none')", name="ring"),
        CheckConstraint("generation BETWEEN 1 AND 3", name="generation"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(ForeignKey("households.id"), index=True)
    role: Mapped[str]
    side: Mapped[str]
    ring: Mapped[str]
    generation: Mapped[int]
    born_year: Mapped[int | None]
    joined_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    body: Mapped[bytes]


class Duty(Journaled, Base):
    """An extra task of a person: chair (voorzitter) or plan_holder (planhouder)."""

    __tablename__ = "duties"
    __table_args__ = (CheckConstraint("kind IN ('chair', 'plan_holder')", name="kind"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    kind: Mapped[str]
    since: Mapped[datetime]
    until: Mapped[datetime | None]


class SafetyLink(Journaled, Base):
    """Who is the safety person (veiligheidspersoon) of whom; place 1 is the first, 2 the second."""

    __tablename__ = "safety_links"
    __table_args__ = (
        CheckConstraint("place IN (1, 2)", name="place"),
        CheckConstraint("ward_id <> person_id", name="not_oneself"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    ward_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    place: Mapped[int]
    since: Mapped[datetime]
    until: Mapped[datetime | None]


class Shield(Journaled, Base):
    """The shield list: nothing of the ward's own exists for the feared person."""

    __tablename__ = "shields"
    __table_args__ = (CheckConstraint("ward_id <> feared_id", name="not_oneself"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    ward_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    feared_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    since: Mapped[datetime]
    until: Mapped[datetime | None]


class Device(Base):
    """A phone, tablet or computer, known by the hash of its cookie. It belongs to no household.

    `own_since` says since when it is somebody's own phone that keeps the last pages.
    """

    __tablename__ = "devices"
    __table_args__ = (CheckConstraint("kind IN ('phone', 'tablet', 'computer')", name="kind"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    kind: Mapped[str]
    since: Mapped[datetime]
    own_since: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class Credential(Journaled, Base):
    """A person's place on a device: here they may come in with their PIN or pictures."""

    __tablename__ = "credentials"
    __table_args__ = (UniqueConstraint("device_id", "person_id", name="credential_once"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    device_id: Mapped[UUID] = mapped_column(ForeignKey("devices.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    since: Mapped[datetime]
    wrong_tries: Mapped[int]
    disabled_at: Mapped[datetime | None]


class Secret(Journaled, Base):
    """A person's PIN or pictures: Argon2id over an HMAC with the server's pepper."""

    __tablename__ = "secrets"
    __table_args__ = (CheckConstraint("kind IN ('pin', 'pictures')", name="kind"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    kind: Mapped[str]
    hash: Mapped[str]
    since: Mapped[datetime]


class SignIn(Base):
    """A signed-in browser. `used_at` is rounded to the day: the book keeps no 'last seen'.

    `hidden_at` says since when its page is out of sight, `proved_at` when the code was last given;
    `active_at` is kept only for who works here. `view` says what it shows, under a key that is not in
    the database (quiet/codes.py).
    """

    __tablename__ = "sign_ins"
    __table_args__ = (Index("ix_sign_ins_person", "person_id", "ended_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    device_id: Mapped[UUID] = mapped_column(ForeignKey("devices.id"))
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    began_at: Mapped[datetime]
    used_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]
    proved_at: Mapped[datetime | None]
    active_at: Mapped[datetime | None]
    view: Mapped[bytes]


class Invitation(Journaled, Base):
    """A link that lets one person in once; only the hash of its secret is kept."""

    __tablename__ = "invitations"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    secret_hash: Mapped[bytes] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class OwnNumber(Journaled, Base):
    """A telephone number that the household added itself; body holds name, number and when to call.

    `until` says since when it is no longer on the list; `place` is where it stands there.
    """

    __tablename__ = "own_numbers"
    __table_args__ = (CheckConstraint("side IN ('a', 'b', 'both')", name="side"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(index=True)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    side: Mapped[str]
    place: Mapped[int]
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    body: Mapped[bytes]
