"""The accounts as the organisation sees them: a name, where they work, since when. Never where they read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.core.vault import Box
from api.people.actions import end_membership
from api.people.ending import end_places, end_sign_ins
from api.people.entering import invite
from api.people.model import Credential, Person
from api.people.organisation.queries import check_host
from api.people.policy import Viewer
from api.people.professionals.model import Account
from api.people.professionals.waiting import let_seats_wait
from api.people.queries import UNKNOWN, oneself


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An account: who it is. `came_in` says whether they hold a key; never when they used it."""

    id: UUID
    name: str
    works_at: str
    since: datetime
    came_in: bool


def accounts(session: Session, host: Viewer) -> Sequence[Known]:
    """Return the accounts that stand, by name; raises NotHere for who is no host."""
    check_host(session, host)
    rows = session.scalars(
        select(Account)
        .join(Person, Person.id == Account.person_id)
        .where(Account.household_id == host.household, Person.ended_at.is_(None))
    )
    found = [_known(session, row) for row in rows]
    return sorted(found, key=lambda each: (each.name.casefold(), each.id))


def account_for(session: Session, host: Viewer, account: UUID) -> Known:
    """Return one account; raises NotHere, also for one that ended."""
    check_host(session, host)
    found = known_account(session, account)
    if session.get_one(Account, account).household_id != host.household:
        raise NotHere(UNKNOWN)
    return found


def known_account(session: Session, account: UUID) -> Known:
    """Return one account for itself; raises NotHere for whoever has none that stands."""
    row, person = session.get(Account, account), session.get(Person, account)
    if row is None or person is None or person.ended_at is not None:
        raise NotHere(UNKNOWN)
    return _known(session, row)


def new_link(session: Session, *, by: Viewer, account: UUID, now: datetime) -> str:
    """Return the secret of a new link; whatever opened anything before it ends at once.

    Who asks for one has lost a device: what lies on it, a key of a program too, may be in other hands.
    And whoever hands it out could open it themselves: so their seats wait.
    """
    account_for(session, by, account)
    end_sign_ins(session, person=account, now=now)
    end_places(session, person=account)
    let_seats_wait(session, account=account, now=now)
    return invite(session, person=account, now=now)


def end_account(session: Session, *, by: Viewer, account: UUID, now: datetime) -> None:
    """End an account with all that it holds, in every house; twice is once. Raises NotHere."""
    check_host(session, by)
    row, person = session.get(Account, account), session.get(Person, account)
    if row is None or person is None or row.household_id != by.household:
        raise NotHere(UNKNOWN)
    if person.ended_at is None:
        end_membership(session, person=account, now=now)


def _known(session: Session, row: Account) -> Known:
    box = Box.of(session, row.household_id)
    said = box.open_json("professional_accounts", "body", row.person_id, row.body)
    place = select(Credential.id).filter_by(person_id=row.person_id).limit(1)
    return Known(
        id=row.person_id,
        name=oneself(session, row.person_id).name,
        works_at=str(said["works_at"]),
        since=row.since,
        came_in=session.scalars(place).first() is not None,
    )
