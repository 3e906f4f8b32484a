"""What the worker does for reachability: the weekly test, and telling at once who is out of reach."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid5

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from api.core.db import EVERYWHERE
from api.core.each import for_each
from api.core.house import House
from api.people.model import SafetyLink
from api.people.notices.actions import tell
from api.people.queries import viewer, viewers
from api.push import queue
from api.push.model import Delivery, Subscription
from api.push.queries import may_be_knocked_for
from api.push.reach import rules
from api.push.reach.model import Reach
from api.push.reach.queries import is_within_reach
from api.push.rules import Word
from api.push.second.model import SecondWay
from api.push.second.putting import put
from i18n.dates import here

AT_ONCE: Final = 200
LOST: Final = "out_of_reach"


def send_tests(house: House, now: datetime) -> None:
    """Send the weekly test to each device whose turn it is."""
    with house.db.reading(EVERYWHERE) as session:
        waiting = select(Subscription).where(Subscription.dead_at.is_(None))
        found = [
            (row.id, row.person_id, row.household_id)
            for row in session.scalars(waiting)
            if rules.is_test_due(device=row.id, tested_at=row.tested_at, since=row.since, now=now)
        ][:AT_ONCE]

    def send(one: tuple[UUID, UUID, UUID]) -> None:
        device, person, household = one
        about = uuid5(device, here(now).isoformat())
        with house.db.writing(household, by=None, now=now) as session:
            if session.scalars(select(Delivery.id).filter_by(about=about)).first() is None:
                facts: dict[str, Any] = {
                    "person": person,
                    "household": household,
                    "about": about,
                    "now": now,
                }
                queue.send(session, word=Word.TEST, only=device, **facts)

    for_each(found, send, chore="test")


def watch(house: House, now: datetime) -> None:
    """Tell who must know of a helper who could be reached until now. Each time once."""
    with house.db.reading(EVERYWHERE) as session:
        found = [
            (person, household)
            for person, household in session.execute(_helping()).all()
            if _has_changed(session, person, now)
        ]

    def note(one: tuple[UUID, UUID]) -> None:
        person, household = one
        with house.db.writing(household, by=None, now=now) as session:
            if _has_changed(session, person, now):
                _note(session, person, household, now)

    for_each(found, note, chore="reach")


def _helping() -> Select[UUID, UUID]:
    """Whoever helps a ward now, and is or was somewhere to be knocked for."""
    ways = (Subscription, SecondWay, Reach)
    somewhere = or_(*(SafetyLink.person_id.in_(select(way.person_id)) for way in ways))
    links = select(SafetyLink.person_id, SafetyLink.household_id)
    return links.where(SafetyLink.until.is_(None), somewhere).distinct()


def _has_changed(session: Session, person: UUID, now: datetime) -> bool:
    """Who is away, and a house that stands still, hears nothing for another reason: that is not told here."""
    if not may_be_knocked_for(session, person, now):
        return False
    kept = session.get(Reach, person)
    could = kept is not None and kept.lost_at is None
    return could != is_within_reach(session, person, now)


def _note(session: Session, person: UUID, household: UUID, now: datetime) -> None:
    kept = session.get(Reach, person)
    if kept is None:
        session.add(Reach(person_id=person, household_id=household, since=now, lost_at=None))
    elif kept.lost_at is not None:
        kept.lost_at = None
    else:
        kept.lost_at = now
        _tell(session, person, household, now)


def _tell(session: Session, person: UUID, household: UUID, now: datetime) -> None:
    helper = viewer(session, person)
    to = {each.person for each in viewers(session, household) if rules.is_told(each, helper, now)}
    tell(session, to=to, kind=LOST, about=person, now=now)
    news: dict[str, Any] = {"household": household, "word": Word.NEWS, "about": person, "now": now}
    for each in to - {person}:
        queue.send(session, person=each, **news)
    put(session, person=person, **news)
