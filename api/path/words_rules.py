"""What must be so of the words of a part before they stand there. Values in, values out.

Source: domain.md section 8.2 (stresstest, traject, herstelplan, afsluitingsplan).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

from api.core.errors import Invalid
from api.path.kinds import Area, Kind, Named
from api.path.rules import LONGEST, TOO_LONG
from api.path.words import ClosingPlan, People, RecoveryPoint, StressTest, Words, kind_of
from i18n.marking import N_

# A closing plan is looked at each year.
CHECK_WITHIN: Final = timedelta(days=366)
SAY_IT: Final = N_("Schrijf eerst op waar het over gaat.")
WHO_DOES: Final = N_("Kies wie dit doet.")
WHO_STANDS_BY: Final = N_("Kies wie erbij staat en kan helpen.")
WHICH_DAY: Final = N_("Kies een dag.")
PAST_DAY: Final = N_("Deze dag is al geweest. Kies een latere dag.")
WHICH_TIME: Final = N_("Schrijf de tijd zo: 16:30.")
STOP_WORD: Final = N_("Kies een woord waarmee iedereen meteen stopt.")
WHO_KNOWS: Final = N_("Schrijf op wie van de hulp dit weet.")
WHO_CALLS: Final = N_("Schrijf op wie wie belt. Zet elke persoon op een eigen regel.")
WHO_KEEPS: Final = N_("Kies wie het plan bewaart.")
WITHIN_YEAR: Final = N_("Kies een dag binnen 1 jaar.")
WHICH_AREA: Final = N_("Kies waar het bij hoort.")


def check_words(words: Words, people: People, day: date | None, today: date) -> None:
    """Raise Invalid, with the field, for what cannot be as it was written."""
    if not words.text.strip():
        raise Invalid(SAY_IT, field="text")
    for name in words.__dataclass_fields__:
        if len(str(getattr(words, name))) > LONGEST:
            raise Invalid(TOO_LONG, field=name)
    CHECKS[kind_of(words)](words, people, day, today)


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
