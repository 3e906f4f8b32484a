"""Writing down that a professional was given something of a house (NEN 7513; security R8)."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final, Literal

from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.ids import new_id
from api.people.professionals.model import Reading
from api.people.professionals.queries import Reader

How = Literal["page", "feed", "report"]
# That there is something new in a house: the list of houses shows it.
OVERVIEW: Final = "overview"
# Who turns pages reads once.
ONCE_IN: Final = timedelta(minutes=15)

Given = Sequence[tuple[Reader, str]]


def write_readings(
    house: House, readers: Iterable[tuple[Reader, str]], *, how: How, now: datetime
) -> None:
    """Write down who was given what kind; call it before the answer goes out.

    Raises Busy or Full, and then nothing may be shown. The same page of the same sharing again within a
    quarter of an hour is one reading. All of one answer goes in one transaction.
    """
    given = list(readers)
    if how == "page" and given:
        given = _not_yet(house, given, now)
    households = {who.seat.household for who, _ in given}
    if households:
        scope = households.pop() if len(households) == 1 else EVERYWHERE
        with house.db.writing(scope, by=None, now=now) as session:
            session.add_all(_reading(who, what, how, now) for who, what in given)


def _not_yet(house: House, given: Given, now: datetime) -> list[tuple[Reader, str]]:
    lately = select(Reading.seat_id, Reading.sharing_id, Reading.what).where(
        Reading.seat_id.in_({who.seat.id for who, _ in given}),
        Reading.how == "page",
        Reading.at > now - ONCE_IN,
        Reading.at <= now,
    )
    with house.db.reading(EVERYWHERE) as session:
        written = {tuple(row) for row in session.execute(lately)}
    return [(who, what) for who, what in given if (who.seat.id, who.shared.id, what) not in written]


def _reading(who: Reader, what: str, how: How, now: datetime) -> Reading:
    return Reading(
        id=new_id(),
        household_id=who.seat.household,
        seat_id=who.seat.id,
        account_id=who.seat.account,
        sharing_id=who.shared.id,
        works_as=who.seat.works_as,
        what=what,
        how=how,
        at=now,
    )
