"""Locking a sign-in, opening the same one again, and ending what is open elsewhere.

Ending is one transaction of one person, so it holds from the next request on, wherever a cookie was
copied to (security R11). A try that is on its way meanwhile finds its place on the device gone.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import NotHere, SignInFirst
from api.core.house import House
from api.core.ids import digest, token
from api.people.devices import Opened
from api.people.ending import InHand, end_all, end_places, end_sign_ins, hold
from api.people.model import SignIn
from api.people.notices.actions import tell
from api.people.notices.model import Notice
from api.people.policy import Viewer
from api.people.queries import UNKNOWN, viewer
from api.people.staying import rules
from api.people.staying.queries import look_after, places
from i18n.marking import N_

FIRST = N_("Zeg eerst wie je bent.")


def hide(house: House, *, by: Viewer, sign_in: UUID, now: datetime) -> None:
    """The page went out of sight. Hidden twice, it is hidden since the first time."""
    with house.db.writing(by.household, by=by.person, now=now) as session:
        row = session.get_one(SignIn, sign_in)
        row.hidden_at = row.hidden_at or rules.hidden_since(by.role, now)


def lock(house: House, *, by: Viewer, sign_in: UUID, now: datetime) -> None:
    """The page was out of sight for too long, and the word of that was lost on the way."""
    with house.db.writing(by.household, by=by.person, now=now) as session:
        row = session.get_one(SignIn, sign_in)
        since = rules.hidden_since(by.role, now - rules.HIDDEN[by.role])
        row.hidden_at = min(row.hidden_at or since, since)


def come_back(house: House, *, by: Viewer, sign_in: UUID, now: datetime) -> None:
    """The page is looked at again, in time. Raises SignInFirst when it was not."""
    with house.db.writing(by.household, by=by.person, now=now) as session:
        row = session.get_one(SignIn, sign_in)
        if rules.is_locked(by.role, hidden_at=row.hidden_at, active_at=row.active_at, now=now):
            raise SignInFirst(FIRST)
        row.hidden_at = None


def unlock(
    session: Session,
    *,
    person: UUID,
    device: UUID,
    held: str | None,
    device_token: str,
    now: datetime,
    shows: Callable[[SignIn], bool],
) -> Opened | None:
    """Open a person's own locked sign-in again, None when there is none that shows what it is to show.

    Its token is a new one: a copy of the old cookie stays locked out for good.
    """
    mine = {"token_hash": digest(held or ""), "person_id": person, "device_id": device}
    row = session.scalars(select(SignIn).filter_by(**mine, ended_at=None).with_for_update()).first()
    if row is None or not shows(row) or not _may_open(session, row, now):
        return None
    fresh = token()
    row.token_hash, row.hidden_at, row.proved_at = digest(fresh), None, now
    row.active_at = now if row.active_at is not None else None
    return Opened(person=person, token=fresh, device_token=device_token)


def check_open(session: Session, sign_in: UUID) -> None:
    """Raise SignInFirst when the screen that asks was ended while it was asking.

    From here on nothing ends it, and none of the person's others opens, until the transaction ends.
    """
    whose = session.scalars(select(SignIn.person_id).filter_by(id=sign_in)).first()
    if whose is not None:
        hold(session, whose)
    query = select(SignIn.id).filter_by(id=sign_in, ended_at=None).with_for_update()
    if session.scalars(query).first() is None:
        raise SignInFirst(FIRST)


def end_elsewhere(house: House, *, by: Viewer, sign_in: UUID, now: datetime) -> None:
    """End every sign-in of a person but this one; they come in again with their code."""
    with house.db.writing(by.household, by=by.person, now=now) as session:
        check_open(session, sign_in)
        if not by.quiet:  # to whoever reads along there are no others
            end_sign_ins(session, person=by.person, now=now, but=sign_in)


def end_place(
    house: House, *, by: Viewer, sign_in: UUID, of: UUID, device: UUID, now: datetime
) -> None:
    """Take somebody's place on one device away, with all that is open there; raises NotHere.

    A child is told when its safety person did it.
    """
    with house.db.writing(by.household, by=by.person, now=now) as session:
        check_open(session, sign_in)
        look_after(session, by, of, now)
        if by.quiet or device not in {each.device for each in places(session, of, now=now)}:
            raise NotHere(UNKNOWN)
        end_sign_ins(session, person=of, now=now, on=device)
        end_places(session, person=of, on=device)
        if of != by.person:
            tell(session, to={of}, kind="device_away", about=of, now=now)


def not_me(
    house: House, *, by: Viewer, notice: UUID, sign_in: UUID, device: UUID, now: datetime
) -> None:
    """Somebody else came in as this person: end everything of theirs but what is in their hand.

    Sign-ins, places on devices and open links, in one transaction; then their safety people hear it.
    Raises NotHere for a notice that is not about a new device of one's own.
    """
    with house.db.writing(by.household, by=by.person, now=now) as session:
        check_open(session, sign_in)
        row = session.get(Notice, notice)
        if by.quiet or row is None or (row.person_id, row.about_id) != (by.person, by.person):
            raise NotHere(UNKNOWN)
        if row.not_on in {None, device}:
            raise NotHere(UNKNOWN)
        row.seen_at = row.seen_at or now
        end_all(session, person=by.person, now=now, but=InHand(sign_in=sign_in, device=device))
        safe = viewer(session, by.person).safety_people
        tell(session, to=safe, kind="not_me", about=by.person, now=now)


def _may_open(session: Session, row: SignIn, now: datetime) -> bool:
    role = viewer(session, row.person_id).role
    over = rules.is_over(role, began_at=row.began_at, used_at=row.used_at, now=now)
    return not over and rules.is_locked(
        role, hidden_at=row.hidden_at, active_at=row.active_at, now=now
    )
