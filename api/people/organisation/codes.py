"""Each house has a code. One that did not begin on the organisation's page gets it from the worker."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.each import for_each
from api.core.house import House
from api.people.model import Household
from api.people.organisation.model import Listing, Organisation
from api.people.organisation.rules import fresh_code


def free_code(house: House) -> str:
    """Return a code that no house has."""
    with house.db.reading(EVERYWHERE) as session:
        return fresh_code(set(session.scalars(select(Listing.code))))


def give_codes(house: House, now: datetime) -> None:
    """Give every house that has none a code. The organisation itself gets none."""
    has_one = select(Listing.household_id).union(select(Organisation.household_id))
    without = select(Household.id).where(Household.id.not_in(has_one))
    with house.db.reading(EVERYWHERE) as session:
        found = session.scalars(without).all()
    for_each(found, lambda household: _give_code(house, household, now), chore="give_codes")


def _give_code(house: House, household: UUID, now: datetime) -> None:
    """Give one house a code, unless it got one meanwhile or was erased."""
    code = free_code(house)
    with house.db.writing(household, by=None, now=now) as session:
        is_there = session.get(Household, household) is not None
        if is_there and session.get(Listing, household) is None:
            session.add(Listing(household_id=household, code=code))
