"""What the worker carries out: people who asked to be erased, three days after they did."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.db import EVERYWHERE
from api.core.each import for_each
from api.core.erasing import wipe_logs
from api.core.house import House
from api.people.ending import hold
from api.people.erasing import queries
from api.people.erasing.actions import tell_when
from api.people.erasing.again import erase_again
from api.people.erasing.carrying import erase_person
from api.people.erasing.holding import is_held
from api.people.erasing.model import Erasure
from api.people.erasing.rules import WAITS
from api.people.organisation.halted import stop_of
from api.people.queries import viewer

log = logging.getLogger("huisboek.worker")
# What waited longer than this comes as a surprise: it is told anew, with three days to take it back.
LATE: Final = timedelta(days=1)


def erase_due(house: House, now: datetime) -> None:
    """Erase who is due. What was taken back meanwhile stays; what a crash cut off is done again.

    In a house that stands still nobody can come in to take it back, so there it waits, and a child's as
    long as somebody reads along or a signal of it is open. After that it is told anew, for who asked it
    may have forgotten.
    """
    with house.db.reading(EVERYWHERE) as session:
        found = [
            each
            for each in queries.due(session, now)
            if stop_of(session, each[1]) is None and not is_held(session, each[2], now)
        ]
    for_each(found, lambda each: _erase(house, *each, now), chore="erase_due")


@dataclass
class Again:
    """Erases anew whom older data has back. Data is put back while nothing runs: one look is enough."""

    looked: bool = False
    wipes: bool = False

    def erase_again(self, house: House, now: datetime) -> None:
        """Look once, as the worker begins; again when somebody kept the last wipe from being done."""
        if self.looked:
            return
        try:
            erase_again(house, now)
            if self.wipes:  # whom it erased is not found any more
                wipe_logs(house)
        except RuntimeError:
            self.wipes = True
            log.warning("erase_again: old bytes are held, tried again")
        else:
            self.looked = True


def _waits_anew(house: House, erasure: UUID, household: UUID, person: UUID, now: datetime) -> bool:
    """Put off what waited long after its moment, and say so; never for who takes part no longer."""
    with house.db.writing(household, by=None, now=now) as session:
        hold(session, person)
        row = session.get_one(Erasure, erasure, with_for_update=True)
        someone = viewer(session, person)
        if row.ended_at is not None or row.due_at >= now - LATE or someone.ended_at is not None:
            return False
        row.due_at = now + WAITS
        tell_when(session, someone, row.due_at, now)
        return True


def _erase(house: House, erasure: UUID, household: UUID, person: UUID, now: datetime) -> None:
    if _waits_anew(house, erasure, household, person, now):
        return

    def still(session: Session) -> bool:
        row = session.get(Erasure, erasure, with_for_update=True)
        if row is None or row.ended_at is not None:
            return False
        return not queries.is_shown_only(session, row)

    try:
        done = erase_person(house, household=household, person=person, now=now, still=still)
    except RuntimeError:
        log.warning("erase_due: old bytes are held, tried again")
        return
    with house.db.writing(household, by=None, now=now) as session:
        row = session.get(Erasure, erasure, with_for_update=True)
        if row is None or row.ended_at is not None:
            return
        if done:
            row.done_at = now
        else:
            row.ended_at = now
