"""What every request asks the database, put together once: putting it together costs more than the answer.

Each takes its values by name: a household, a person, a device, the hash of a token.
"""

from typing import Final
from uuid import UUID

from sqlalchemy import BindParameter, bindparam, select

from api.people.apart.model import ApartSwitch
from api.people.going.model import Going
from api.people.model import Credential, Device, Duty, Person, SafetyLink, Shield, SignIn
from api.people.organisation.model import Halt
from api.people.policy import Role

HOME: Final[BindParameter[UUID]] = bindparam("household")

ADULTS: Final = select(Person.id, Person.side).filter_by(household_id=HOME, role=Role.ADULT)
FROZEN: Final = select(ApartSwitch.frozen_at).filter_by(household_id=HOME, done_at=None)
DUTIES: Final = select(Duty).filter_by(household_id=HOME, until=None)
LINKS: Final = select(SafetyLink).filter_by(household_id=HOME, until=None)
SHIELDS: Final = select(Shield).filter_by(household_id=HOME, until=None)
GOINGS: Final = select(Going).filter_by(household_id=HOME)
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
