"""Takes the next step of one signal: writes down who is told, and sends it to their devices."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.ids import new_id
from api.push import queue
from api.push.rules import Word
from api.safe_object.gathering import Known, known, reach
from api.safe_object.model import Signal, Told
from api.safe_object.rules import Steps, Telling, next_steps
from api.safe_object.standing import standing
from api.safe_object.words import Why

SILENT: Final = timedelta(minutes=15)


def take_step(session: Session, signal: Signal, now: datetime) -> datetime | None:
    """Do what is due now for an open signal; return when there may be more.

    Rows and deliveries are one transaction; whoever calls has taken turns. Whoever may hear of it no
    more is not knocked for later either.
    """
    found = known(session, signal, now)
    if found is None:
        return None
    lost = _lost(found)
    if lost:
        queue.take_back(session, about=signal.id, people=lost, now=now)
    steps = _steps(session, found, now)
    for telling in steps.tell:
        write_told(session, signal, telling)
    if steps.card:
        write_told(session, signal, Telling(None, len(found.order.places), now, Why.CARD))
        heard = (*found.told, *steps.tell)
        for person in {each.person for each in heard if each.person in found.may}:
            _send(session, signal, person, Word.SIGNAL, now)
    for person in steps.remind:
        write_told(session, signal, Telling(person, -1, now, Why.REMIND))
    session.flush()
    return steps.look_again


def is_due(session: Session, signal: Signal, now: datetime) -> bool:
    """Say whether there is anything to do for an open signal now; it writes nothing."""
    found = known(session, signal, now)
    if found is None:
        return False
    steps = _steps(session, found, now)
    if steps.tell or steps.remind or steps.card:
        return True
    lost = _lost(found)
    return bool(lost) and queue.still_waits(session, about=signal.id, people=lost)


def _lost(found: Known) -> frozenset[UUID]:
    """Return who was told and may hear of it no more."""
    return frozenset(each.person for each in found.told if each.person) - found.may


def _steps(session: Session, found: Known, now: datetime) -> Steps:
    return next_steps(
        found.signal.came_at,
        order=found.order,
        told=found.told,
        answers=found.answers,
        reach=reach(session, found, now),
        now=now,
    )


def knock_again(session: Session, found: Known, now: datetime) -> None:
    """Let who has a signal hear of it once more, or all who were told when nobody has it."""
    owner = standing(found.answers, found.may).owner
    told = {each.person for each in found.told} & found.may
    for person in told if owner is None else {owner}:
        _send(session, found.signal, person, Word.SIGNAL, now)


def tell_more(session: Session, found: Known, now: datetime) -> bool:
    """Tell all who were told and the safety people when nobody said a word for long; say whether it was so.

    While the ladder goes on it finds them by itself.
    """
    if not (found.answers or any(each.why is Why.CARD for each in found.told)):
        return False
    moments = [found.signal.came_at, *(each.at for each in found.told)]
    last = max([*moments, *(each.at for each in found.answers)])
    if now - last < SILENT:
        return False
    before = {each.person for each in found.told}
    for person in (before | found.ward.safety_people) & found.may:
        why = Why.REMIND if person in before else Why.TURN
        write_told(session, found.signal, Telling(person, -1, now, why), Word.SIGNAL)
    session.flush()
    return True


def write_told(
    session: Session, signal: Signal, telling: Telling, word: Word | None = None
) -> None:
    """Write down that somebody is told, and let their devices hear it."""
    session.add(
        Told(
            id=new_id(),
            household_id=signal.household_id,
            signal_id=signal.id,
            person_id=telling.person,
            place=telling.place,
            at=telling.at,
            why=telling.why,
        )
    )
    usual = Word.REMINDER if telling.why is Why.REMIND else Word.SIGNAL
    _send(session, signal, telling.person, word or usual, telling.at)


def _send(session: Session, signal: Signal, person: UUID | None, word: Word, now: datetime) -> None:
    if person is not None:
        queue.send(
            session,
            person=person,
            household=signal.household_id,
            word=word,
            about=signal.id,
            now=now,
        )
