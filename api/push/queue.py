"""Knocking for somebody: a row for each of their devices, in the transaction of what it is about."""

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from api.push.adding import add
from api.push.model import Delivery
from api.push.queries import live, may_be_knocked_for
from api.push.rules import Word
from api.push.second.putting import put

BY_ANOTHER_WAY: Final = frozenset({Word.SIGNAL, Word.REMINDER})
PLAIN: Final = {"synchronize_session": False}


def send(
    session: Session,
    *,
    person: UUID,
    household: UUID,
    word: Word,
    about: UUID,
    now: datetime,
    only: UUID | None = None,
) -> int:
    """Knock for somebody on all their devices, or on the one of this subscription; return on how many.

    0 says that nobody hears it; a signal then takes the second way at once. A knock about the same thing
    that still waits is not doubled.
    """
    if not may_be_knocked_for(session, person, now):
        return 0
    devices = [each for each in live(session, person) if only in {None, each.id}]
    for each in devices:
        add(
            session,
            person=person,
            household=household,
            word=word,
            about=about,
            now=now,
            lane=each.origin,
            subscription=each.id,
        )
    if not devices and word in BY_ANOTHER_WAY:
        put(session, person=person, household=household, word=word, about=about, now=now)
    return len(devices)


def take_back(session: Session, *, about: UUID, people: Collection[UUID], now: datetime) -> None:
    """Knock no more for these about this one thing. What a push service has already cannot come back."""
    theirs = update(Delivery).where(*_waiting(about, people))
    session.execute(theirs.values(given_up_at=now), execution_options=PLAIN)


def still_waits(session: Session, *, about: UUID, people: Collection[UUID]) -> bool:
    """Say whether any of these would still be knocked for about this one thing."""
    theirs = select(Delivery.id).where(*_waiting(about, people)).limit(1)
    return session.scalars(theirs).first() is not None


def _waiting(about: UUID, people: Collection[UUID]) -> tuple[ColumnElement[bool], ...]:
    return (
        Delivery.about == about,
        Delivery.person_id.in_(people),
        Delivery.accepted_at.is_(None),
        Delivery.given_up_at.is_(None),
    )
