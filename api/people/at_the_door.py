"""Whom a device names at its door, and how whoever it does not name comes in all the same.

A tablet that travels between two homes must not tell the one home who has an account in the other.
So a list holds only people who may know each other, and whoever lives on one side is on none that
others can see. Coming in by name tells nothing: unknown, wrong and closed are one answer, as slow.
"""

import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from api.core.db import EVERYWHERE
from api.core.errors import Gone, Invalid, NotHere
from api.core.house import House
from api.people import queries
from api.people.devices import Guest, Opened, known_device
from api.people.entering import WRONG, people_on, sign_in
from api.people.hashing import hashed
from api.people.model import Device
from api.people.policy import Role, Side, Viewer, sees_member


@dataclass(frozen=True, slots=True)
class Doorstep:
    """All who may come in on a device, and those of them that its door names."""

    everybody: Sequence[Guest]
    named: Sequence[Guest]


def doorstep(house: House, *, device_token: str | None) -> Doorstep:
    """Return who may come in here and who is named. Never show anything of the others."""
    everybody = people_on(house, device_token=device_token)
    with house.db.reading(EVERYWHERE) as session:
        device = known_device(session, device_token)
        here = [queries.viewer(session, guest.person) for guest in everybody]
    own = device is not None and device.own_since is not None and len(here) == 1
    named = {each.person for each in here if may_be_named(each, here, own=own)}
    return Doorstep(everybody, [guest for guest in everybody if guest.person in named])


def may_be_named(one: Viewer, here: Sequence[Viewer], *, own: bool) -> bool:
    """Say whether a device with all these people on it may name this one.

    Whether somebody hidden is here must not change the answer for a side: else the own name going
    from the list would tell it. A child has no other way in than the list, so no grown-up who comes
    may take it away; of two households the first child stays.
    """
    if one.role is Role.CHILD:
        first = next(each for each in here if each.role is Role.CHILD)
        return one.household == first.household
    if one.side is not Side.BOTH:
        return own
    others = [each for each in here if each.person != one.person]
    return all(sees_member(one, each) and sees_member(each, one) for each in others)


def sign_in_by_name(
    house: House, *, device_token: str | None, name: str, code: str, now: datetime
) -> Opened:
    """Sign in with a name and a PIN; what is wrong with them is not told, not even by the clock."""
    here = doorstep(house, device_token=device_token)
    if not here.everybody:
        raise NotHere(queries.UNKNOWN)
    guest = _called(house, here, name)
    if guest is not None:
        with suppress(Gone, NotHere):
            return sign_in(
                house, device_token=device_token, person=guest.person, chosen=[code], now=now
            )
    _try_in_vain(house, device_token, code, now)
    raise Invalid(WRONG, field="code")


def _called(house: House, here: Doorstep, name: str) -> Guest | None:
    """Return whom the name means; of two the one that is not named, then the one here longest."""
    wanted = _plain(name)
    with house.db.reading(EVERYWHERE) as session:
        found = [
            guest
            for guest in here.everybody
            if wanted in _names_of(session, guest) and not guest.pictures
        ]
    return next(iter(sorted(found, key=lambda guest: guest in here.named)), None)


def _names_of(session: Session, guest: Guest) -> set[str]:
    someone = queries.oneself(session, guest.person)
    return {_plain(someone.name), _plain(someone.called)}


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _try_in_vain(house: House, device_token: str | None, code: str, now: datetime) -> None:
    """Take as long as a try that counts: a write that changes nothing, and the slow hash."""
    with house.db.writing(EVERYWHERE, by=None, now=now) as session:
        device = known_device(session, device_token)
        if device is not None:
            same = update(Device).where(Device.id == device.id).values(kind=Device.kind)
            session.execute(same)
    hashed(code, house.secrets.pepper)
