"""Takes the next step of one signal: writes down who is told, and sends it to their devices."""

from datetime import datetime
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


def take_step(session: Session, signal: Signal, now: datetime) -> datetime | None:
    """Do what is due now for an open signal; return when there may be more.

    Rows and deliveries are one transaction; whoever calls has taken turns.
    """
    found = known(session, signal, now)
    if found is None:
        return None
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
    return bool(steps.tell or steps.remind or steps.card)


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


def write_told(session: Session, signal: Signal, telling: Telling) -> None:
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
    word = Word.REMINDER if telling.why is Why.REMIND else Word.SIGNAL
    _send(session, signal, telling.person, word, telling.at)


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
