"""That there was a signal, and whether somebody went: all that who reads along by consent learns of it.

No thing, no place, no name and no hour. A day that is not over yet is left out, so that nobody can
tell how fast somebody came, and nobody takes this for a watch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from api.people.looking.rules import began
from api.people.model import Person
from api.people.policy import Item, Side, Verb, Viewer, may
from api.safe_object.model import Answer, Signal
from api.safe_object.words import Kind
from i18n.dates import here

WENT: Final = frozenset({Kind.GO, Kind.SEEN})
MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Fact:
    """There was a signal on this day; ``went``: somebody said that they went, or saw who gave it."""

    day: date
    went: bool


def facts(
    session: Session, viewer: Viewer, now: datetime, *, since: date | None = None
) -> Sequence[Fact]:
    """Return the signals of days that are over, the newest day first. What was practice is none."""
    real = or_(Signal.practice_since.is_(None), Signal.real_since.is_not(None))
    query = (
        select(Signal, Person.side)
        .join(Person, Person.id == Signal.ward_id)
        .where(Signal.household_id == viewer.household, real, Signal.came_at < began(here(now)))
    )
    if since is not None:
        query = query.where(Signal.came_at >= began(since))
    rows = session.execute(query.order_by(Signal.came_at.desc())).all()
    seen = [row for row, side in rows if may(viewer, Verb.SEE, fact_item(row, Side(side)))][:MOST]
    ids = [row.id for row in seen]
    answered = select(Answer.signal_id).where(Answer.signal_id.in_(ids), Answer.kind.in_(WENT))
    went = set(session.scalars(answered))
    told = [Fact(here(row.came_at), row.id in went) for row in seen]
    return sorted(told, key=lambda each: (-each.day.toordinal(), each.went))


def fact_item(signal: Signal, side: Side) -> Item:
    """Return that there was a signal as the policy sees it: the own thing of who gave it."""
    return Item(
        kind="signal_fact",
        household=signal.household_id,
        author=signal.ward_id,
        ward=signal.ward_id,
        shared_at=signal.came_at,
        side=side,
    )
