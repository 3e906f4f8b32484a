"""Reads when a note may have happened: "storm vr 19:40", "sint-6 17:00", "jun-aug za 14:00".

Pure. The words are those of almanac.py; a note that fits nowhere takes the nearest that does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

from api.demo import almanac

FEAST: Final = re.compile(r"([a-z]+)([+-]\d+)?")
AFTER: Final = re.compile(r"([a-z-]+)\+(\d+)h")

Fits = Callable[[date], bool]


@dataclass(frozen=True)
class Moment:
    """The days on which something may have happened, and at what time."""

    days: tuple[date, ...]
    at: time


def moment(when: str, days: Sequence[date]) -> Moment:
    """Return the days of the story that fit, at least one."""
    *words, clock = when.split()
    return Moment(_days(words, days), time.fromisoformat(clock))


def after(text: str) -> tuple[str, timedelta]:
    """Read "bord+2h": which note it follows, and how much later."""
    found = AFTER.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return found[1], timedelta(hours=int(found[2]))


def _days(words: Sequence[str], days: Sequence[date]) -> tuple[date, ...]:
    on = FEAST.fullmatch(words[0])
    if on and on[1] in almanac.FEASTS and len(words) == 1:
        return (almanac.feast(on[1], days, int(on[2] or 0)),)
    tests = list(_tests(words, days))
    # The season holds before the day of the week, that before the phase of the story.
    while tests:
        fitting = tuple(day for day in days if all(fits(day) for fits in tests))
        if fitting:
            return fitting
        tests.pop()
    return tuple(days)


def _tests(words: Sequence[str], days: Sequence[date]) -> Iterator[Fits]:
    """Return what a day must be, the most important first."""
    for known in (_season, _weekday, _phase):
        for word in words:
            fits = known(word, days)
            if fits is not None:
                yield fits


def _season(word: str, _days: Sequence[date]) -> Fits | None:
    if word in almanac.HOLIDAYS:
        return lambda day: almanac.holiday(day) == word
    first, _, last = word.partition("-")
    if first not in almanac.MONTHS:
        return None
    begin, end = (almanac.MONTHS.index(name) + 1 for name in (first, last or first))
    if begin <= end:
        return lambda day: begin <= day.month <= end
    return lambda day: day.month >= begin or day.month <= end


def _weekday(word: str, _days: Sequence[date]) -> Fits | None:
    if word in almanac.WEEKDAYS:
        return lambda day: day.weekday() == almanac.WEEKDAYS.index(word)
    return {
        "week": lambda day: day.weekday() < almanac.WEEKDAYS.index("za"),
        "school": lambda day: (
            day.weekday() < almanac.WEEKDAYS.index("za") and not almanac.holiday(day)
        ),
        "vrij": lambda day: bool(almanac.holiday(day)),
    }.get(word)


def _phase(word: str, days: Sequence[date]) -> Fits | None:
    first, _, last = word.partition("-")
    if first not in almanac.PHASES:
        return None
    begin, end = almanac.PHASES[first][0], almanac.PHASES[last or first][1]
    span = days[int(begin * len(days)) : max(int(end * len(days)), int(begin * len(days)) + 1)]
    return lambda day: span[0] <= day <= span[-1]
