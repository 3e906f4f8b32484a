"""Every reading of a house for an auditor, with the hour (NEN 7513): for the command line alone."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.vault import Box, Tampered
from api.people.consenting.kinds import from_text
from api.people.consenting.model import Sharing
from api.people.looking.rules import began
from api.people.model import Person
from api.people.professionals.model import Account, Reading, Seat

LATER = timedelta(days=1)


def audited(
    session: Session, household: UUID, since: date, until: date
) -> Iterator[dict[str, Any]]:
    """Yield who read what of a house, oldest first; both days included. Ask it everywhere."""
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
    person = session.get_one(Person, row.account_id)
    home = person.household_id
    named = _opened(Box.of(session, home), "people", person.id, person.body)
    works = (
        _opened(Box.of(session, home), "professional_accounts", account.person_id, account.body)
        if account
        else {}
    )
    return {
        "account": str(row.account_id),
        "name": str(named.get("name", "")),
        "works_at": str(works.get("works_at", "")),
        "seat": str(row.seat_id),
        "works_as": session.get_one(Seat, row.seat_id).works_as,
    }


def _by_which(session: Session, sharing: UUID) -> dict[str, Any]:
    row = session.get_one(Sharing, sharing)
    body = _opened(Box.of(session, row.household_id), "sharings", row.id, row.body)
    return {
        "sharing": str(sharing),
        "purpose": str(body.get("purpose", "")),
        "shared_kinds": sorted(from_text(row.kinds)),
        "shared_from": _exact(row.made_at),
        "shared_until": _exact(row.ended_at or row.until),
    }


def _opened(box: Box, table: str, row: UUID, body: bytes) -> dict[str, Any]:
    """What does not open must not keep an auditor from the rest."""
    try:
        return dict(box.open_json(table, "body", row, body))
    except Tampered:
        return {}


def _exact(at: datetime) -> str:
    return at.isoformat()
