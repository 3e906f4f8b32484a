"""Who read along and on which day, as far as who asks may know. Nobody of the family sees an hour."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from api.people.consenting.kinds import Kind
from api.people.consenting.model import Sharing
from api.people.looking.rules import began
from api.people.policy import Item, Side, Verb, Viewer, may
from api.people.professionals.items import seat_item
from api.people.professionals.model import Reading, Seat
from api.people.professionals.opened import may_hear
from api.people.professionals.readings import OVERVIEW
from api.people.queries import Member, names
from i18n.dates import here


@dataclass(frozen=True, slots=True, kw_only=True)
class LastRead:
    """The day on which a professional last read something here, and for which task."""

    who: Member
    works_as: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOn:
    """What a professional read on one day, once or a hundred times. ``what`` are kinds; of one who may not
    know what is shared, nothing.
    """

    who: Member
    works_as: str
    day: date
    what: frozenset[str]


def last_read(session: Session, viewer: Viewer) -> list[LastRead]:
    """Return of each professional whom this viewer may know when they last read, the latest first.

    That somebody's list of houses said that there is something new is no reading.
    """
    read = (
        select(Reading.seat_id, Reading.sharing_id, func.max(Reading.at).label("last"))
        .where(Reading.household_id == viewer.household, Reading.what != OVERVIEW)
        .group_by(Reading.seat_id, Reading.sharing_id)
    )
    latest = _latest(session, viewer, session.execute(read).all())
    found = [
        LastRead(who=who, works_as=seat.works_as, day=here(latest[seat.id]))
        for seat, who in _seats(session, viewer, latest)
        if who.is_here and seat.ended_at is None
    ]
    return sorted(found, key=lambda each: (-each.day.toordinal(), each.who.called.casefold()))


def read_days(session: Session, viewer: Viewer, since: date) -> list[ReadOn]:
    """Return who read along on which day since then, the newest first: one line a day for each seat."""
    rows = session.execute(
        select(Reading.seat_id, Reading.sharing_id, Reading.what, Reading.at).where(
            Reading.household_id == viewer.household, Reading.at >= began(since)
        )
    ).all()
    if not rows:
        return []
    hears = may_hear(session, viewer, max(row.at for row in rows))
    rows = [row for row in rows if hears(row.sharing_id, row.at)]
    seats = {seat.id: (seat, who) for seat, who in _seats(session, viewer, {r[0] for r in rows})}
    open_to = _sharings(session, viewer, seats)
    days: defaultdict[tuple[date, UUID], set[str]] = defaultdict(set)
    for seat, sharing, what, at in rows:
        if seat in seats:
            days[here(at), seat] |= {what} if sharing in open_to else set()
    lines = [
        ReadOn(who=seats[seat][1], works_as=seats[seat][0].works_as, day=day, what=frozenset(what))
        for (day, seat), what in days.items()
    ]
    return sorted(lines, key=lambda each: (-each.day.toordinal(), each.who.called.casefold()))


def looked_until(session: Session, seats: Collection[UUID]) -> Mapping[UUID, datetime]:
    """Return when each of these seats last read the log itself. For who sits on them.

    From the last reading of each back: what was read in all those months before is not gone through.
    """
    if not seats:
        return {}
    log = select(Reading.seat_id, Reading.at).where(Reading.what == Kind.LOG, Reading.how != "feed")
    newest = log.order_by(Reading.at.desc()).limit(1)
    parts = [select(newest.where(Reading.seat_id == seat).subquery()) for seat in seats]
    return {row.seat_id: row.at for row in session.execute(union_all(*parts))}


def _latest(session: Session, viewer: Viewer, rows: Sequence[Any]) -> Mapping[UUID, datetime]:
    """Return the last moment of each seat of which this viewer may hear; rows are the last of each sharing."""
    if not rows:
        return {}
    hears = may_hear(session, viewer, max(row.last for row in rows))
    found: dict[UUID, datetime] = {}
    for seat, sharing, last in rows:
        moments = [last]
        if not hears(sharing, last):
            at = select(Reading.at).where(Reading.seat_id == seat, Reading.what != OVERVIEW)
            moments = list(session.scalars(at.where(Reading.sharing_id == sharing)))
        heard = [each for each in moments if hears(sharing, each)]
        if heard:
            found[seat] = max(*heard, found.get(seat, heard[0]))
    return found


def _seats(
    session: Session, viewer: Viewer, ids: Collection[UUID]
) -> Iterator[tuple[Seat, Member]]:
    """Yield those of these seats that this viewer may know of, with who sits there."""
    if not ids:
        return
    known = names(session, viewer)
    for seat in session.scalars(select(Seat).where(Seat.id.in_(list(ids))).order_by(Seat.id)):
        person, taken = seat.person_id, seat.taken_at
        if person is None or taken is None or person not in known:
            continue
        item = seat_item(seat.household_id, person, Side(seat.side), taken)
        if may(viewer, Verb.SEE, item):
            yield seat, known[person]


def _sharings(
    session: Session, viewer: Viewer, seats: Mapping[UUID, tuple[Seat, Member]]
) -> frozenset[UUID]:
    """Return the sharings of these seats of which this viewer may know what is in them."""
    rows = session.scalars(select(Sharing).where(Sharing.seat_id.in_(list(seats))))
    return frozenset(row.id for row in rows if _may_know(viewer, row, seats[row.seat_id][0]))


def _may_know(viewer: Viewer, row: Sharing, seat: Seat) -> bool:
    item = Item(
        kind="sharing",
        household=row.household_id,
        author=seat.person_id or seat.made_by,
        side=Side(seat.side),
        shared_at=max(row.made_at, viewer.joined_at),
    )
    return may(viewer, Verb.SEE, item)
