"""Keeps beside a note that it is a check of an agreement. Called in the transaction that writes the note."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.plan.checking.model import Check
from api.plan.checking.rules import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a note tells of looking: by whom, at which agreement, when, and whether it was arranged."""

    entry: UUID
    household: UUID
    person: UUID
    agreement: UUID
    visit: Kind | None
    at: datetime


def record(session: Session, told: Told) -> None:
    """Write down that this note is a check. Twice is once; a corrected note says what it says now."""
    row = session.get(Check, told.entry)
    if row is None:
        row = Check(entry_id=told.entry, household_id=told.household, person_id=told.person)
        session.add(row)
    row.agreement_id, row.visit, row.at = told.agreement, told.visit, told.at
    session.flush()


def forget(session: Session, entry: UUID) -> None:
    """Let a note be no check any more: it says something else now, or was taken back. Twice is once."""
    row = session.get(Check, entry)
    if row is not None:
        session.delete(row)
        session.flush()
