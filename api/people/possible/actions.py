"""Writing down who perhaps can join, and taking a name away."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import Invalid, NotHere
from api.core.vault import Box
from api.people.model import Household
from api.people.policy import Viewer
from api.people.possible.model import PossiblePerson
from api.people.possible.queries import possible_people
from api.people.possible.rules import FULL, MOST, check_name, may_look
from api.people.queries import UNKNOWN


def write_down(
    session: Session, *, by: Viewer, possible_id: UUID, name: str, question: int, now: datetime
) -> UUID:
    """Keep a name for oneself. Sent twice it stands once. Raises NotHere, and Invalid with the field."""
    _take_turns(session, by)
    if not may_look(by, now):
        raise NotHere(UNKNOWN)
    found = check_name(name)
    known = session.get(PossiblePerson, possible_id)
    if known is not None:
        if known.by_id != by.person:
            raise NotHere(UNKNOWN)
        return possible_id
    if len(possible_people(session, by, now)) >= MOST:
        raise Invalid(FULL, field="name")
    body = {"name": found, "question": question}
    session.add(
        PossiblePerson(
            id=possible_id,
            household_id=by.household,
            by_id=by.person,
            at=now,
            ended_at=None,
            body=Box.of(session, by.household).lock_json(
                "possible_people", "body", possible_id, body
            ),
        )
    )
    session.flush()
    return possible_id


def take_away(session: Session, *, by: Viewer, possible_id: UUID, now: datetime) -> None:
    """Take a name away. Twice is once; raises NotHere for what is not one's own."""
    _take_turns(session, by)
    row = session.get(PossiblePerson, possible_id)
    if row is None or row.by_id != by.person or not may_look(by, now):
        raise NotHere(UNKNOWN)
    row.ended_at = row.ended_at or now
    session.flush()


def _take_turns(session: Session, by: Viewer) -> None:
    session.execute(select(Household.id).filter_by(id=by.household).with_for_update(key_share=True))
