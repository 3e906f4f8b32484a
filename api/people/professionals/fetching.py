"""How often a key may ask for one feed: counted in our own table, so that all processes count together.

Each fetch counts before it is looked at, in one statement; an answer that says "nothing new" as well.
"""

import hashlib
import hmac
from datetime import datetime, timedelta
from math import ceil
from typing import Final
from uuid import UUID

from sqlalchemy import case, delete, literal, or_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from api.core.columns import UtcTime
from api.core.db import EVERYWHERE
from api.core.errors import TooMany
from api.core.house import House
from api.people.professionals.model import Fetches
from i18n.marking import N_

HOUR: Final = timedelta(hours=1)
MOST: Final = 60
TOO_OFTEN: Final = N_("Dit programma vraagt te vaak. Het kan later weer.")


def count_fetch(house: House, *, key: UUID, feed: str, now: datetime) -> None:
    """Count a fetch of this feed by this key; raises TooMany for the 61st within an hour."""
    place = hmac.digest(house.secrets.pepper, f"fetch\0{key}\0{feed}".encode(), hashlib.sha256)
    with house.db.writing(EVERYWHERE, by=None, now=now) as session:
        number, began = _count(session, house, place, now)
    if number > MOST:
        left = (began + HOUR - now).total_seconds()
        raise TooMany(TOO_OFTEN, retry_after=min(max(ceil(left), 1), 3600))


def sweep(house: House, now: datetime) -> None:
    """Forget the counts whose hour is over."""
    with house.db.writing(EVERYWHERE, by=None, now=now) as session:
        session.execute(delete(Fetches).where(Fetches.began_at < now - HOUR))


def _count(session: Session, house: House, key: bytes, now: datetime) -> tuple[int, datetime]:
    """Add one, or begin a new hour; a clock that was set back begins one as well."""
    insert = sqlite.insert if house.db.is_sqlite else postgresql.insert
    moment = literal(now, UtcTime())
    past = literal(now - HOUR, UtcTime())
    over = or_(Fetches.began_at <= past, Fetches.began_at > moment)
    statement = insert(Fetches).values(key=key, began_at=now, number=1)
    counted = statement.on_conflict_do_update(
        index_elements=[Fetches.key],
        set_={
            "began_at": case((over, moment), else_=Fetches.began_at),
            "number": case((over, 1), else_=Fetches.number + 1),
        },
    ).returning(Fetches.number, Fetches.began_at)
    found = session.execute(counted).one()
    return found.number, found.began_at
