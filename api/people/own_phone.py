"""What a person decides about the phone in their hand: may it keep the last pages, is it to be forgotten.

Forgetting a phone closes it for everybody who has a place on it; what they wrote is not touched.
"""

from datetime import datetime
from uuid import UUID

from api.core.house import House
from api.people.model import Device
from api.people.policy import Viewer


def keep_pages(house: House, *, by: Viewer, device: UUID, keep: bool, now: datetime) -> None:
    """Say that this is one's own phone, which keeps the last pages, or that it is not. Said twice, the same."""
    with house.db.writing(by.household, by=by.person, now=now) as session:
        phone = session.get_one(Device, device)
        phone.own_since = (phone.own_since or now) if keep else None


def forget_phone(house: House, *, by: Viewer, device: UUID, now: datetime) -> None:
    """End this device: every sign-in on it and every place to come in, at once."""
    with house.db.writing(by.household, by=by.person, now=now) as session:
        phone = session.get_one(Device, device)
        phone.ended_at = phone.ended_at or now
