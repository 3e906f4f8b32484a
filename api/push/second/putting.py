"""Taking the second way: where a phone cannot be knocked on, or stays silent after a signal."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from api.core.db import EVERYWHERE
from api.core.each import for_each
from api.core.house import House
from api.push.adding import add
from api.push.model import Delivery
from api.push.queries import may_be_knocked_for
from api.push.rules import SECOND, Word
from api.push.second import rules
from api.push.second.model import SecondWay

Silent = tuple[UUID, UUID, UUID]


def put(
    session: Session, *, person: UUID, household: UUID, word: Word, about: UUID, now: datetime
) -> int:
    """Send the sentence by every proved way of somebody, in this transaction; return by how many.

    Put twice for the same thing while it still waits, it goes once.
    """
    if not may_be_knocked_for(session, person, now):
        return 0
    proved = (
        select(SecondWay).filter_by(person_id=person).where(SecondWay.confirmed_at.is_not(None))
    )
    found = session.scalars(proved).all()
    for way in found:
        add(
            session,
            person=person,
            household=household,
            word=word,
            about=about,
            now=now,
            lane=way.kind,
            channel=SECOND,
        )
    return len(found)


def due(house: House, now: datetime) -> None:
    """Take the second way for every signal that no phone of its person showed. Each once."""
    with house.db.reading(EVERYWHERE) as session:
        found = _silent(session, now)

    def take(one: Silent) -> None:
        household, person, about = one
        with house.db.writing(household, by=None, now=now) as session:
            facts: dict[str, Any] = {
                "person": person,
                "household": household,
                "about": about,
                "now": now,
            }
            if not _was_put(session, person, about):
                put(session, word=Word.SIGNAL, **facts)

    for_each(found, take, chore="second")


def _silent(session: Session, now: datetime) -> Sequence[Silent]:
    """Return what nobody's phone showed in time, of people who have a second way, and was not put yet."""
    recent = (
        select(Delivery)
        .where(Delivery.word == Word.SIGNAL, Delivery.made_at > now - rules.LATEST)
        .where(Delivery.person_id.in_(_with_a_way()))
        .order_by(Delivery.person_id, Delivery.about)
    )
    rows = session.scalars(recent).all()
    return [
        (together[0].household_id, person, about)
        for (person, about), found in groupby(rows, key=lambda row: (row.person_id, row.about))
        if _stays_silent(together := list(found), now)
    ]


def _with_a_way() -> Select[UUID]:
    return select(SecondWay.person_id).where(SecondWay.confirmed_at.is_not(None))


def _stays_silent(rows: Sequence[Delivery], now: datetime) -> bool:
    if any(row.channel == SECOND for row in rows):
        return False
    return rules.is_silent(
        shown=any(row.shown_at or row.opened_at for row in rows),
        given_up=all(row.given_up_at for row in rows),
        first_made_at=min(row.made_at for row in rows),
        now=now,
    )


def _was_put(session: Session, person: UUID, about: UUID) -> bool:
    """Ask it again where it is written: another worker may have done it."""
    again = select(Delivery.id).filter_by(person_id=person, about=about, channel=SECOND)
    return session.scalars(again.limit(1)).first() is not None
