"""Answering a signal: one owns it, hands it over, has seen the ward, says what was done, closes it.

Whoever may not see a signal finds nothing here. Two at once take turns; the second is told who goes.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.core.errors import Invalid, NotHere
from api.core.ids import new_id
from api.core.text import tidy
from api.core.vault import Box
from api.people.policy import Viewer, sees_member
from api.people.queries import UNKNOWN
from api.safe_object.gathering import Known, answered, known, take_turns
from api.safe_object.model import Answer, Signal
from api.safe_object.rules import Telling
from api.safe_object.seeing import sees
from api.safe_object.standing import Standing, standing
from api.safe_object.stepping import knock_again, take_step, write_told
from api.safe_object.words import OWNS, SAW, Face, Kind, Why
from i18n.marking import N_

FIRST_SEE = N_("Iemand moet eerst zien of horen hoe het gaat. Dan kan dit klaar zijn.")
NOT_YOURS = N_("Iemand anders gaat al. Kijk op deze pagina.")
IS_OVER = N_("Dit is al klaar.")
SAY_HOW = N_("Kies hoe het gaat.")
SAY_WHAT = N_("Schrijf op wat je deed.")
CHOOSE_WHO = N_("Kies wie het overneemt.")
LONGEST = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The words of an answer: how the ward is as a face, what was seen or done, or that it was play."""

    text: str = ""
    face: Face | None = None
    play: bool = False


def answer(
    session: Session,
    *,
    by: Viewer,
    signal_id: UUID,
    kind: Kind,
    now: datetime,
    to: UUID | None = None,
    said: Said | None = None,
) -> Standing:
    """Keep one answer; return how the signal stands. Pressed twice it is one.

    Who says "ik ga" while another has it changes nothing and reads who goes. Raises NotHere, Invalid.
    """
    take_turns(session, by.household)
    signal, found = _find(session, by, signal_id, now)
    stands = standing(found.answers, found.may)
    if signal.closed_at is not None:
        raise Invalid(IS_OVER)
    said = Said() if said is None else said
    if kind in OWNS and not stands.is_free(now):
        return stands
    _check(kind, stands, by=by, to=to, said=said, found=found)
    _keep(session, signal, by=by, kind=kind, now=now, to=to, said=said)
    _follow(session, signal, found, kind=kind, to=to, now=now)
    return standing(answered(session, signal.id), found.may)


def _find(session: Session, by: Viewer, signal_id: UUID, now: datetime) -> tuple[Signal, Known]:
    signal = session.get(Signal, signal_id)
    if signal is None or signal.household_id != by.household:
        raise NotHere(UNKNOWN)
    found = known(session, signal, now)
    if found is None or not sees(by, found):
        raise NotHere(UNKNOWN)
    return signal, found


def _check(
    kind: Kind, stands: Standing, *, by: Viewer, to: UUID | None, said: Said, found: Known
) -> None:
    """Raise Invalid, with the field, for what cannot be now."""
    if kind in {Kind.HAND_OVER, Kind.DONE, Kind.CLOSE, Kind.KEEP} and stands.owner != by.person:
        raise Invalid(NOT_YOURS)
    if kind is Kind.HAND_OVER and to not in {each.person for each in can_take_over(found, by)}:
        raise Invalid(CHOOSE_WHO, field="to")
    if kind in SAW and said.face is None:
        raise Invalid(SAY_HOW, field="face")
    if kind in {Kind.DONE, Kind.CLOSE} and not stands.seen:
        raise Invalid(FIRST_SEE)
    if kind is Kind.DONE and not (tidy(said.text) or said.play):
        raise Invalid(SAY_WHAT, field="text")
    if kind is Kind.REAL and found.signal.practice_since is None:
        raise NotHere(UNKNOWN)


def can_take_over(found: Known, by: Viewer) -> list[Viewer]:
    """Return to whom somebody may hand it over: who may answer, and whom they know to be here."""
    on_it = {each for place in found.order.places for each in place.people} | {
        each.person for each in found.told
    }
    return [
        each
        for each in found.people
        if each.person in found.may & on_it and each.person != by.person and sees_member(by, each)
    ]


def _keep(
    session: Session,
    signal: Signal,
    *,
    by: Viewer,
    kind: Kind,
    now: datetime,
    to: UUID | None,
    said: Said,
) -> None:
    row, words = new_id(), {"text": tidy(said.text)[:LONGEST], "face": said.face, "play": said.play}
    number = session.scalar(
        select(func.count()).select_from(Answer).where(Answer.signal_id == signal.id)
    )
    box = Box.of(session, by.household)
    has_words = any(words.values())
    session.add(
        Answer(
            id=row,
            household_id=by.household,
            signal_id=signal.id,
            number=(number or 0) + 1,
            person_id=by.person,
            kind=kind,
            at=now,
            to_id=to if kind is Kind.HAND_OVER else None,
            body=box.lock_json("signals_answered", "body", row, words) if has_words else None,
        )
    )
    session.flush()


def _follow(
    session: Session, signal: Signal, found: Known, *, kind: Kind, to: UUID | None, now: datetime
) -> None:
    """What an answer brings about at once. What was told as practice is told anew when it is real."""
    if kind is Kind.HAND_OVER and to is not None:
        write_told(session, signal, Telling(to, -1, now, Why.HAND_OVER))
    if kind is Kind.CLOSE:
        signal.closed_at = now
    if kind is Kind.REAL and signal.real_since is None:
        signal.real_since = now
        session.flush()
        take_step(session, signal, now)
        knock_again(session, replace(found, answers=()), now)
    session.flush()
