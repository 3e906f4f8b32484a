"""Giving one's own code or pictures once more, before something that only this person may do.

A try counts as it does at the door: ten wrong ones close this device's place, and nothing else.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.house import House
from api.people.devices import Guest, Opened, open_sign_in, place_on
from api.people.entering import people_on, try_codes
from api.people.model import SignIn
from api.people.quiet.codes import Code, is_quiet, view_of
from api.people.staying.actions import check_open


def guest_here(house: House, *, device_token: str | None, person: UUID) -> Guest | None:
    """Return what this person gives on this device: a code, or so many pictures."""
    guests = people_on(house, device_token=device_token)
    return next((each for each in guests if each.person == person), None)


def prove(
    house: House,
    *,
    device_token: str | None,
    person: UUID,
    sign_in: UUID,
    chosen: list[str],
    now: datetime,
) -> Opened | None:
    """Say once more who one is. Raises Invalid for a wrong code, Gone when tries have run out,
    NotHere on a device without a place.

    The quiet code ends a sign-in that shows everything: another one, that shows little, is returned.
    The other way round nothing opens: who wants to see everything comes in anew.
    """
    device_token, guest, _codes, code = try_codes(house, device_token, person, chosen, now)
    with house.db.writing(guest.household, by=person, now=now) as session:
        place = place_on(session, device_token, person)
        place.wrong_tries, place.disabled_at = 0, None
        pepper = house.secrets.pepper
        return go_on(session, sign_in, device_token, guest, code=code, pepper=pepper, now=now)


def go_on(
    session: Session,
    sign_in: UUID,
    device_token: str,
    guest: Guest,
    *,
    code: Code,
    pepper: bytes,
    now: datetime,
) -> Opened | None:
    """Go on where one proved who one is, or with the quiet code on another screen that shows little.

    Raises SignInFirst when the screen was ended meanwhile.
    """
    check_open(session, sign_in)
    row = session.get_one(SignIn, sign_in)
    row.proved_at = now
    if code is Code.WHOLE or is_quiet(row, pepper):
        return None
    row.ended_at = now
    view = view_of(code, pepper)
    return open_sign_in(session, row.device_id, device_token, guest, now, view=view)
