"""What the year holds for a Dutch family: seasons, school holidays, feasts and birthdays.

And the phases of the story. Pure: dates in, dates out, no clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import count
from math import ceil
from typing import Final

DAYS: Final = 426  # fourteen months of logbook
BEFORE: Final = 122  # four months before them, with a plan and hardly a note
MONTHS: Final = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
WEEKDAYS: Final = ("ma", "di", "wo", "do", "vr", "za", "zo")

# Parts of the fourteen months, and early: the four months before them. What happened first, then a
# hard autumn, the plan, the climb, one bad evening, mending it, and a steady time. Seasons follow
# the calendar, this follows the story.
PHASES: Final[Mapping[str, tuple[float, float]]] = {
    "any": (0.0, 1.0),
    "early": (0.0, 1.0),
    "begin": (0.0, 0.0165),
    "storm": (0.02, 0.17),
    "meet": (0.135, 0.152),
    "plan": (0.155, 0.26),
    "climb": (0.26, 0.50),
    "fall": (0.50, 0.517),
    "dip": (0.519, 0.575),
    "mend": (0.575, 0.67),
    "steady": (0.66, 1.0),
    "late": (0.93, 1.0),
    "fresh": (0.984, 1.0),
}
HOLIDAYS: Final[Mapping[str, tuple[tuple[int, int], tuple[int, int]]]] = {
    "herfst": ((10, 17), (10, 25)),
    "winter": ((12, 20), (12, 31)),
    "nieuwjaar": ((1, 1), (1, 3)),
    "voorjaar": ((2, 14), (2, 22)),
    "meivakantie": ((4, 25), (5, 3)),
    "zomer": ((7, 11), (8, 23)),
}
YEARLY: Final[Mapping[str, tuple[int, int]]] = {
    "sint": (12, 5),
    "kerst": (12, 25),
    "oud": (12, 31),
    "noor": (3, 14),
    "koning": (4, 27),
    "sam": (6, 2),
    "els": (9, 19),
}
MOON: Final[Mapping[str, tuple[int, int]]] = {"eid": (10, 1), "offer": (12, 10)}
FEASTS: Final = frozenset(YEARLY) | frozenset(MOON)


def window(today: date) -> tuple[date, ...]:
    """Return the days of the story: fourteen months, up to yesterday."""
    return tuple(today - timedelta(days=back) for back in range(DAYS, 0, -1))


def beginning(today: date) -> tuple[date, ...]:
    """Return the days before the story: the household is here and made its first agreements."""
    first = today - timedelta(days=DAYS)
    return tuple(first - timedelta(days=back) for back in range(BEFORE, 0, -1))


def feast(name: str, days: Iterable[date], offset: int = 0) -> date:
    """Return the last time a feast, moved by some days, fell on one of the given days."""
    among = set(days)
    years = range(max(among).year + 1, min(among).year - 2, -1)
    moved = (day + timedelta(days=offset) for year in years for day in _feasts(name, year))
    return next(day for day in moved if day in among)


def holiday(day: date) -> str | None:
    """Return the school holiday that a day is in."""
    for name, (first, last) in HOLIDAYS.items():
        if first <= (day.month, day.day) <= last:
            return name
    return None


def _feasts(name: str, year: int) -> tuple[date, ...]:
    if name in MOON:
        return _by_the_moon(*MOON[name], year)
    if name == "koning" and date(year, 4, 27).weekday() == WEEKDAYS.index("zo"):
        return (date(year, 4, 26),)
    return (date(year, *YEARLY[name]),)


def _by_the_moon(month: int, day: int, year: int) -> tuple[date, ...]:
    """Return when a day of the Islamic year falls in this year, newest first.

    By the arithmetic calendar: within a day of what the mosque says, which is enough for a story.
    """
    found: list[date] = []
    for moon_year in count(int((year - 622) * 33 / 32) - 1):
        gone = (moon_year - 1) * 354 + (3 + 11 * moon_year) // 30
        at = date.fromordinal(227014 + gone + ceil(29.5 * (month - 1)) + day)
        if at.year > year:
            return tuple(reversed(found))
        if at.year == year:
            found.append(at)
    raise AssertionError
