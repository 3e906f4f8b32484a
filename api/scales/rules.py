"""Rules of the safety scale (veiligheidsschaal). Values in, values out: no database, no clock.

A month here is its first day, as Amsterdam has it. Nothing is averaged, and no rule says of a house
that it is safe: people say that together.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol, TypeVar
from uuid import UUID

from api.core.errors import Invalid
from api.people.policy import Role
from i18n.dates import here
from i18n.marking import N_

# domain.md 3: 6 is protected, it stopped; 7 is good enough. The two lines of every chart.
STOPPED: Final = 6
GOOD_ENOUGH: Final = 7
LINES: Final = (STOPPED, GOOD_ENOUGH)
# domain.md 4: at least a 6 for 6 months, at least one score a month.
STEADY_MONTHS: Final = 6
# features.md 37 and language.md: five faces from about 4, a ladder from 8.
FIRST_YEAR_OF_A_LADDER: Final = 8
# How long a number may be on its way and still count in the month in which it was given. Later its
# giver could have read what the others gave in that month.
LONGEST_ON_THE_WAY: Final = timedelta(days=7)
# What a history shows. domain.md 1: safety planning takes 12 to 18 months.
SHOWN_MONTHS: Final = 18

NO_NUMBER: Final = N_("Kies eerst een cijfer.")
NO_FACE: Final = N_("Kies eerst een plaatje.")
NOT_WHOLE: Final = N_("Een half cijfer kan niet. Kies een heel cijfer van 0 tot 10.")
NOT_A_SCORE: Final = N_("Dit kan niet. Kies een cijfer van 0 tot 10.")
NOT_A_FACE: Final = N_("Dit kan niet. Kies een van de plaatjes.")
WHAT_DID_YOU_SEE: Final = N_("Schrijf op wat je zag of hoorde.")
WHO_READS: Final = N_("Kies wie dit mag lezen.")
NO_WORDS: Final = N_("Schrijf iets op bij 0 en bij 10.")
OTHER_WORDS: Final = N_("Dit cijfer staat er al. Wil je iets anders? Geef een nieuw cijfer.")
NOT_HERE: Final = N_("Dit is er niet.")


class Asked(StrEnum):
    """What was shown to choose from. All three run up: more is better."""

    NUMBER = "number"
    FACES = "faces"
    LADDER = "ladder"

    @property
    def values(self) -> range:
        """From the worst to the best answer."""
        return range(1, 6) if self is Asked.FACES else range(11)

    @property
    def has_lines(self) -> bool:
        """The lines at 6 and 7 mean something on the scale of a danger, and on no other."""
        return self is Asked.NUMBER


class Dated(Protocol):
    """A number that somebody gave at a moment."""

    @property
    def person_id(self) -> UUID: ...
    @property
    def at(self) -> datetime: ...
    @property
    def asked(self) -> str: ...


Given = TypeVar("Given", bound=Dated)


def asked_of(role: Role, born_year: int | None, now: datetime) -> Asked:
    """Return what somebody chooses from. A child whose year is not known gets the faces: all can read them."""
    if role is not Role.CHILD:
        return Asked.NUMBER
    if born_year is not None and here(now).year - born_year >= FIRST_YEAR_OF_A_LADDER:
        return Asked.LADDER
    return Asked.FACES


def check_value(typed: str, asked: Asked) -> int:
    """Return the number that was chosen; raises Invalid for what is no whole number of this scale."""
    bare, faces = typed.strip(), asked is Asked.FACES
    if not bare:
        raise Invalid(NO_FACE if faces else NO_NUMBER, field="value")
    if re.fullmatch(r"[0-9]{1,2}", bare) and int(bare) in asked.values:
        return int(bare)
    if not faces and re.fullmatch(r"[0-9]{1,2}\s*([.,]\s*[0-9]+|½)", bare):
        raise Invalid(NOT_WHOLE, field="value")
    raise Invalid(NOT_A_FACE if faces else NOT_A_SCORE, field="value")


def given_at(made_at: datetime, now: datetime) -> datetime:
    """Return when a number counts as given: when it was made, unless it was on its way for too long."""
    return made_at if now - made_at <= LONGEST_ON_THE_WAY else now


def month_of(moment: date) -> date:
    """Return the round to which a moment belongs: its calendar month in Amsterdam."""
    return here(moment).replace(day=1)


def months_after(month: date, number: int) -> date:
    """Return the month so many later, or earlier when negative."""
    year, place = divmod(month.year * 12 + month.month - 1 + number, 12)
    return date(year, place + 1, 1)


def months_between(first: date, last: date) -> int:
    """Return how many months the last one lies after the first."""
    return (last.year - first.year) * 12 + last.month - first.month


def is_open(month: date, mine: Collection[date], this_month: date) -> bool:
    """Own first: what others gave this month opens with one's own number, so that nobody follows another.

    A month that is over is history and open to who may see it at all. Source: domain.md 9, "Scores
    used as verdict": blind scoring.
    """
    return month < this_month or month in mine


def opened(scores: Iterable[Given], *, person: UUID, now: datetime) -> list[Given]:
    """Return the scores of one scale that are open to this person, their own among them.

    A child's own scale is no round: nobody else gives a number there, so nobody waits for one.
    """
    every, this_month = list(scores), month_of(now)
    mine = {month_of(each.at) for each in every if each.person_id == person}
    return [
        each
        for each in every
        if each.person_id == person
        or each.asked != Asked.NUMBER
        or is_open(month_of(each.at), mine, this_month)
    ]


def months_at_six(values: Mapping[date, int], this_month: date) -> int:
    """Return for how many months in a row one scorer gave a 6 or more, up to now.

    This month counts once it has a number. A month without one ends the row: silence is not safety.
    Source: domain.md 4, "≥ 6 for 6 months", scored at least monthly.
    """
    month = this_month if this_month in values else months_after(this_month, -1)
    number = 0
    while values.get(month, 0) >= STOPPED:
        number, month = number + 1, months_after(month, -1)
    return number


def months_since(day: date, today: date) -> int:
    """Return how many whole months passed since a day."""
    passed = months_between(day, today) - (today.day < day.day)
    return max(passed, 0)
