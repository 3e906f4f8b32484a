"""Knocking for somebody: a row for each of their devices, in the transaction of what it is about."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.ids import new_id
from api.push.adding import add
from api.push.model import Delivery
from api.push.queries import live, may_be_knocked_for
from api.push.rules import SECOND, Word
from api.push.second.putting import put

BY_ANOTHER_WAY: Final = frozenset({Word.SIGNAL, Word.REMINDER})


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
    """Knock no more for these about this one thing. What a push service has already cannot come back.

    A second way that is written down as given up is one that is not taken any more either.
    """
    rows = _rows(session, about, people)
    for row in rows:
        if row.accepted_at is None and row.given_up_at is None:
            row.given_up_at = now
    session.flush()
    done = {row.person_id for row in rows if row.channel == SECOND}
    for row in {each.person_id: each for each in rows if each.person_id not in done}.values():
        session.add(_not_taken(row, now))
    session.flush()


def still_waits(session: Session, *, about: UUID, people: Collection[UUID]) -> bool:
    """Say whether any of these would still be knocked for about this one thing, by whatever way."""
    rows = _rows(session, about, people)
    done = {row.person_id for row in rows if row.channel == SECOND}
    return any(
        row.person_id not in done or (row.accepted_at is None and row.given_up_at is None)
        for row in rows
    )


def _rows(session: Session, about: UUID, people: Collection[UUID]) -> Sequence[Delivery]:
    mine = select(Delivery).where(Delivery.about == about, Delivery.person_id.in_(people))
    return session.scalars(mine).all()


def _not_taken(row: Delivery, now: datetime) -> Delivery:
    return Delivery(
        id=new_id(),
        household_id=row.household_id,
        person_id=row.person_id,
        subscription_id=None,
        channel=SECOND,
        lane=row.lane,
        word=row.word,
        rank=row.rank,
        about=row.about,
        made_at=now,
        due_at=now,
        until=now,
        tries=0,
        given_up_at=now,
    )
