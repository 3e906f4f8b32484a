"""Writing down that somebody looked."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from api.core.house import House
from api.core.ids import new_id
from api.people.ending import hold
from api.people.looking.model import Look
from api.people.looking.queries import written
from api.people.looking.rules import Seen, began, counts
from api.people.policy import Viewer
from i18n.dates import here


def write_down(house: House, *, by: Viewer, seen: Iterable[Seen], now: datetime) -> None:
    """Write down what of this is looking, unless it stands there since earlier today.

    Call it when it is known what the answer shows, and before it goes out: raises Busy or Full, and
    then nothing may be shown. It writes at the beginning of the day, so that the journal knows no
    hour either.
    """
    looked, day = counts(by, seen), here(now)
    if not looked:
        return
    with house.db.reading(by.household) as session:
        if looked <= written(session, by.person, day):
            return
    with house.db.writing(by.household, by=by.person, now=began(day)) as session:
        hold(session, by.person)  # of two pages at once the second one waits, and writes nothing
        _add(session, by, looked - written(session, by.person, day), now)


def _add(session: Session, by: Viewer, looked: Collection[Seen], now: datetime) -> None:
    for each in sorted(looked):
        session.add(
            Look(
                id=new_id(),
                household_id=by.household,
                person_id=by.person,
                whose_id=each.whose,
                what=each.what,
                day=here(now),
            )
        )
