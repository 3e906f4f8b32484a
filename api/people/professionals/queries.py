"""The seats of an account, and the professional of a seat as the policy sees them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, defer

from api.core.errors import NotHere
from api.people.consenting.kinds import Kind, opened_by
from api.people.consenting.queries import Shared, shared_in
from api.people.facts import meet
from api.people.model import Household, Person
from api.people.organisation.model import Halt
from api.people.policy import Role, Side, Viewer, is_away
from api.people.professionals.model import Account, Seat
from api.people.queries import UNKNOWN, viewer

# Who reads along never needs it, and PostgreSQL does not give it to them (api/core/readable.py).
WITHOUT_LINK: Final = defer(Seat.secret_hash)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seated:
    """A seat that is taken and stands, with nothing of what it may read. ``waits``: nothing is read on it."""

    id: UUID
    household: UUID
    account: UUID
    person: UUID
    side: Side
    works_as: str
    taken_at: datetime
    feed_since: datetime | None
    waits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A professional who reads in one house now: their seat, by which consent, and what the policy knows."""

    seat: Seated
    shared: Shared
    viewer: Viewer

    @property
    def kinds(self) -> frozenset[Kind]:
        """Which kinds are shared."""
        return self.shared.kinds


def is_account(session: Session, person: UUID) -> bool:
    """Say whether somebody who signs in is a professional of the organisation."""
    row, someone = session.get(Account, person), session.get(Person, person)
    return row is not None and someone is not None and someone.ended_at is None


def check_comes_in(session: Session, role: Role, person: UUID) -> None:
    """Raise NotHere for a professional as a house knows them: only their account comes in anywhere."""
    if role is Role.PROFESSIONAL and not is_account(session, person):
        raise NotHere(UNKNOWN)


def seats_of(session: Session, account: UUID) -> Sequence[Seated]:
    """Return the seats of an account that stand, in the order in which they were taken.

    Ask it in a session of everywhere. A house that stands still or goes away has none: nobody reads there.
    """
    return _seats(session, _standing(Seat.account_id == account))


def seats_from(session: Session, account: UUID, first: int, most: int) -> Sequence[Seated]:
    """Return so many of those seats that do not wait, from the ``first`` one on. There may be thousands."""
    query = _standing(Seat.account_id == account, Seat.waits_since.is_(None))
    return _seats(session, query.offset(first).limit(most))


def some_wait(session: Session, account: UUID) -> bool:
    """Say whether there is one of those seats that waits."""
    query = _standing(Seat.account_id == account, Seat.waits_since.is_not(None))
    return bool(_seats(session, query.limit(1)))


def seats_with_feed(
    session: Session, account: UUID, households: Collection[UUID]
) -> Sequence[Seated]:
    """Return those seats of an account in these houses for which the chair lets programs read; none that waits."""
    here = (Seat.account_id == account, Seat.household_id.in_(households))
    query = _standing(*here, Seat.feed_since.is_not(None), Seat.waits_since.is_(None))
    return _seats(session, query)


def seat_of(session: Session, account: UUID, seat: UUID) -> Seated:
    """Return one seat of an account; raises NotHere for another's, and for one that ended."""
    found = _seats(session, _standing(Seat.account_id == account, Seat.id == seat))
    if not found:
        raise NotHere(UNKNOWN)
    return found[0]


def seats_in(session: Session, household: UUID) -> Sequence[Seated]:
    """Return the seats of a house that are taken and stand, in the order in which they were taken."""
    rows = session.scalars(
        select(Seat)
        .options(WITHOUT_LINK)
        .join(Person, Person.id == Seat.person_id)
        .where(Seat.household_id == household, Seat.ended_at.is_(None), Person.ended_at.is_(None))
        .order_by(Seat.taken_at, Seat.id)
    )
    return [_seated(row) for row in rows]


def reader(session: Session, seat: Seated, now: datetime) -> Reader | None:
    """Return who reads on this seat now, or None while nothing is shared with it or it waits.

    The session is of the seat's house. In a house that went apart a seat of before has nothing.
    """
    return readers_on(session, [seat], now).get(seat.id)


def readers_on(session: Session, seats: Sequence[Seated], now: datetime) -> dict[UUID, Reader]:
    """The same for many seats, by seat: of one house, or in a session of everywhere of a handful of houses."""
    return shared_on(session, [seat for seat in seats if not seat.waits], now)


def shared_on(session: Session, seats: Sequence[Seated], now: datetime) -> dict[UUID, Reader]:
    """The same with those that wait: who will read what is written now. It opens nothing to anybody."""
    meet(session, {seat.household for seat in seats})
    fitting: dict[UUID, dict[UUID, Side]] = {}
    for seat in seats:
        home = session.get(Household, seat.household)
        if home is not None and (home.mode == "apart") == (seat.side is not Side.BOTH):
            fitting.setdefault(seat.household, {})[seat.id] = seat.side
    standing = shared_in(session, fitting, now)
    found: dict[UUID, Reader] = {}
    for seat in seats:
        shared = standing.get(seat.id)
        if shared is None or not shared.consented.anything:
            continue
        someone = as_reader(viewer(session, seat.person), shared, seat.side)
        if not is_away(someone, now):
            found[seat.id] = Reader(seat=seat, shared=shared, viewer=someone)
    return found


def as_reader(professional: Viewer, shared: Shared, side: Side) -> Viewer:
    """Return a professional with what is shared with them: what came before its first moment is not."""
    return replace(
        professional,
        role=Role.PROFESSIONAL,
        side=side,
        joined_at=shared.items_from,
        consents=opened_by(shared.kinds),
        withheld=shared.consented.withheld,
        only_of=None if shared.consented.house else shared.consented.alone,
        duties=frozenset(),
        wards={},
    )


def _standing(*which: ColumnElement[bool]) -> Select[Seat]:
    halted = select(Halt.household_id).where(Halt.ended_at.is_(None))
    return (
        select(Seat)
        .options(WITHOUT_LINK)
        .join(Person, Person.id == Seat.person_id)
        .where(*which, Seat.ended_at.is_(None), Person.ended_at.is_(None))
        .where(Seat.household_id.not_in(halted))
        .order_by(Seat.taken_at, Seat.id)
    )


def _seats(session: Session, query: Select[Seat]) -> Sequence[Seated]:
    return [_seated(row) for row in session.scalars(query)]


def _seated(row: Seat) -> Seated:
    if row.account_id is None or row.person_id is None or row.taken_at is None:
        raise NotHere(UNKNOWN)
    return Seated(
        id=row.id,
        household=row.household_id,
        account=row.account_id,
        person=row.person_id,
        side=Side(row.side),
        works_as=row.works_as,
        taken_at=row.taken_at,
        feed_since=row.feed_since,
        waits=row.waits_since is not None,
    )
