"""Who asked for company hears who comes, as long as the question is one that they may see."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.people.notices.actions import tell
from api.people.notices.queries import may_be_told
from api.people.policy import Viewer
from api.people.queries import viewer
from api.push.queue import send
from api.push.rules import Word
from api.resilience.asked import Goes, chosen_of, may_see
from api.resilience.model import WeekAsk


def let_go(session: Session, row: WeekAsk, found: Goes, by: Viewer, now: datetime) -> None:
    """Who said yes does not come after all; it is open again."""
    found.along.ended_at = found.activity.ended_at = now
    tell_asker(session, row, "week_no", by, now)


def tell_asker(session: Session, row: WeekAsk, kind: str, by: Viewer, now: datetime) -> None:
    """Tell who asked, and knock; nobody who may not see the question any more, nor who this person is."""
    asker = viewer(session, row.by_id)
    hears = asker.person != by.person and may_see(session, asker, row, chosen_of(session, row))
    if hears and may_be_told(session, asker, kind, by.person, now):
        values = {"day": row.day.isoformat()} | ({"shut": "ja"} if row.withdrawn_at else {})
        tell(session, to={row.by_id}, kind=kind, about=by.person, now=now, values=values)
        knock(session, row, row.by_id, now)
    session.flush()


def knock(session: Session, row: WeekAsk, person: UUID, now: datetime) -> None:
    """Somebody who was asked by name, or who asked, is knocked for; never the whole circle at once."""
    send(
        session,
        person=person,
        household=row.household_id,
        word=Word.NEWS,
        about=row.id,
        now=now,
    )
