"""What every request asks the database, put together once: putting it together costs more than the answer.

Each takes its values by name: a household, a person, a device, the hash of a token.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, select
from sqlalchemy.orm import InstrumentedAttribute

from api.people.apart.model import ApartSwitch
from api.people.going.model import Going
from api.people.model import Credential, Device, Duty, Person, SafetyLink, Shield, SignIn
from api.people.organisation.model import Halt
from api.people.policy import Role

HOME: Final[BindParameter[UUID]] = bindparam("household")
HOMES: Final[BindParameter[Any]] = bindparam("households", expanding=True)


class Asked(NamedTuple):
    """What is asked of a house, or of many at once: who is there, and how they stand to each other."""

    people: Select[Person]
    frozen: Select[UUID, datetime]
    duties: Select[Duty]
    links: Select[SafetyLink]
    shields: Select[Shield]
    goings: Select[Going]


def _asked(where: Callable[[InstrumentedAttribute[UUID]], ColumnElement[bool]]) -> Asked:
    """The same for one house and for many."""
    frozen = select(ApartSwitch.household_id, ApartSwitch.frozen_at).filter_by(done_at=None)
    return Asked(
        people=select(Person).where(where(Person.household_id)),
        frozen=frozen.where(where(ApartSwitch.household_id)),
        duties=select(Duty).filter_by(until=None).where(where(Duty.household_id)),
        links=select(SafetyLink).filter_by(until=None).where(where(SafetyLink.household_id)),
        shields=select(Shield).filter_by(until=None).where(where(Shield.household_id)),
        goings=select(Going).where(where(Going.household_id)),
    )


ADULTS: Final = select(Person.id, Person.side).filter_by(household_id=HOME, role=Role.ADULT)
OF_ONE: Final = _asked(lambda column: column == HOME)
OF_MANY: Final = _asked(lambda column: column.in_(HOMES))
# A sign-in with its device, and what its house stands still for.
SIGN_IN: Final = (
    select(SignIn, Device, Halt)
    .join(Device, Device.id == SignIn.device_id)
    .outerjoin(Halt, (Halt.household_id == SignIn.household_id) & Halt.ended_at.is_(None))
    .where(SignIn.ended_at.is_(None), Device.ended_at.is_(None))
    .where(SignIn.token_hash == bindparam("hash"))
)
OTHERS: Final = (
    select(Credential.id)
    .join(Person, Person.id == Credential.person_id)
    .where(Credential.device_id == bindparam("device"))
    .where(Credential.person_id != bindparam("person"))
    .where(Person.ended_at.is_(None))
    .limit(1)
)
