"""Telling whom it concerns that something is asked, ends soon, or ended. A no is told to nobody."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from api.people.consenting.ending import ASKED
from api.people.consenting.model import Sharing
from api.people.consenting.queries import answers, concerned, deciders
from api.people.consenting.rules import children_asked, consented, grown_ups
from api.people.model import Household
from api.people.notices.actions import tell
from api.people.notices.queries import was_told
from api.people.policy import Role, Side, Verb, Viewer, may
from api.people.professionals.model import Seat
from api.people.queries import viewers
from api.push import queue
from api.push.queries import may_be_knocked_for
from api.push.rules import Word
from api.sharing.items import sharing_item

ENDS: Final = "sharing_ends"
OVER: Final = "sharing_over"


def tell_asked(session: Session, row: Sharing, *, now: datetime, but: UUID | None = None) -> None:
    """Tell who must answer and did not yet: also who came to live here since, or became old enough."""
    seat = _open_seat(session, row)
    if seat is None:
        return
    people, side = concerned(session, row.household_id), Side(seat.side)
    asked = grown_ups(people, side) | children_asked(people, side, now)
    said = answers(session, [row.id]).get(row.id, {})
    _tell(session, row, asked - said.keys() - {but}, ASKED, now)


def tell_ends(session: Session, row: Sharing, *, now: datetime) -> None:
    """Tell those who gave it, and who can ask anew, that it ends; only while it opens something."""
    seat = _open_seat(session, row)
    if seat is None or not _opens(session, row, Side(seat.side), now):
        return
    adults = grown_ups(concerned(session, row.household_id), Side(seat.side))
    _tell(session, row, adults | _keepers(session, row), ENDS, now)


def tell_over(
    session: Session, row: Sharing, *, at: datetime, now: datetime, but: UUID | None = None
) -> None:
    """Tell that somebody reads here no more, if they did until ``at``; each hears it once.

    A child that is asked hears it whatever it said: its tablet lies where others look.
    """
    seat = session.get_one(Seat, row.seat_id)
    if seat.person_id is None or not _opens(session, row, Side(seat.side), at):
        return
    people, side = concerned(session, row.household_id), Side(seat.side)
    told = grown_ups(people, side) | children_asked(people, side, at) | _keepers(session, row)
    _tell(session, row, told - {but}, OVER, now)


def _opens(session: Session, row: Sharing, side: Side, at: datetime) -> bool:
    """Say whether those it concerns let it open something; for grown-ups that is the house."""
    said = answers(session, [row.id]).get(row.id, {})
    return consented(deciders(session, row), side, said, at).house


def _open_seat(session: Session, row: Sharing) -> Seat | None:
    """Return the seat, or None when nobody reads on it: another side, ended, or of before."""
    seat = session.get_one(Seat, row.seat_id)
    apart = session.get_one(Household, row.household_id).mode == "apart"
    fits = apart == (Side(seat.side) is not Side.BOTH)
    return seat if fits and seat.person_id and seat.ended_at is None else None


def _keepers(session: Session, row: Sharing) -> frozenset[UUID]:
    """Return who leads or keeps the plan, as far as they could ask anew."""
    return frozenset(
        each.person
        for each in viewers(session, row.household_id)
        if each.role is Role.CIRCLE and may(each, Verb.WRITE, sharing_item(session, row, each))
    )


def _tell(session: Session, row: Sharing, to: Iterable[UUID], kind: str, now: datetime) -> None:
    seat = session.get_one(Seat, row.seat_id)
    about = seat.person_id
    if about is None:
        return
    values = {"sharing": str(row.id), "seat": str(row.seat_id)}
    if kind == ENDS:
        values["at"] = row.until.isoformat()
    here = {each.person: each for each in viewers(session, row.household_id)}
    for person in sorted(set(to) & here.keys()):
        if was_told(session, person, kind=kind, about=about, values=values):
            continue
        tell(session, to=[person], kind=kind, about=about, now=now, values=values)
        _knock(session, here[person], row.id, now)


def _knock(session: Session, someone: Viewer, about: UUID, now: datetime) -> None:
    if may_be_knocked_for(session, someone.person, now):
        mine = {"person": someone.person, "household": someone.household}
        queue.send(session, **mine, word=Word.NEWS, about=about, now=now)
