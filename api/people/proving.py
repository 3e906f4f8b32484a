"""Giving one's own code or pictures once more, before something that only this person may do.

A try counts as it does at the door: ten wrong ones close this device's place, and nothing else.
"""

from datetime import datetime
from uuid import UUID

from api.core.errors import Invalid
from api.core.house import House
from api.people.devices import Guest, place_on
from api.people.entering import WRONG, count_try, people_on
from api.people.hashing import fits


def guest_here(house: House, *, device_token: str | None, person: UUID) -> Guest | None:
    """Return what this person gives on this device: a code, or so many pictures."""
    guests = people_on(house, device_token=device_token)
    return next((each for each in guests if each.person == person), None)


def prove(
    house: House, *, device_token: str | None, person: UUID, chosen: list[str], now: datetime
) -> None:
    """Raise Invalid unless this is the person's own code or pictures; Gone when tries have run out."""
    guest = guest_here(house, device_token=device_token, person=person)
    if guest is None or device_token is None:
        raise Invalid(WRONG, field="code")
    stored = count_try(house, device_token, guest, now)
    if not fits(stored, " ".join(chosen), house.secrets.pepper):
        raise Invalid(WRONG, field="code")
    with house.db.writing(guest.household, by=person, now=now) as session:
        place = place_on(session, device_token, person)
        place.wrong_tries, place.disabled_at = 0, None
