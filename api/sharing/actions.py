"""Offering a sharing, saying yes or no to it, and ending it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import Invalid, NotHere
from api.core.ids import new_id
from api.core.vault import Box
from api.people.consenting.ending import ASKED, ask_no_more
from api.people.consenting.kinds import Kind, as_text
from api.people.consenting.model import Sharing, SharingAnswer
from api.people.consenting.queries import concerned
from api.people.consenting.rules import (
    LONGEST,
    TEXT_VERSION,
    children_asked,
    grown_ups,
    in_force,
)
from api.people.notices.actions import put_aside_done
from api.people.policy import Side, Verb, Viewer, may
from api.people.professionals.model import Seat
from api.people.queries import UNKNOWN
from api.sharing.items import item_on, sharing_item
from api.sharing.telling import tell_asked, tell_over
from i18n.marking import N_

NO_KINDS: Final = N_("Kies wat jullie delen.")
NO_PURPOSE: Final = N_("Schrijf op waarvoor jullie dit delen.")
TOO_LONG: Final = N_("Delen kan voor hooguit 90 dagen.")
OVER: Final = N_("Dit delen is al voorbij.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What is asked: which kinds, for what, of which time on, until when."""

    kinds: Collection[Kind]
    purpose: str
    items_from: datetime
    until: datetime


def offer(
    session: Session, *, by: Viewer, sharing: UUID, seat: UUID, asked: Offer, now: datetime
) -> None:
    """Ask those it concerns to share with a seat; it takes the place of what was shared before.

    The same id twice is once. Whoever asks says nothing with it: they answer like the others.
    Raises NotHere or Invalid.
    """
    place = _seat(session, by, seat, now)
    if session.get(Sharing, sharing) is not None:
        return
    _check(asked, now)
    for row in session.scalars(select(Sharing).filter_by(seat_id=seat, ended_at=None)):
        row.ended_at = now
        ask_no_more(session, row, now=now)
    body = {"purpose": asked.purpose.strip()}
    row = Sharing(
        id=sharing,
        household_id=place.household_id,
        seat_id=seat,
        kinds=as_text(asked.kinds),
        items_from=asked.items_from,
        made_by=by.person,
        made_at=now,
        until=asked.until,
        ended_at=None,
        text_version=TEXT_VERSION,
        body=Box.of(session, by.household).lock_json("sharings", "body", sharing, body),
    )
    session.add(row)
    session.flush()
    tell_asked(session, row, now=now, but=by.person)


def say(session: Session, *, by: Viewer, sharing: UUID, yes: bool, now: datetime) -> None:
    """Say yes or no to a sharing; the last answer counts, from the next request on.

    Only who is asked: the grown-ups of its side, and children of 12 and older. Raises NotHere or Invalid.
    """
    row = _sharing(session, by, sharing)
    side = Side(session.get_one(Seat, row.seat_id).side)
    people = concerned(session, by.household)
    if by.person not in grown_ups(people, side) | children_asked(people, side, now):
        raise NotHere(UNKNOWN)
    if not in_force(made_at=row.made_at, until=row.until, ended_at=row.ended_at, now=now):
        raise Invalid(OVER)
    says = "yes" if yes else "no"
    mine = {"sharing_id": sharing, "person_id": by.person, "ended_at": None}
    before = session.scalars(select(SharingAnswer).filter_by(**mine).with_for_update()).first()
    if before is not None:
        if before.says == says:
            return
        before.ended_at = now
    session.add(
        SharingAnswer(
            id=new_id(),
            household_id=by.household,
            says=says,
            text_version=TEXT_VERSION,
            at=now,
            **mine,
        )
    )
    session.flush()
    put_aside_done(session, by=by, kinds={ASKED}, values={"sharing": str(sharing)}, now=now)


def end(session: Session, *, by: Viewer, sharing: UUID, now: datetime) -> None:
    """Take a whole sharing back: any grown-up whom it needs may, and who keeps the plan. Twice is once."""
    row = _sharing(session, by, sharing)
    side = Side(session.get_one(Seat, row.seat_id).side)
    concerns = grown_ups(concerned(session, by.household), side)
    item = sharing_item(session, row, by)
    if by.person not in concerns and not may(by, Verb.WRITE, item):
        raise NotHere(UNKNOWN)
    if row.ended_at is not None:
        return
    tell_over(session, row, at=now, now=now, but=by.person)
    row.ended_at = now
    ask_no_more(session, row, now=now)
    session.flush()


def _seat(session: Session, by: Viewer, seat: UUID, now: datetime) -> Seat:
    row = session.get(Seat, seat, with_for_update=True)
    if row is None or row.household_id != by.household or row.person_id is None or row.ended_at:
        raise NotHere(UNKNOWN)
    if by.held_since is not None:  # nobody of a house that stands still could answer
        raise NotHere(UNKNOWN)
    if not may(by, Verb.WRITE, item_on("sharing", row, row.household_id, now)):
        raise NotHere(UNKNOWN)
    return row


def _sharing(session: Session, by: Viewer, sharing: UUID) -> Sharing:
    row = session.get(Sharing, sharing, with_for_update=True)
    if row is None or row.household_id != by.household:
        raise NotHere(UNKNOWN)
    if not may(by, Verb.SEE, sharing_item(session, row, by)):
        raise NotHere(UNKNOWN)
    return row


def _check(asked: Offer, now: datetime) -> None:
    if not asked.kinds:
        raise Invalid(NO_KINDS, field="kinds")
    if not asked.purpose.strip():
        raise Invalid(NO_PURPOSE, field="purpose")
    if not now < asked.until <= now + LONGEST:
        raise Invalid(TOO_LONG, field="until")
