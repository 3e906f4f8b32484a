"""Choosing a thing and a spot, and knowing them again.

Only the ward and its safety people choose, and only the safety people are told afterwards what it
was: whoever holds the ward's phone can read it nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import Invalid, NotHere
from api.core.ids import new_id
from api.core.vault import Box, Tampered
from api.people.ending import hold
from api.people.notices.actions import tell
from api.people.policy import Audience, Item, Verb, Viewer, may
from api.people.queries import UNKNOWN, viewer
from api.safe_object.objects_model import OwnThing, SafeObject
from api.safe_object.things import MOST_OWN, THINGS, Look, has_room, look_of, read_choice
from i18n.marking import N_

NOBODY_YET: Final = N_("Je hebt nog geen veilige persoon. Kies eerst samen wie dat is.")
ENOUGH: Final = N_("Er staan al 4 eigen dingen. Haal er eerst 1 weg.")


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed, for who may know it. `stands`: the thing is still in the room."""

    thing: str
    spot: str
    look: Look
    since: datetime
    stands: bool


def ward_of(session: Session, by: Viewer, ward: UUID, now: datetime) -> Viewer:
    """Return somebody with a room of whom this person may choose the thing; raises NotHere."""
    someone = viewer(session, ward)
    if not has_room(someone) or not may(by, Verb.WRITE, _item(someone, now)):
        raise NotHere(UNKNOWN)
    return someone


def agree(
    session: Session, *, by: Viewer, ward: UUID, thing: str, spot: str, now: datetime
) -> None:
    """Agree on a thing and a spot from now on; raises NotHere or Invalid."""
    hold(session, ward)
    someone = ward_of(session, by, ward, now)
    if not someone.safety_people:
        raise Invalid(NOBODY_YET)
    look = look_of(someone.role)
    thing, spot = read_choice(look, thing, spot, own_things(session, ward))
    for row in session.scalars(select(SafeObject).filter_by(ward_id=ward, until=None)):
        row.until = now
    body = {"thing": thing, "spot": spot, "kind": _kind(session, look, thing), "look": look}
    fresh = new_id()
    sealed = Box.of(session, someone.household).lock_json("safe_objects", "body", fresh, body)
    session.add(
        SafeObject(
            id=fresh,
            household_id=someone.household,
            ward_id=ward,
            by_id=by.person,
            since=now,
            until=None,
            body=sealed,
        )
    )
    session.flush()
    others = someone.safety_people - {by.person}
    tell(session, to=others, kind="thing_chosen", about=ward, now=now)


def agreed(session: Session, by: Viewer, ward: UUID, now: datetime) -> Agreed | None:
    """Return what was agreed, for a safety person of the ward; None for everybody else, the ward too.

    None as well for what opens no more: then they choose anew.
    """
    someone = viewer(session, ward)
    if by.person == ward or not may(by, Verb.SEE, _item(someone, now)):
        return None
    row = _live(session, ward)
    if row is None:
        return None
    try:
        body = _opened(session, row)
    except Tampered:
        return None
    look = Look(body["look"])
    known = {*THINGS[look], *map(str, own_things(session, ward))}
    return Agreed(body["thing"], body["spot"], look, row.since, body["thing"] in known)


def is_agreed(session: Session, ward: UUID, thing: str, spot: str) -> bool:
    """Say whether this thing on this spot is what was agreed. Opens the same cell for every move.

    When that cell opens no more, nobody can tell which move it was, and each is: rather one too many.
    """
    row = _live(session, ward)
    if row is None:
        return False
    try:
        body = _opened(session, row)
    except Tampered:
        return True
    return bool(body["thing"] == thing and body["spot"] == spot)


def put_own(
    session: Session, *, by: Viewer, ward: UUID, kind: str, picture: bytes, now: datetime
) -> None:
    """Put a drawn or photographed thing in the room; raises NotHere, or Invalid for a full room."""
    hold(session, ward)
    someone = ward_of(session, by, ward, now)
    if len(own_things(session, ward)) >= MOST_OWN:
        raise Invalid(ENOUGH)
    fresh, box = new_id(), Box.of(session, someone.household)
    session.add(
        OwnThing(
            id=fresh,
            household_id=someone.household,
            ward_id=ward,
            by_id=by.person,
            since=now,
            until=None,
            body=box.lock_json("own_things", "body", fresh, {"kind": kind}),
            picture=box.lock("own_things", "picture", fresh, picture),
        )
    )
    session.flush()


def take_own_away(session: Session, *, by: Viewer, ward: UUID, thing: UUID, now: datetime) -> None:
    """Take an own thing out of the room; raises NotHere.

    That it was the agreed one is told to its other safety people only: without it nobody is called.
    """
    hold(session, ward)
    someone = ward_of(session, by, ward, now)
    _own(session, ward, thing).until = now
    session.flush()
    if _is_the_one(session, ward, str(thing)):
        others = someone.safety_people - {by.person}
        tell(session, to=others, kind="thing_gone", about=ward, now=now)


def own_things(session: Session, ward: UUID) -> Sequence[UUID]:
    """Return the own things in a room, the oldest first."""
    mine = select(OwnThing.id).filter_by(ward_id=ward, until=None)
    return session.scalars(mine.order_by(OwnThing.since, OwnThing.id)).all()


def picture_of(session: Session, ward: UUID, thing: UUID) -> bytes:
    """Return the picture of an own thing; raises NotHere."""
    row = _own(session, ward, thing)
    return Box.of(session, row.household_id).open("own_things", "picture", row.id, row.picture)


def _own(session: Session, ward: UUID, thing: UUID) -> OwnThing:
    row = session.get(OwnThing, thing)
    if row is None or row.ward_id != ward or row.until is not None:
        raise NotHere(UNKNOWN)
    return row


def _kind(session: Session, look: Look, thing: str) -> str:
    if thing in THINGS[look]:
        return "picture"
    row = session.get_one(OwnThing, UUID(thing))
    box = Box.of(session, row.household_id)
    return str(box.open_json("own_things", "body", row.id, row.body)["kind"])


def _is_the_one(session: Session, ward: UUID, thing: str) -> bool:
    row = _live(session, ward)
    try:
        return row is not None and bool(_opened(session, row)["thing"] == thing)
    except Tampered:
        return True


def _live(session: Session, ward: UUID) -> SafeObject | None:
    return session.scalars(select(SafeObject).filter_by(ward_id=ward, until=None)).first()


def _opened(session: Session, row: SafeObject) -> Any:  # noqa: ANN401
    box = Box.of(session, row.household_id)
    return box.open_json("safe_objects", "body", row.id, row.body)


def _item(ward: Viewer, now: datetime) -> Item:
    """It is about now: also for a safety person who came later than the agreement."""
    return Item(
        kind="safe_object",
        household=ward.household,
        author=ward.person,
        ward=ward.person,
        shared_at=now,
        audience=Audience.SAFETY_PERSON,
    )
