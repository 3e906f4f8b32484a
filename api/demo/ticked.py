"""Reads twelve weeks of a household: who ticked what on which day, what they want, and who came along.

Pure but for reading the files of weeks/. The same day and seed always tell the same weeks.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import groupby
from pathlib import Path
from random import Random
from typing import Any, Final

from api.demo import almanac
from api.demo.anchors import Points, read
from api.resilience.rules import week_number
from i18n.dates import AMSTERDAM, here

FOLDER: Final = Path(__file__).with_name("weeks")
SEED: Final = 20
DAYS: Final = 84
AHEAD: Final = 60  # so far ahead somebody puts a holiday down
BEFORE: Final = timedelta(days=9)
NAMES: Final[Mapping[str, str]] = {
    "herfst": "Herfstvakantie",
    "winter": "Kerstvakantie",
    "nieuwjaar": "Kerstvakantie",
    "voorjaar": "Voorjaarsvakantie",
    "meivakantie": "Meivakantie",
    "zomer": "Zomervakantie",
}
Fields = Mapping[str, Any]


@dataclass(frozen=True)
class Ticked:
    """What somebody ticked at one moment in one week: cells with the words of each."""

    whose: str
    by: str
    at: datetime
    day: date
    cells: tuple[Fields, ...]


@dataclass(frozen=True)
class Free:
    """A holiday, from the first day up to and with the last."""

    whose: str
    by: str
    at: datetime
    first: date
    last: date
    name: str


@cache
def written(mode: str) -> Fields:
    """Return what a household wrote, as it stands in its file."""
    return tomllib.loads((FOLDER / f"{mode}.toml").read_text(encoding="utf-8"))


def ticked(mode: str, known: Points) -> Iterator[Ticked]:
    """Return what was ticked of the last twelve weeks, up to yesterday."""
    today, lines = here(known["now"]), written(mode)["done"]
    homes = written(mode).get("home", ())
    for back in range(DAYS, 0, -1):
        day = today - timedelta(days=back)
        said: defaultdict[tuple[str, str, str], list[Fields]] = defaultdict(list)
        for place, line in enumerate(lines):
            if _came(line, place, day, homes):
                said[line["whose"], line["by"], line["clock"]] += _cells(line, place, day)
        for (whose, by, clock), cells in said.items():
            at = datetime.combine(day, time.fromisoformat(clock), AMSTERDAM)
            yield Ticked(whose, by, at, day, tuple(cells))


def free(mode: str, known: Points) -> Iterator[Free]:
    """Return the holidays: those of school, and days of their own."""
    today = here(known["now"])
    for own in written(mode).get("free", ()):
        first, last = (today + timedelta(days=own[name]) for name in ("first", "last"))
        yield Free(own["whose"], own["by"], read(own["at"], known), first, last, own["name"])
    around = [today + timedelta(days=ahead) for ahead in range(-DAYS, AHEAD)]
    for line in written(mode)["holidays"]:
        for name, run in groupby(around, lambda day: NAMES.get(almanac.holiday(day) or "")):
            days_off = list(run)
            if name:
                at = datetime.combine(min(days_off[0], today), time(20), AMSTERDAM) - BEFORE
                yield Free(line["whose"], line["by"], at, days_off[0], days_off[-1], name)


def coming(weekday: str, after: date) -> date:
    """Return the first such day after another one."""
    ahead = (almanac.WEEKDAYS.index(weekday) - after.weekday() - 1) % 7 + 1
    return after + timedelta(days=ahead)


def _came(line: Fields, place: int, day: date, homes: tuple[Fields, ...]) -> bool:
    if almanac.WEEKDAYS[day.weekday()] not in line["every"]:
        return False
    if line.get("school") and almanac.holiday(day):
        return False
    if "home" in line and line["home"] != _home(line["whose"], day, homes):
        return False
    return _chance(line, place, day).random() < float(line["chance"])


def _home(whose: str, day: date, homes: tuple[Fields, ...]) -> str:
    weeks = "odd" if week_number(day) % 2 else "even"
    weekday = almanac.WEEKDAYS[day.weekday()]
    mine = (each for each in homes if each["whose"] == whose)
    return next((str(each["home"]) for each in mine if weekday in each[weeks]), "")


def _cells(line: Fields, place: int, day: date) -> list[Fields]:
    """Return the cells of one line; what was written and stuck goes with the first."""
    chance = _chance(line, place, day)
    chance.random()
    texts, stickers = line.get("text", [""]), line.get("sticker", [""])
    words = {
        "text": chance.choice(texts),
        "sticker": chance.choice(stickers),
        "with": line.get("with", []),
        "act": line.get("act", "set"),
    }
    first, *more = line["cells"]
    return [{**words, "cell": first}, *({**words, "text": "", "cell": each} for each in more)]


def _chance(line: Fields, place: int, day: date) -> Random:
    return Random(f"{SEED}/{line['whose']}/{place}/{day}")  # nosec B311 - made-up life, no secret
