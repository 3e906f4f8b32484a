"""Writing down that a professional was given something of a house (NEN 7513; security R8)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from api.core.house import House
from api.core.ids import new_id
from api.people.professionals.model import Reading
from api.people.professionals.queries import Reader

How = Literal["page", "feed", "report"]


def write_readings(
    house: House, readers: Iterable[tuple[Reader, str]], *, how: How, now: datetime
) -> None:
    """Write down who was given what kind; call it before the answer goes out.

    Raises Busy or Full, and then nothing may be shown. One transaction for each house.
    """
    for who, what in readers:
        with house.db.writing(who.seat.household, by=None, now=now) as session:
            _add(session, who, what, how, now)


def _add(session: Session, who: Reader, what: str, how: How, now: datetime) -> None:
    session.add(
        Reading(
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
    )
