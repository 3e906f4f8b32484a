"""The houses as a host sees them: a code, how it is, since when, a number. Never a name or a word."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.people.model import Duty, Household, Person, Secret, SignIn
from api.people.organisation.halted import Stop, as_stop, stop_of
from api.people.organisation.model import Halt, Listing, Organisation
from api.people.organisation.rules import State, may_keep
from api.people.policy import Role, Verb, Viewer
from api.people.queries import UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A house in the list. `circle` is how many people around it came in once.

    `waits_for` is the first plan holder of a house in which nobody came in yet.
    """

    id: UUID
    code: str
    state: State
    opened_at: datetime
    stop: Stop | None
    circle: int
    waits_for: UUID | None = None


def is_host(session: Session, viewer: Viewer) -> bool:
    """Say whether somebody keeps the list. A host of an ordinary household keeps nothing."""
    if not may_keep(viewer, Verb.LIST, "household"):
        return False
    return session.get(Organisation, viewer.household) is not None


def check_host(session: Session, viewer: Viewer) -> None:
    """Raise NotHere for everybody who is no host."""
    if not is_host(session, viewer):
        raise NotHere(UNKNOWN)


def houses(session: Session, host: Viewer) -> list[Listed]:
    """Return all houses in the order of their codes, which tells nothing; raises NotHere."""
    check_host(session, host)
    return listed(session)


def house_for(session: Session, host: Viewer, household: UUID) -> Listed:
    """Return one house, with whom a first link would be for; raises NotHere."""
    check_host(session, host)
    return one(session, household)


def listed(session: Session) -> list[Listed]:
    """The list itself, for the command line, which belongs to nobody."""
    stops = {row.household_id: as_stop(row) for row in _standing(session)}
    around = _around(session)
    rows = session.execute(
        select(Listing, Household)
        .join(Household, Household.id == Listing.household_id)
        .order_by(Listing.code)
    )
    return [
        _listed(listing, home, stops.get(home.id), around.get(home.id, 0)) for listing, home in rows
    ]


def one(session: Session, household: UUID) -> Listed:
    """Return one house of the list; raises NotHere, also for the organisation itself."""
    listing, home = session.get(Listing, household), session.get(Household, household)
    if listing is None or home is None:
        raise NotHere(UNKNOWN)
    stop = stop_of(session, household)
    around = _around(session, household).get(household, 0)
    waits_for = first_keeper(session, household)
    return _listed(listing, home, stop, around, waits_for)


def first_keeper(session: Session, household: UUID) -> UUID | None:
    """Return the first plan holder, as long as nobody of this house ever came in."""
    mine = {"household_id": household}
    for inside in (Secret.person_id, SignIn.id):
        if session.scalars(select(inside).filter_by(**mine).limit(1)).first() is not None:
            return None
    keepers = select(Duty.person_id).filter_by(kind="plan_holder", until=None, **mine)
    return session.scalars(keepers.order_by(Duty.since)).first()


def _standing(session: Session) -> Iterable[Halt]:
    return session.scalars(select(Halt).filter_by(ended_at=None))


def _around(session: Session, household: UUID | None = None) -> dict[UUID, int]:
    query = (
        select(Person.household_id, func.count())
        .join(Secret, Secret.person_id == Person.id)
        .where(Person.role == Role.CIRCLE, Person.ended_at.is_(None))
        .group_by(Person.household_id)
    )
    if household is not None:
        query = query.where(Person.household_id == household)
    return {row[0]: row[1] for row in session.execute(query)}


def _listed(
    listing: Listing,
    home: Household,
    stop: Stop | None,
    circle: int,
    waits_for: UUID | None = None,
) -> Listed:
    return Listed(
        id=home.id,
        code=listing.code,
        state=State(stop.kind) if stop else State.OPEN,
        opened_at=home.opened_at,
        stop=stop,
        circle=circle,
        waits_for=waits_for,
    )
