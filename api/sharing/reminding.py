"""Knocks when something is still to be answered, ends within a week, or ended. Each is told once.

Nothing here ends anything: a consent ends by the clock, whoever is told.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from api.core.db import EVERYWHERE
from api.core.each import for_each
from api.core.house import House
from api.people.consenting.ending import ask_no_more
from api.people.consenting.model import Sharing
from api.people.consenting.rules import REMINDED
from api.people.organisation.halted import stop_of
from api.sharing.telling import tell_asked, tell_ends, tell_over
from i18n.dates import AMSTERDAM

FIRST: Final = time(9)
LAST: Final = time(20)
# A worker that stood still tells it later; what ended longer ago is no news.
NEWS: Final = timedelta(days=7)


def remind_of_sharing(house: House, now: datetime) -> None:
    """Tell in each house what is due there, by day."""
    if not FIRST <= now.astimezone(AMSTERDAM).time() < LAST:
        return
    with house.db.reading(EVERYWHERE) as session:
        found = session.scalars(
            select(Sharing.household_id)
            .where(Sharing.until > now - NEWS)
            .where(or_(Sharing.ended_at.is_(None), Sharing.ended_at > now - NEWS))
            .distinct()
        ).all()
    for_each(found, lambda each: _remind(house, each, now), chore="remind_of_sharing")


def _remind(house: House, household: UUID, now: datetime) -> None:
    with house.db.writing(household, by=None, now=now) as session:
        if stop_of(session, household) is not None:
            return
        rows = session.scalars(
            select(Sharing)
            .where(Sharing.household_id == household, Sharing.until > now - NEWS)
            .order_by(Sharing.made_at, Sharing.id)
        ).all()
        for row in rows:
            _tell(session, row, rows, now)


def _tell(session: Session, row: Sharing, rows: Sequence[Sharing], now: datetime) -> None:
    if row.ended_at is None and now < row.until:
        tell_asked(session, row, now=now)
        if row.until - REMINDED <= now:
            tell_ends(session, row, now=now)
        return
    ask_no_more(session, row, now=now)
    over = min(row.ended_at or row.until, row.until)
    if over > now - NEWS and not _is_replaced(row, rows):
        tell_over(session, row, at=over - timedelta(microseconds=1), now=now)


def _is_replaced(row: Sharing, rows: Sequence[Sharing]) -> bool:
    """What another took the place of: of that one they hear already."""
    return any(each.seat_id == row.seat_id and each.made_at > row.made_at for each in rows)
