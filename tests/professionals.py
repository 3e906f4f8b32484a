"""Professionals in tests that are about something else: whoever reads in a house comes in by an account.

How a house knows them is a person of that house, who never comes in. `account_of` is who does.
"""

from uuid import UUID

from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.ids import new_id
from api.core.vault import Box
from api.people.model import Household, Person
from api.people.policy import Role
from api.people.professionals.model import Account, Seat
from api.people.queries import oneself


def account_of(house: House, person: UUID) -> UUID:
    """Whoever signs in for this person: for a professional their account, with a seat where the person is."""
    with house.db.reading(EVERYWHERE) as session:
        someone = session.get(Person, person)
        if someone is None or someone.role != Role.PROFESSIONAL or session.get(Account, person):
            return person
        seat = session.scalars(select(Seat.account_id).filter_by(person_id=person)).first()
        name = oneself(session, person).name
    return seat or _seated(house, person, name)


def _seated(house: House, person: UUID, name: str) -> UUID:
    from tests.sharing.seats import Seats  # noqa: PLC0415 - it builds on the world, which asks for this

    now = house.clock.now()
    account = Seats(house, now).account(name)
    with house.db.writing(EVERYWHERE, by=None, now=now) as session:
        someone = session.get_one(Person, person)
        home = session.get_one(Household, someone.household_id)
        seat = new_id()
        session.add(
            Seat(
                id=seat,
                household_id=home.id,
                account_id=account,
                person_id=person,
                side="a" if home.mode == "apart" else "both",
                works_as="casusregisseur",
                made_by=person,
                made_at=now,
                secret_hash=None,
                expires_at=now,
                taken_at=now,
                feed_since=None,
                ended_at=None,
                body=Box.of(session, home.id).lock_json("seats", "body", seat, {"name": name}),
            )
        )
    return account
