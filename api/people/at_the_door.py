"""Whom a device names at its door, and how whoever it does not name comes in all the same.

A tablet that travels between two homes must not tell the one home who has an account in the other.
So a list holds only people who may know each other, and whoever lives on one side is on none. The
page is the same where nobody has a place and where nobody is named. Coming in by name tells
nothing: unknown, wrong and closed are one answer, as slow.
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
from api.people.model import Device
from api.people.policy import Role, Viewer, sees_member
from api.people.quiet.codes import try_in_vain

# A professional reads on a device of their own.
OWN_PEOPLE = frozenset({Role.ADULT, Role.CIRCLE})


@dataclass(frozen=True, slots=True)
class Doorstep:
    """All who may come in on a device, and those of them that its door names."""

    everybody: Sequence[Guest]
    named: Sequence[Guest]


def doorstep(house: House, *, device_token: str | None) -> Doorstep:
    """Return who may come in here and who is named. Never show anything of the others."""
    everybody = people_on(house, device_token=device_token)
    with house.db.reading(EVERYWHERE) as session:
        here = [queries.viewer(session, guest.person) for guest in everybody]
    named = {each.person for each in named_of(here)}
    if everybody and everybody[0].keyed:
        # It was theirs before anybody else came, and they have no name to come in by.
        named.add(everybody[0].person)
    return Doorstep(everybody, [guest for guest in everybody if guest.person in named])


def named_of(here: Sequence[Viewer]) -> list[Viewer]:
    """Return whom a device with all these people on it names; ``here`` begins with who came first.

    Nobody's coming may take another's name away, for that would tell that somebody came. So who has
    a side is named nowhere, on an own phone neither; of two households one is named; and a grown-up
    only where all who stand there already may know of them. A child has no other way in than this
    list: of two households with children the first child's is named.
    """
    children = [each for each in here if each.role is Role.CHILD]
    others = [each for each in here if each.role in OWN_PEOPLE and not each.stands_apart]
    named = [each for each in children if each.household == children[0].household]
    home = next((each.household for each in (*named, *others)), None)
    for each in others:
        if each.household == home and all(_know_each_other(each, other) for other in named):
            named.append(each)
    return named


def _know_each_other(one: Viewer, other: Viewer) -> bool:
    return sees_member(one, other) and sees_member(other, one)


def sign_in_by_name(
    house: House,
    *,
    device_token: str | None,
    name: str,
    code: str,
    now: datetime,
    held: str | None = None,
) -> Opened:
    """Sign in with a name and a PIN; what is wrong with them is not told, not even by the clock."""
    here = doorstep(house, device_token=device_token)
    guest = _called(house, here, name)
    if guest is not None:
        with suppress(Gone, NotHere):
            return sign_in(
                house,
                device_token=device_token,
                person=guest.person,
                chosen=[code],
                now=now,
                held=held,
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
    with house.db.reading(EVERYWHERE) as session:
        device = known_device(session, device_token)
    if device is None:
        # Nobody ever came in with this browser, and it holds no cookie: there is nothing to hide.
        return
    with house.db.writing(EVERYWHERE, by=None, now=now) as session:
        same = update(Device).where(Device.id == device.id).values(kind=Device.kind)
        session.execute(same)
    try_in_vain(code, house.secrets.pepper)
