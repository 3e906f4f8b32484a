"""Telling that somebody came in on another device (security R16)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.people.devices import has_other_devices
from api.people.model import Device
from api.people.notices.actions import tell
from api.people.queries import viewer


def tell_of_new_device(session: Session, person: UUID, device: UUID, now: datetime) -> None:
    """Tell the person on their other devices, and their safety people: both may say "not me"."""
    if not has_other_devices(session, person, device):
        return
    mine = viewer(session, person)
    told = {person, *mine.safety_people}
    kind = session.get_one(Device, device).kind
    values = {"device": kind}
    tell(session, to=told, kind="new_device", about=person, now=now, values=values, not_on=device)
