"""Rules of the path. Values in, values out: no database, no clock.

A phase is what people agreed on: no rule here moves a household, and none says that something is reached.
Sources: domain.md sections 3 (stresstest, traject, herstelplan, afsluitingsplan), 4 and 8.2.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from api.core.errors import Invalid
from api.path.outcomes import ORDER, Phase
from api.path.words import (
    Area,
    ClosingPlan,
    Kind,
    Named,
    People,
    RecoveryPoint,
    Says,
    StressTest,
    Words,
    kind_of,
)
from api.people.policy import Duty, Role, Side, Viewer
from i18n.marking import N_

LONGEST: Final = 2000
# A closing plan is looked at each year (domain.md 8.2, "yearly check").
CHECK_WITHIN: Final = timedelta(days=366)
MOST_PARTS: Final = 60
RESULTS: Final = frozenset({Says.HELD, Says.NOT_HELD, Says.STOPPED})

SAY_IT: Final = N_("Schrijf eerst op waar het over gaat.")
TOO_LONG: Final = N_("Dit is te lang. Gebruik minder dan 2000 letters.")
WHY_NOW: Final = N_("Niet alles is er al. Schrijf op waarom jullie toch verder gaan.")
WHO_DOES: Final = N_("Kies wie dit doet.")
WHO_STANDS_BY: Final = N_("Kies wie erbij staat en kan helpen.")
WHICH_DAY: Final = N_("Kies een dag.")
PAST_DAY: Final = N_("Deze dag is al geweest. Kies een latere dag.")
WHICH_TIME: Final = N_("Schrijf de tijd zo: 16:30.")
STOP_WORD: Final = N_("Kies een woord waarmee iedereen meteen stopt.")
WHO_KNOWS: Final = N_("Schrijf op welke hulpverlener dit weet.")
WHO_CALLS: Final = N_("Schrijf op wie wie belt. Zet elke persoon op een eigen regel.")
WHO_KEEPS: Final = N_("Kies wie het plan bewaart.")
WITHIN_YEAR: Final = N_("Kies een dag binnen 1 jaar.")
WHICH_AREA: Final = N_("Kies waar het bij hoort.")
TOO_MANY: Final = N_("Er staan er al 60. Haal er eerst een weg.")
TELL_HOW: Final = N_("Kies hoe het ging.")


def may_keep(viewer: Viewer) -> bool:
    """Say whether somebody writes what was agreed: who leads or keeps the plan, from outside the house.

    No grown-up of the household has that pen alone (domain.md 9, "abuser is a user").
    """
    duties = {Duty.CHAIR, Duty.PLAN_HOLDER}
    return viewer.role is Role.CIRCLE and bool(viewer.duties & duties)


def next_phase(phase: Phase) -> Phase | None:
    """Return the phase that comes after; None after the last."""
    place = ORDER.index(phase) + 1
    return ORDER[place] if place < len(ORDER) else None


def phase_before(phase: Phase) -> Phase | None:
    """Return the phase one step back; None before the first. Going back is one step and loses nothing."""
    place = ORDER.index(phase)
    return ORDER[place - 1] if place else None


def sheets_of(side: Side, *, apart: bool) -> tuple[Side, ...]:
    """Return whose sheets somebody on this side has: in an apart house one for each side."""
    if not apart:
        return (Side.BOTH,)
    return (Side.A, Side.B) if side is Side.BOTH else (side,)


def on_sheet(sheet: Side) -> frozenset[str]:
    """Return the sides whose rows stand on a sheet: its own, and what was written together."""
    return frozenset({str(sheet), str(Side.BOTH)})


def check_forward(missing: Collection[str], reason: str) -> None:
    """Raise Invalid when something is missing and nobody says why it goes on all the same."""
    if missing and not reason.strip():
        raise Invalid(WHY_NOW, field="reason")
    if len(reason) > LONGEST:
        raise Invalid(TOO_LONG, field="reason")


def check_words(words: Words, people: People, day: date | None, today: date) -> None:
    """Raise Invalid, with the field, for what cannot be as it was written."""
    if not words.text.strip():
        raise Invalid(SAY_IT, field="text")
    for name in words.__dataclass_fields__:
        if len(str(getattr(words, name))) > LONGEST:
            raise Invalid(TOO_LONG, field=name)
    CHECKS[kind_of(words)](words, people, day, today)


def check_room(already: int) -> None:
    """Raise Invalid when one more would be too many."""
    if already >= MOST_PARTS:
        raise Invalid(TOO_MANY, field="text")


def may_say(by: Viewer, kind: Kind, says: Says, named: Collection[UUID]) -> bool:
    """Say who says what of a part.

    Done: who does it, or keeps the plan. Yes: grown-ups of the house to a test, everybody to the closing
    plan. How a test went: who stood by, or keeps the plan. What ends: who keeps the plan.
    """
    keeps = may_keep(by)
    if says in {Says.DONE, Says.UNDONE}:
        return kind in {Kind.STEP, Kind.RECOVERY} and (keeps or by.person in named)
    if says is Says.YES:
        return kind is Kind.CLOSING or (kind is Kind.TEST and by.role is Role.ADULT)
    if says in RESULTS:
        return kind is Kind.TEST and (keeps or (by.role is Role.CIRCLE and by.person in named))
    return keeps


def _check_step(_words: Words, people: People, _day: date | None, _today: date) -> None:
    """What is done, who does it, what comes of it (domain.md 8.2, traject)."""
    if not people.get(Named.DOES):
        raise Invalid(WHO_DOES, field="does")


def _check_test(words: Words, people: People, day: date | None, today: date) -> None:
    """Scenario, day, who stands by, stop word, and a professional who knows (domain.md 8.2)."""
    assert isinstance(words, StressTest)  # noqa: S101 (the kind says so)
    _check_day(day, today)
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", words.time):
        raise Invalid(WHICH_TIME, field="time")
    if not people.get(Named.STANDS_BY):
        raise Invalid(WHO_STANDS_BY, field="stands_by")
    if not words.stop_word.strip():
        raise Invalid(STOP_WORD, field="stop_word")
    if not words.informed.strip():
        raise Invalid(WHO_KNOWS, field="informed")


def _check_recovery(words: Words, _people: People, _day: date | None, _today: date) -> None:
    assert isinstance(words, RecoveryPoint)  # noqa: S101
    if words.area not in set(Area):
        raise Invalid(WHICH_AREA, field="area")


def _check_closing(words: Words, people: People, day: date | None, today: date) -> None:
    """Who calls whom, who keeps the plan, when to look again (domain.md 8.2, afsluitingsplan)."""
    assert isinstance(words, ClosingPlan)  # noqa: S101
    if not words.calls.strip():
        raise Invalid(WHO_CALLS, field="calls")
    if not people.get(Named.KEEPS):
        raise Invalid(WHO_KEEPS, field="keeps")
    _check_day(day, today)
    if day is not None and day - today > CHECK_WITHIN:
        raise Invalid(WITHIN_YEAR, field="day")


def _check_day(day: date | None, today: date) -> None:
    if day is None:
        raise Invalid(WHICH_DAY, field="day")
    if day < today:
        raise Invalid(PAST_DAY, field="day")


Check = Callable[[Words, People, "date | None", date], None]
CHECKS: Final[Mapping[Kind, Check]] = {
    Kind.STEP: _check_step,
    Kind.TEST: _check_test,
    Kind.RECOVERY: _check_recovery,
    Kind.CLOSING: _check_closing,
}
