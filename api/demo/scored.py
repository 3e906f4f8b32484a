"""Reads which numbers the people of the demo gave, and when: once a month, on an evening of their own.

Pure but for reading the files of scores/.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import count, takewhile
from pathlib import Path
from random import Random
from typing import Any, Final

from api.demo.agreed import Agreed, agreed
from api.demo.anchors import Points, read
from i18n.dates import AMSTERDAM, here

FOLDER: Final = Path(__file__).with_name("scores")
SEED: Final = 20
A_MONTH: Final = timedelta(days=30, hours=10)
SOON: Final = timedelta(days=1)  # nobody gives a number on the evening that a danger is agreed on
NONE: Final = -1
# From which month on the story was another one.
TURNS: Final = (("start", 0), ("bord", 4), ("beraad", 6), ("dip", 11))
LAST: Final = 17
Fields = Mapping[str, Any]


@dataclass(frozen=True)
class Given:
    """One number with its reason. Without a danger it is about a child's own days.

    `is_open` says that a child let the grown-ups see it.
    """

    who: str
    danger: str
    at: datetime
    value: int
    seen: str = ""
    lower: str = ""
    higher: str = ""
    is_open: bool = False
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ends:
    """The household's own words at 0 and at 10."""

    danger: str
    by: str
    at: datetime
    zero: str
    ten: str


def scored(mode: str, known: Points, now: datetime) -> tuple[Given, ...]:
    """Return all numbers that were given in a household before now."""
    plan = agreed(mode, known)
    series = _written(mode)["series"]
    return tuple(each for one in series for each in _series(one, plan, known, now))


def ends(mode: str, known: Points) -> tuple[Ends, ...]:
    """Return who said what at both ends of which scale."""
    words = ("danger", "by", "zero", "ten")
    return tuple(
        Ends(at=read(each["at"], known), **{name: each[name] for name in words})
        for each in _written(mode)["ends"]
    )


@cache
def _written(mode: str) -> Fields:
    return tomllib.loads((FOLDER / f"{mode}.toml").read_text(encoding="utf-8"))


def _series(series: Fields, plan: Agreed, known: Points, now: datetime) -> Iterator[Given]:
    who, danger = series["who"], series.get("danger", "")
    begin = plan.part(danger).versions[0].agreed if danger else known["start"]
    for month in _months(here(known["start"]), here(now)):
        at = _evening(who, danger, month)
        if begin is None or not begin + SOON <= at < now:
            continue
        place = _place(at, known)
        value = series["values"][max(0, place - series.get("first", 0))]
        if value != NONE:
            yield _given(series, place, at, value)


def _place(at: datetime, known: Points) -> int:
    """Return which month of the story it is; what turned the story begins a month of its own."""
    ends = (*(place for _, place in TURNS[1:]), LAST + 1)
    passed = [turn for turn in zip(TURNS, ends, strict=True) if known[turn[0][0]] <= at]
    (name, begin), end = passed[-1]
    return min(begin + (at - known[name]) // A_MONTH, end - 1)


def _months(first: date, last: date) -> Iterator[date]:
    """Return the first day of each month, from the first to the last."""
    months = (
        date(first.year + (first.month - 1 + number) // 12, (first.month - 1 + number) % 12 + 1, 1)
        for number in count()
    )
    return takewhile(lambda month: month <= last, months)


def _evening(who: str, danger: str, month: date) -> datetime:
    """Return when somebody gives the numbers of a month: all on one evening, one after another."""
    chance = Random(f"{SEED}/{who}/{month}")  # nosec B311 - made-up life, no secret
    day, minute = 2 + chance.randrange(20), chance.randrange(90)
    at = datetime.combine(month.replace(day=day), time(19), AMSTERDAM)
    return at + timedelta(minutes=minute + len(danger))


def _given(series: Fields, month: int, at: datetime, value: int) -> Given:
    said: list[Fields] = series.get("said", [])
    words: Fields = next((each for each in said if month <= each["until"]), {})
    seen = words.get("seen", [""])
    return Given(
        who=series["who"],
        danger=series.get("danger", ""),
        at=at,
        value=value,
        seen=seen[month % len(seen)],
        lower=words.get("lower", ""),
        higher=words.get("higher", ""),
        is_open=month in series.get("open", ()),
        chosen=tuple(series.get("chosen", ())),
    )
