"""Turning finger or face on and off, on the phone in one's hand."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.core.house import House
from api.people.devices import has_other_devices, place_on
from api.people.model import Device
from api.people.notices.actions import tell
from api.people.passkeys import ceremony
from api.people.passkeys.asking import answered, ask
from api.people.passkeys.ending import end_passkeys
from api.people.passkeys.keeping import keep
from api.people.passkeys.queries import Spot, spot_for
from api.people.policy import Role, Viewer
from api.people.queries import UNKNOWN
from api.people.staying.actions import check_open


def ask_to_keep(
    house: House, *, by: Viewer, device_token: str | None, called: str, now: datetime
) -> str:
    """Return what asks this phone to make a passkey; raises NotHere for whom, or where, it cannot be."""
    spot = _own_spot(house, by, device_token)
    challenge = ask(house, spot, device_token=device_token, what_for="keep", now=now)
    handle = ceremony.handle_of(house.secrets.pepper, spot.place)
    return ceremony.options_to_keep(spot.site, challenge=challenge, called=called, handle=handle)


def turn_on(
    house: House,
    *,
    by: Viewer,
    sign_in: UUID,
    device_token: str | None,
    answer: str,
    now: datetime,
) -> None:
    """Keep what the phone made, in place of the one before, and tell the person on their other devices.

    Only for who proved a moment ago who they are. Raises Invalid for what the phone did not sign as
    it should, NotHere where it cannot be, SignInFirst when the screen was ended meanwhile.
    """
    spot = _own_spot(house, by, device_token)
    challenge = answered(house, spot, answer=answer, what_for="keep", now=now)
    key = ceremony.read_new(spot.site, answer=answer, challenge=challenge)
    with house.db.writing(by.household, by=by.person, now=now) as session:
        check_open(session, sign_in)
        place_on(session, device_token or "", by.person)
        end_passkeys(session, person=by.person, on=spot.device)
        mine = {"household": by.household, "person": by.person, "device": spot.device}
        keep(session, key, now=now, **mine)
        if has_other_devices(session, by.person, spot.device):
            _tell(session, by.person, spot.device, now)


def turn_off(house: House, *, by: Viewer, device: UUID, now: datetime) -> None:
    """Forget the passkey of this phone. Twice is once."""
    with house.db.writing(by.household, by=by.person, now=now) as session:
        end_passkeys(session, person=by.person, on=device)


def _own_spot(house: House, by: Viewer, device_token: str | None) -> Spot:
    """A professional makes one by a link alone, for with each new one their houses are told."""
    if by.role is Role.PROFESSIONAL:
        raise NotHere(UNKNOWN)
    return spot_for(house, device_token=device_token, person=by.person)


def _tell(session: Session, person: UUID, device: UUID, now: datetime) -> None:
    values = {"device": session.get_one(Device, device).kind}
    tell(
        session,
        to={person},
        kind="passkey_on",
        about=person,
        now=now,
        values=values,
        not_on=device,
    )
