"""A message to try out: sent to oneself, and how long it took until a phone showed it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.people.policy import Viewer
from api.push import queue
from api.push.model import Delivery
from api.push.rules import Word


class State(StrEnum):
    """How far a try came."""

    NOWHERE = "nowhere"
    WAITS = "waits"
    SHOWN = "shown"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """A try of somebody; `seconds` from pressing the button until the first phone showed it."""

    state: State
    seconds: int = 0


def begin(session: Session, *, by: Viewer, given: UUID, now: datetime) -> UUID:
    """Send somebody a test on all their devices; return by what to ask after it. A form sent twice sends one."""
    about = uuid5(by.person, str(given))
    if result(session, by.person, about).state is not State.NOWHERE:
        return about
    queue.send(
        session, person=by.person, household=by.household, word=Word.TEST, about=about, now=now
    )
    return about


def result(session: Session, person: UUID, about: UUID) -> Try:
    """Say how one's own try goes; another's, or one that never was, went nowhere."""
    mine = select(Delivery).filter_by(person_id=person, about=about, word=Word.TEST)
    rows = session.scalars(mine).all()
    shown = [row.shown_at - row.made_at for row in rows if row.shown_at]
    if shown:
        return Try(state=State.SHOWN, seconds=max(0, round(min(shown).total_seconds())))
    if not rows:
        return Try(state=State.NOWHERE)
    failed = all(row.given_up_at for row in rows)
    return Try(state=State.FAILED if failed else State.WAITS)
