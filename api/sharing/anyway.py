"""Gedeeld zonder toestemming: that it was, with whom, on which day and ground. Never what it was.

What is shared that way is not shared by this product: a person told it, as the law asks or allows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import Invalid, NotHere
from api.core.vault import Box, Tampered
from api.people.consenting.model import SharedAnyway
from api.people.policy import Verb, Viewer, may
from api.people.professionals.model import Seat
from api.people.queries import UNKNOWN, Member, names
from api.sharing.items import item_on
from i18n.dates import here
from i18n.marking import N_

NO_DAY: Final = N_("Kies de dag. Die kan niet in de toekomst zijn.")


class Ground(StrEnum):
    """Why it could not wait for a yes."""

    DANGER = "danger"
    CHILD = "child"
    LAW = "law"
    COURT = "court"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anyway:
    """That something was shared without asking; ``who`` as this viewer knows them."""

    seat: UUID
    who: Member
    ground: Ground
    day: date


def record(
    session: Session,
    *,
    by: Viewer,
    record_id: UUID,
    seat: UUID,
    ground: Ground,
    day: date | None,
    now: datetime,
) -> None:
    """Write down that something was shared without a yes; the same id twice is once.

    Only who leads or keeps the plan, on the side of the seat. Raises NotHere or Invalid.
    """
    place = seat_for_record(session, by, seat, now)
    if session.get(SharedAnyway, record_id) is not None:
        return
    if day is None or not here(place.made_at) <= day <= here(now):
        raise Invalid(NO_DAY, field="day")
    words = {"ground": ground, "day": day.isoformat()}
    session.add(
        SharedAnyway(
            id=record_id,
            household_id=by.household,
            seat_id=seat,
            by_id=by.person,
            at=now,
            body=Box.of(session, by.household).lock_json("shared_anyway", "body", record_id, words),
        )
    )
    session.flush()


def seat_for_record(session: Session, by: Viewer, seat: UUID, now: datetime) -> Seat:
    """Return the seat with whom somebody may record it; raises NotHere."""
    place = session.get(Seat, seat)
    if place is None or place.household_id != by.household or place.person_id is None:
        raise NotHere(UNKNOWN)
    if not may(by, Verb.WRITE, item_on("shared_anyway", place, by.household, now)):
        raise NotHere(UNKNOWN)
    return place


def records(session: Session, viewer: Viewer) -> Sequence[Anyway]:
    """Return what somebody may know of it, newest day first; who joined later reads nothing of before.

    It stays when the seat ends.
    """
    known, box = names(session, viewer), Box.of(session, viewer.household)
    found: list[Anyway] = []
    for row in session.scalars(select(SharedAnyway).filter_by(household_id=viewer.household)):
        seat = session.get_one(Seat, row.seat_id)
        if seat.person_id is None or seat.person_id not in known:
            continue
        if may(viewer, Verb.SEE, item_on("shared_anyway", seat, row.household_id, row.at)):
            found.extend(_opened(box, row, known[seat.person_id]))
    return sorted(found, key=lambda each: each.day, reverse=True)


def _opened(box: Box, row: SharedAnyway, who: Member) -> Sequence[Anyway]:
    try:
        words = box.open_json("shared_anyway", "body", row.id, row.body)
    except Tampered:
        return ()
    day = date.fromisoformat(words["day"])
    return (Anyway(seat=row.seat_id, who=who, ground=Ground(words["ground"]), day=day),)
