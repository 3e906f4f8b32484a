"""Reading one's own names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.vault import Box, Tampered
from api.people.policy import Verb, Viewer, may
from api.people.possible.model import PossiblePerson
from api.people.possible.rules import possible_item


@dataclass(frozen=True, slots=True)
class Possible:
    """Somebody who perhaps can join, and at which question the name came up."""

    id: UUID
    name: str
    question: int


def possible_people(session: Session, viewer: Viewer, now: datetime) -> list[Possible]:
    """Return one's own names, the newest first; nothing when another reads along."""
    if not may(viewer, Verb.SEE, possible_item(viewer, now)):
        return []
    box = Box.of(session, viewer.household)
    mine = select(PossiblePerson).filter_by(
        household_id=viewer.household, by_id=viewer.person, ended_at=None
    )
    rows = session.scalars(mine.order_by(PossiblePerson.at.desc(), PossiblePerson.id))
    return [found for row in rows if (found := _opened(box, row))]


def possible_name(session: Session, viewer: Viewer, possible_id: UUID, now: datetime) -> str:
    """Return one of one's own names; "" for what is not there."""
    every = possible_people(session, viewer, now)
    return next((each.name for each in every if each.id == possible_id), "")


def _opened(box: Box, row: PossiblePerson) -> Possible | None:
    """A name that does not open is left out: the alarm has rung."""
    try:
        body = box.open_json("possible_people", "body", row.id, row.body)
    except Tampered:
        return None
    return Possible(row.id, body["name"], body["question"])
