"""What the organisation does with a house: let it stand still, close it, and take both back.

Nothing here reads a word of it, and nothing but the worker's own turn takes anything away. All of it
runs in a session of everywhere: the host is of one household, the house is another. ``by`` is the
host; None is the command line.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import Gone, Invalid, NotHere
from api.core.ids import new_id
from api.people.entering import invite
from api.people.model import Household
from api.people.notices.actions import put_aside_done, tell
from api.people.organisation.model import Halt, Listing
from api.people.organisation.queries import check_host, first_keeper
from api.people.organisation.rules import (
    CALL_FIRST,
    State,
    check_code,
    check_months,
    goes_at,
    may_keep,
)
from api.people.policy import Verb
from api.people.queries import UNKNOWN, viewer, viewers
from i18n.marking import N_

CLOSES: Final = N_("Dit huis gaat al dicht. Haal dat eerst terug.")
STOPPED: Final = N_("Dit huis staat stil of gaat dicht. Nu komt niemand binnen.")
SOMEBODY_IN: Final = N_("In dit huis is al iemand binnen. Nu nodigt het huis zelf uit.")


def stand_still(
    session: Session, *, by: UUID | None, household: UUID, called: bool, now: datetime
) -> None:
    """Let a house stand still from this moment. Pressed twice is once; raises Invalid.

    ``called``: its safety people and its chair were called first. A child whose thing does nothing
    must not be the last to know.
    """
    standing = _standing(session, by, household, "household")
    if standing is not None:
        if standing.kind == State.CLOSING:
            raise Invalid(CLOSES)
        return
    if not called:
        raise Invalid(CALL_FIRST, field="called")
    _halt(session, household, State.STILL, by=by, now=now)
    _tell_all(session, household, "stood_still", now)


def go_on(session: Session, *, by: UUID | None, household: UUID, now: datetime) -> None:
    """Let a house go on; everything comes back as it was. A house that goes on already goes on."""
    standing = _standing(session, by, household, "household")
    if standing is not None and standing.kind == State.STILL:
        _end(session, standing, by=by, now=now)


def close(
    session: Session,
    *,
    by: UUID | None,
    household: UUID,
    code: str,
    called: bool,
    now: datetime,
    months: int = 0,
) -> None:
    """Close a house: a time in which everybody takes along what is theirs, then it is erased.

    ``months`` is how long the house agreed to keep its book (0 to 24); thirty days come on top of it.
    Whoever stood still may come in again for that. Pressed twice is once: the first day counts.
    ``called`` as in `stand_still`, of an open house: from now on it passes nothing on either.
    """
    check_months(months)
    standing = _standing(session, by, household, "erase_household")
    check_code(code, session.get_one(Listing, household).code)
    if standing is not None:
        if standing.kind == State.CLOSING:
            return
        _end(session, standing, by=by, now=now)
    elif not called:
        raise Invalid(CALL_FIRST, field="called")
    _halt(session, household, State.CLOSING, by=by, now=now, until=goes_at(now, months))


def keep(session: Session, *, by: UUID | None, household: UUID, now: datetime) -> None:
    """Take a closing back. Raises Gone when its day has come: then keys may be gone already."""
    standing = _standing(session, by, household, "erase_household")
    if standing is None or standing.until is None:
        return
    if now >= standing.until:
        raise Gone(N_("De dag is voorbij. Dit huis gaat nu weg."))
    _end(session, standing, by=by, now=now)
    for each in viewers(session, household):
        put_aside_done(session, by=each, kinds={"house_goes"}, values={}, now=now)
    _tell_all(session, household, "house_stays", now)


def first_link(session: Session, *, by: UUID | None, household: UUID, now: datetime) -> str:
    """Return the secret of a link for the first plan holder; the link before it ends.

    Only as long as nobody came in: from then on the house invites, and a host could become anybody.
    """
    if _standing(session, by, household, "invitation") is not None:
        raise Invalid(STOPPED)
    keeper = first_keeper(session, household)
    if keeper is None:
        raise Invalid(SOMEBODY_IN)
    return invite(session, person=keeper, now=now)


def _standing(session: Session, by: UUID | None, household: UUID, name: str) -> Halt | None:
    """Check who does it, hold the house, and return what stands; raises NotHere."""
    if by is not None:
        host = viewer(session, by)
        check_host(session, host)
        if not may_keep(host, Verb.WRITE, name):
            raise NotHere(UNKNOWN)
    query = select(Household.id).join(Listing, Listing.household_id == Household.id)
    held = query.where(Household.id == household).with_for_update(of=Household)
    if session.scalars(held).first() is None:
        raise NotHere(UNKNOWN)
    return session.scalars(select(Halt).filter_by(household_id=household, ended_at=None)).first()


def _halt(
    session: Session,
    household: UUID,
    kind: State,
    *,
    by: UUID | None,
    now: datetime,
    until: datetime | None = None,
) -> None:
    session.add(
        Halt(
            id=new_id(),
            household_id=household,
            kind=kind,
            by_id=by,
            since=now,
            until=until,
            ended_by=None,
            ended_at=None,
        )
    )
    session.flush()


def _end(session: Session, standing: Halt, *, by: UUID | None, now: datetime) -> None:
    standing.ended_at, standing.ended_by = now, by
    session.flush()


def _tell_all(session: Session, household: UUID, kind: str, now: datetime) -> None:
    """Tell each person about themselves alone, so that a notice names nobody to anybody."""
    for each in viewers(session, household):
        tell(session, to={each.person}, kind=kind, about=each.person, now=now)
