"""Counting a try before it is looked at, in one statement: of many at once no two are counted as one."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import case, delete, literal, or_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from api.core.columns import UtcTime
from api.core.db import EVERYWHERE
from api.core.errors import TooMany
from api.core.house import House
from api.people.throttle.model import Tries
from api.people.throttle.rules import MINUTE, Tap, wait
from i18n.marking import N_

TOO_OFTEN: Final = N_("Dit ging te vaak achter elkaar. Wacht 1 minuut en probeer het dan weer.")


def take(house: House, taps: Iterable[Tap], *, now: datetime) -> None:
    """Count a try for each of these; raises TooMany when it is one too many for any of them."""
    with house.db.writing(EVERYWHERE, by=None, now=now) as session:
        counted = [(tap, *_count(session, house, tap, now)) for tap in sorted(taps)]
    waits = [wait(began, now) for tap, number, began in counted if number > tap.most]
    if waits:
        raise TooMany(TOO_OFTEN, retry_after=max(waits))


def give_back(house: House, taps: Iterable[Tap], *, now: datetime) -> None:
    """It was right, so it was no guess: it does not count."""
    with house.db.writing(EVERYWHERE, by=None, now=now) as session:
        for tap in sorted(taps):
            mine = (Tries.key == tap.key, Tries.number > 0)
            session.execute(update(Tries).where(*mine).values(number=Tries.number - 1))


def sweep(house: House, now: datetime) -> None:
    """Forget the tries whose minute is over."""
    with house.db.writing(EVERYWHERE, by=None, now=now) as session:
        session.execute(delete(Tries).where(Tries.began_at < now - MINUTE))


def _count(session: Session, house: House, tap: Tap, now: datetime) -> tuple[int, datetime]:
    """Add one, or begin a new minute; a clock that was set back begins one as well."""
    insert = sqlite.insert if house.db.is_sqlite else postgresql.insert
    moment = literal(now, UtcTime())
    over = or_(Tries.began_at <= literal(now - MINUTE, UtcTime()), Tries.began_at > moment)
    statement = insert(Tries).values(key=tap.key, began_at=now, number=1)
    counted = statement.on_conflict_do_update(
        index_elements=[Tries.key],
        set_={
            "began_at": case((over, moment), else_=Tries.began_at),
            "number": case((over, 1), else_=Tries.number + 1),
        },
    ).returning(Tries.number, Tries.began_at)
    found = session.execute(counted).one()
    return found.number, found.began_at
