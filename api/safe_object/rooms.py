"""Whose room opens on which device. It opens without a code: a child that is afraid has no time for one.

A place on the device is enough, also one that is closed after too many wrong tries: else whoever types
wrong codes on purpose would silence a child. Nothing else opens by it, and who is away, gone, or of a
house that stands still has no room, in the same words as somebody who never was.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.db import EVERYWHERE
from api.core.errors import NotHere
from api.core.house import House
from api.people.at_the_door import named_of
from api.people.devices import known_device
from api.people.model import Credential
from api.people.organisation.halted import stop_of
from api.people.policy import Viewer, is_away
from api.people.queries import UNKNOWN, Member, oneself, viewer
from api.safe_object.things import has_room


def rooms_here(house: House, *, device_token: str | None, now: datetime) -> Sequence[Member]:
    """Return whose rooms this device names, as its door does."""
    with house.db.reading(EVERYWHERE) as session:
        named = named_of(_people_on(session, device_token))
        return [oneself(session, each.person) for each in named if _is_open(session, each, now)]


def room_of(
    house: House, *, ward: UUID, me: UUID | None, device_token: str | None, now: datetime
) -> Viewer:
    """Return whose room this is: of who is signed in, locked or not, or one that this device names.

    Raises NotHere.
    """
    with house.db.reading(EVERYWHERE) as session:
        if me == ward:
            found = [viewer(session, ward)]
        else:
            found = [
                each for each in named_of(_people_on(session, device_token)) if each.person == ward
            ]
        if not found or not _is_open(session, found[0], now):
            raise NotHere(UNKNOWN)
        return found[0]


def wards_here(session: Session, *, me: UUID | None, device_token: str | None) -> Sequence[Viewer]:
    """Return everybody whose moves this browser may bring, named or not; ask it in a session of everywhere.

    What somebody moved while the door named them still arrives when it does so no longer.
    """
    found = {each.person: each for each in _people_on(session, device_token)}
    if me is not None:
        found[me] = viewer(session, me)
    return [each for each in found.values() if has_room(each)]


def is_here(session: Session, person: Viewer, now: datetime) -> bool:
    """Say whether somebody belongs here now, in a house that does not stand still."""
    stands = stop_of(session, person.household) is None
    return stands and person.ended_at is None and not is_away(person, now)


def _is_open(session: Session, person: Viewer, now: datetime) -> bool:
    return has_room(person) and is_here(session, person, now)


def _people_on(session: Session, device_token: str | None) -> list[Viewer]:
    device = known_device(session, device_token)
    if device is None:
        return []
    places = select(Credential.person_id).filter_by(device_id=device.id)
    everybody = (
        viewer(session, each) for each in session.scalars(places.order_by(Credential.since))
    )
    return [each for each in everybody if each.ended_at is None]
