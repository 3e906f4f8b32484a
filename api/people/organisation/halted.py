"""What somebody hears whose house stands still or goes away, and for how long.

It is said only to who gave the right secret or whose browser is signed in: no door tells it to others.
It says no reason and no name.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import Refusal
from api.people.organisation.model import Halt
from api.people.organisation.rules import is_last_month, lets_take
from api.people.roles import Role
from i18n.marking import N_

STILL: Final = N_(
    "Dit boek staat nu stil. Het geeft nu niets door. Wat je schreef, is er nog."
    " Is er gevaar? Bel 112."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A halt that stands; ``until`` only for a house that goes away."""

    kind: str
    since: datetime
    until: datetime | None

    def lets_take(self, now: datetime) -> bool:
        """Say whether everybody may still take along what is theirs."""
        return lets_take(self.kind, self.until, now)


class Halted(Refusal):
    """The house of this person stands still. A program keeps what it has and asks again later.

    A page is told as to somebody who is away: the phone then forgets the pages that it kept.
    """

    status = 503
    page_status = 401
    page = "organisation/halted.html"
    retry_after = 900
    clears = '"cache"'

    def __init__(self, stop: Stop, *, role: Role, now: datetime) -> None:
        """Keep whom it is told to, and whether they may take their book along."""
        super().__init__(STILL)
        self.child = role is Role.CHILD
        self.until = stop.until if stop.lets_take(now) else None
        self.last = self.until is not None and is_last_month(self.until, now)
        self.takes = self.until is not None and role is not Role.PROFESSIONAL


def stop_of(session: Session, household: UUID) -> Stop | None:
    """Return whether a house stands still or goes away now."""
    query = select(Halt).filter_by(household_id=household, ended_at=None)
    found = session.scalars(query).first()
    return None if found is None else as_stop(found)


def as_stop(row: Halt) -> Stop:
    """Return a row as what it means."""
    return Stop(kind=row.kind, since=row.since, until=row.until)
