"""Keys with which an account reads by a program of its own (security R8).

A key is 256 random bits that are shown once; only its hash is kept. It opens nothing by itself: at each
request the seats and the consents of that moment decide what it reads.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from api.core.errors import Invalid, NotHere
from api.core.ids import digest, is_token, token
from api.core.vault import Box
from api.people.model import Person
from api.people.policy import Viewer
from api.people.professionals.model import Account, FeedKey
from api.people.professionals.queries import is_account
from api.people.professionals.rules import KEY_LASTS
from api.people.queries import UNKNOWN
from i18n.marking import N_

MOST_KEYS: Final = 10
LONGEST_NAME: Final = 60
DAYS: Final = (30, 60, 90)
NO_NAME: Final = N_("Geef de sleutel een naam.")
NO_END: Final = N_("Een sleutel werkt hooguit 90 dagen.")
ENOUGH: Final = N_("Je hebt al 10 sleutels. Haal er eerst 1 weg.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key that works now, and whose it is."""

    id: UUID
    account: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyView:
    """A key as its owner sees it. The token itself stands nowhere."""

    id: UUID
    name: str
    made_at: datetime
    expires_at: datetime


def make(session: Session, *, by: Viewer, key: UUID, name: str, days: int, now: datetime) -> str:
    """Make a key for oneself; return its token, which nobody can show again. Raises NotHere or Invalid.

    Sent twice the second one raises Invalid: its token is gone, and another key would stay unseen.
    """
    if not is_account(session, by.person):
        raise NotHere(UNKNOWN)
    called = name.strip()[:LONGEST_NAME]
    if not called or session.get(FeedKey, key) is not None:
        raise Invalid(NO_NAME, field="name")
    if not timedelta(0) < timedelta(days=days) <= KEY_LASTS:
        raise Invalid(NO_END, field="days")
    if len(_working(session, by.person, now)) >= MOST_KEYS:
        raise Invalid(ENOUGH)
    secret = token()
    body = Box.of(session, by.household).lock_json("feed_keys", "body", key, {"name": called})
    session.add(
        FeedKey(
            id=key,
            household_id=by.household,
            account_id=by.person,
            token_hash=digest(secret),
            made_at=now,
            expires_at=now + timedelta(days=days),
            ended_at=None,
            body=body,
        )
    )
    session.flush()
    return secret


def end(session: Session, *, by: Viewer, key: UUID, now: datetime) -> None:
    """End a key of one's own, from the next request on. Raises NotHere; twice is once."""
    row = session.get(FeedKey, key, with_for_update=True)
    if row is None or row.account_id != by.person:
        raise NotHere(UNKNOWN)
    row.ended_at = row.ended_at or now
    session.flush()


def mine(session: Session, account: UUID, now: datetime) -> Sequence[KeyView]:
    """Return the keys of an account that work now, the newest first."""
    return [
        KeyView(
            id=row.id,
            name=name_of(session, row),
            made_at=row.made_at,
            expires_at=row.expires_at,
        )
        for row in _working(session, account, now)
    ]


def find(session: Session, secret: str, now: datetime) -> Key | None:
    """Return the key of a token that works now; None for all others, whatever is wrong with them."""
    if not is_token(secret):
        return None
    # With whose it is, so that asking whether they are still here asks the database nothing.
    whose = (
        select(FeedKey, Account, Person)
        .join(Account, Account.person_id == FeedKey.account_id)
        .join(Person, Person.id == FeedKey.account_id)
    )
    found = session.execute(whose.where(FeedKey.token_hash == digest(secret))).first()
    row = found[0] if found else None
    if row is None or row.ended_at is not None or not row.made_at <= now < row.expires_at:
        return None
    if not is_account(session, row.account_id):
        return None
    return Key(id=row.id, account=row.account_id)


def name_of(session: Session, row: FeedKey) -> str:
    """Return what its owner called a key."""
    box = Box.of(session, row.household_id)
    return str(box.open_json("feed_keys", "body", row.id, row.body)["name"])


def _working(session: Session, account: UUID, now: datetime) -> Sequence[FeedKey]:
    rows = select(FeedKey).filter_by(account_id=account, ended_at=None)
    rows = rows.where(FeedKey.expires_at > now).order_by(FeedKey.made_at.desc(), FeedKey.id)
    return session.scalars(rows.options(defer(FeedKey.token_hash))).all()
