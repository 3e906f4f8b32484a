"""Every reading of a house for an auditor, with the hour (NEN 7513): for the command line alone."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.core.vault import Box, Tampered
from api.people.consenting.kinds import from_text
from api.people.consenting.model import Sharing
from api.people.looking.rules import began
from api.people.model import Household, Person
from api.people.professionals.model import Account, Reading
from api.people.queries import UNKNOWN

LATER = timedelta(days=1)


def check_was_here(session: Session, household: UUID) -> None:
    """Raise NotHere for a house that never was; one that was erased is known by who read there."""
    read = select(Reading.id).filter_by(household_id=household).limit(1)
    if session.get(Household, household) is None and session.scalars(read).first() is None:
        raise NotHere(UNKNOWN)


def audited(
    session: Session, household: UUID, since: date, until: date
) -> Iterator[dict[str, Any]]:
    """Yield who read what of a house, oldest first; both days included. Ask it everywhere.

    Of a house that was erased it stays who read and what, no longer for what purpose.
    """
    rows = session.scalars(
        select(Reading)
        .where(Reading.household_id == household)
        .where(Reading.at >= began(since), Reading.at < began(until + LATER))
        .order_by(Reading.at, Reading.id)
    )
    who: dict[UUID, dict[str, str]] = {}
    for row in rows:
        if row.seat_id not in who:
            who[row.seat_id] = _who(session, row)
        yield {
            "id": str(row.id),
            "at": _exact(row.at),
            "household": str(household),
            **who[row.seat_id],
            "what": row.what,
            "how": row.how,
            **_by_which(session, row.sharing_id),
        }


def _who(session: Session, row: Reading) -> dict[str, str]:
    account = session.get(Account, row.account_id)
    person = session.get(Person, row.account_id)
    named = (
        _opened(session, "people", person.household_id, person.id, person.body) if person else {}
    )
    works = (
        _opened(
            session, "professional_accounts", account.household_id, row.account_id, account.body
        )
        if account
        else {}
    )
    return {
        "account": str(row.account_id),
        "name": str(named.get("name", "")),
        "works_at": str(works.get("works_at", "")),
        "seat": str(row.seat_id),
        "works_as": row.works_as,
    }


def _by_which(session: Session, sharing: UUID) -> dict[str, Any]:
    row = session.get(Sharing, sharing)
    if row is None:
        return {"sharing": str(sharing)}
    body = _opened(session, "sharings", row.household_id, row.id, row.body)
    return {
        "sharing": str(sharing),
        "purpose": str(body.get("purpose", "")),
        "shared_kinds": sorted(from_text(row.kinds)),
        "shared_from": _exact(row.made_at),
        "shared_until": _exact(row.ended_at or row.until),
    }


def _opened(
    session: Session, table: str, household: UUID, row: UUID, body: bytes
) -> dict[str, Any]:
    """What does not open must not keep an auditor from the rest."""
    try:
        return dict(Box.of(session, household).open_json(table, "body", row, body))
    except Tampered:
        return {}


def _exact(at: datetime) -> str:
    return at.isoformat()
