"""Takes a move in a room in, for whoever's room it is: who is signed in on the phone does not matter.

Every move leaves the same receipt, is answered with the same bytes and on the same beat, whatever it
meant. What cannot be opened by any room of this device is not here.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.db import EVERYWHERE
from api.core.errors import Full, NotHere, Refusal
from api.core.house import House
from api.logbook.rules import clock_skew, made_at, row_id
from api.outbox.model import Receipt
from api.outbox.record import Record, RecordKind, read_record
from api.people.organisation.halted import Halted, stop_of
from api.people.policy import Viewer
from api.people.queries import UNKNOWN, viewer
from api.safe_object.gathering import take_turns
from api.safe_object.moving import Move, move
from api.safe_object.rooms import is_here, wards_here

MOST_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Brought:
    """A move on its way in: of which room, under which id, and what makes it the same one."""

    ward: Viewer
    given: UUID
    digest: bytes
    what: Move


def rooms_of(house: House, *, me: UUID | None, device_token: str | None) -> Sequence[Viewer]:
    """Return whose moves this browser may bring; raises NotHere at once for one that may bring none.

    A browser of nobody here waits for no beat: else whoever knocks often would hold up all who move.
    """
    with house.db.reading(EVERYWHERE) as session:
        here = wards_here(session, me=me, device_token=device_token)
    if not here:
        raise NotHere(UNKNOWN)
    return here


def receive_move(
    house: House, given: UUID, sealed: bytes, *, here: Sequence[Viewer], phone: datetime | None
) -> None:
    """Take a sealed move in. Sent again it does nothing and is answered the same; raises a Refusal."""
    now = house.clock.now()
    ward, record = _opened(house, given, sealed, here)
    made = made_at(record.made_at, clock_skew(phone, now), now)
    what = Move(_one(record, "thing"), _one(record, "spot"), made, bool(_one(record, "practice")))
    _keep_once_more(house, Brought(ward, given, hashlib.sha256(sealed).digest(), what), now)


def take_move(house: House, ward: Viewer, given: UUID, what: Move, now: datetime) -> None:
    """Take in a move that a page without script posted."""
    said = f"{what.thing}|{what.spot}|{what.practice}".encode()
    digest = hmac.digest(house.secrets.pepper, given.bytes + said, "sha256")
    _keep_once_more(house, Brought(ward, given, digest, what), now)


def _keep_once_more(house: House, brought: Brought, now: datetime) -> None:
    """On a full disk the first try frees the ballast, and the second fits; a page without script sends nothing again."""
    try:
        _keep(house, brought, now)
    except Full:
        _keep(house, brought, now)


def _keep(house: House, brought: Brought, now: datetime) -> None:
    ward = brought.ward
    record = row_id(house.secrets.pepper, ward.person, brought.given, "move")
    with house.db.writing(ward.household, by=ward.person, now=now) as session:
        take_turns(session, ward.household)
        if session.get(Receipt, (ward.person, brought.given)) is not None:
            return
        _check_here(session, ward.person, now)
        mine = {"ward": ward.person, "household": ward.household}
        move(session, **mine, record=record, what=brought.what, now=now)
        session.add(
            Receipt(
                person_id=ward.person,
                id=brought.given,
                household_id=ward.household,
                digest=brought.digest,
                entry_id=record,
                at=now,
            )
        )


def _check_here(session: Session, person: UUID, now: datetime) -> None:
    """Raise for who is away or gone. A house that stands still says so, and the move waits on the phone."""
    ward = viewer(session, person)
    stop = stop_of(session, ward.household)
    if stop is not None:
        raise Halted(stop, role=ward.role, now=now)
    if not is_here(session, ward, now):
        raise NotHere(UNKNOWN)


def _opened(
    house: House, given: UUID, sealed: bytes, here: Sequence[Viewer]
) -> tuple[Viewer, Record]:
    """Return whose move this is, and the move: only what was sealed for a room here opens."""
    for ward in here:
        try:
            record = read_record(house.secrets.open_sealed(given, ward.person, sealed))
        except Refusal:
            continue
        if record.kind is RecordKind.MOVE:
            return ward, record
    raise NotHere(UNKNOWN)


def _one(record: Record, name: str) -> str:
    """Return the first answer: a move that says anything odd is play, and told nothing."""
    return next(iter(record.fields.get(name, ())), "")
