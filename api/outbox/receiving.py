"""Takes a sealed record in: opens it, makes it ready, and hands it to its room exactly once.

The receipt and what the record does are one transaction. Opening pictures happens before it, and the
person is looked up again inside it: rights that ended meanwhile are over.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from api.child_world.model import TalkWish
from api.core.errors import Invalid, SignInFirst
from api.core.house import House
from api.logbook.keeping import take_turns
from api.logbook.rules import clock_skew, made_at
from api.meetings.table.model import TableAct
from api.outbox.handing import Deed, make_ready
from api.outbox.model import Receipt
from api.outbox.record import read_record
from api.people.organisation.halted import Halted, stop_of
from api.people.policy import Viewer
from api.people.queries import viewer as viewer_of
from api.resilience.model import WeekAsk, WeekMark
from api.scales.model import Score
from i18n.marking import N_

OTHER_BYTES = N_("Dit heb je al verstuurd, met andere woorden. Vraag iemand om hulp.")
# The page makes room after six seconds. Both moments are of the phone's own clock, wrong or not.
STILL_LOOKING = timedelta(seconds=5)
PLACES: Final = (
    (Score, "/cijfers"),
    (TalkWish, "/praten"),
    (WeekMark, "/week"),
    (WeekAsk, "/week/vraag/{}"),
    (TableAct, "/samen"),
)
GONE_AWAY = N_("Zeg eerst wie je bent.")


@dataclass(frozen=True, slots=True)
class Received:
    """The note, number or wish that a record became or was about; `fresh` when this request did it."""

    entry: UUID
    fresh: bool
    at: str


def receive(
    house: House, by: Viewer, given: UUID, sealed: bytes, *, phone: datetime | None
) -> Received:
    """Take a record in. Sent again it does nothing and says the same; raises a Refusal."""
    now = house.clock.now()
    digest = hashlib.sha256(sealed).digest()
    with house.db.reading(by.household) as session:
        known = session.get(Receipt, (by.person, given))
        if known is not None:
            return _again(session, known, digest)
    record = read_record(house.secrets.open_sealed(given, by.person, sealed))
    made = made_at(record.made_at, clock_skew(phone, now), now)
    late = phone is not None and phone - record.made_at > STILL_LOOKING
    deed = make_ready(house, by, given, record, made=made, now=now, late=late)
    return _hand_over(house, by, given, digest, deed)


def _hand_over(house: House, by: Viewer, given: UUID, digest: bytes, deed: Deed) -> Received:
    with house.db.writing(by.household, by=by.person, now=deed.now) as session:
        take_turns(session, by)
        known = session.get(Receipt, (by.person, given))
        if known is not None:
            return _again(session, known, digest)
        entry = deed.do(session, _still(session, by, deed.now))
        session.add(
            Receipt(
                person_id=by.person,
                id=given,
                household_id=by.household,
                digest=digest,
                entry_id=entry,
                at=deed.now,
            )
        )
        return Received(entry, fresh=True, at=_place_of(session, entry))


def _again(session: Session, known: Receipt, digest: bytes) -> Received:
    if known.digest != digest:
        raise Invalid(OTHER_BYTES)
    return Received(known.entry_id, fresh=False, at=_place_of(session, known.entry_id))


def _place_of(session: Session, made: UUID) -> str:
    """Return the page on which it stands."""
    for table, place in PLACES:
        if session.get(table, made) is not None:
            return place.format(made)
    return f"/logboek/{made}"


def _still(session: Session, by: Viewer, now: datetime) -> Viewer:
    """Return the person as they are now; raises when they left, or their house was stopped, meanwhile."""
    viewer = viewer_of(session, by.person)
    if viewer.ended_at is not None:
        raise SignInFirst(GONE_AWAY)
    stop = stop_of(session, by.household)
    if stop is not None:
        raise Halted(stop, role=viewer.role, now=now)
    return viewer
