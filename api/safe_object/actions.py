"""Setting a signal: the ward's thing was moved, or somebody saw that it was.

What comes in is kept, whatever else is wrong; a record that comes twice is one. While a signal is open
another one of the same ward is noted beside it: it starts no second ladder and silences none. It is one
of its own as soon as somebody saw the ward: what was seen then says nothing of now. Moved again long
after, more people hear it: whoever has it may have forgotten it, or sit on it.
"""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.people.model import Person
from api.push.queries import was_knocked_for
from api.safe_object.gathering import answered, known, take_turns
from api.safe_object.model import Again, Signal
from api.safe_object.practising import practice_of
from api.safe_object.standing import standing
from api.safe_object.stepping import knock_again, take_step, tell_more
from api.safe_object.words import How

CALM: Final = timedelta(minutes=10)
"""Moved many times in a row, it is heard again at most this often."""


def set_signal(
    session: Session,
    *,
    ward: UUID,
    household: UUID,
    signal_id: UUID,
    how: How,
    by: UUID | None,
    made_at: datetime,
    practice: bool,
    now: datetime,
) -> None:
    """Keep a signal, tell who is first and put it in their deliveries: one transaction, or nothing.

    `made_at` is what the phone says and decides nothing. Marked practice it is that only while they
    do practise. Nothing is kept for who left for good; who is away for some days is still heard.
    """
    take_turns(session, household)
    if _is_known(session, signal_id) or not _is_here(session, ward, household):
        return
    practises = practice and practice_of(session, ward, now) is not None
    open_one = _open_signal(session, ward, practises=practises)
    told: dict[str, object] = {"id": signal_id, "household_id": household, "how": how, "by_id": by}
    told |= {"made_at": min(made_at, now), "came_at": now}
    if open_one is not None:
        session.add(Again(signal_id=open_one.id, **told))
        session.flush()
        _heard_again(session, open_one, now)
        return
    signal = Signal(ward_id=ward, practice_since=now if practises else None, **told)
    session.add(signal)
    session.flush()
    take_step(session, signal, now)


def _open_signal(session: Session, ward: UUID, *, practises: bool) -> Signal | None:
    """Return the open signal that this one is beside. A real one never hides beside a practice.

    A practice during a real one is beside the real one: nobody has to keep two apart then.
    """
    mine = select(Signal).filter_by(ward_id=ward, closed_at=None).order_by(Signal.came_at)
    found = session.scalars(mine).all()
    real = [
        each
        for each in found
        if (each.practice_since is None or each.real_since is not None)
        and not standing(answered(session, each.id), frozenset()).seen
    ]
    return next(iter(real or (found if practises else ())), None)


def _heard_again(session: Session, signal: Signal, now: datetime) -> None:
    """Who has it, or everybody who was told, hears that it was moved once more; after long silence more do."""
    found = known(session, signal, now)
    if found is None or tell_more(session, found, now):
        return
    if not was_knocked_for(session, signal.id, now - CALM, now):
        knock_again(session, found, now)


def _is_known(session: Session, signal_id: UUID) -> bool:
    return any(session.get(table, signal_id) is not None for table in (Signal, Again))


def _is_here(session: Session, ward: UUID, household: UUID) -> bool:
    found = session.get(Person, ward)
    return found is not None and found.household_id == household and found.ended_at is None
