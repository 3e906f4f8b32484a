"""Reads when something of the plan happened: "beraad+3d 20:30", "dip+2h", "now-6d 21:00".

Pure. The names are those of notes that others hang on, the begin and the end of the story, and
feasts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Final

from api.demo import almanac
from i18n.dates import AMSTERDAM

POINT: Final = re.compile(r"(?P<name>[a-z-]*[a-z])(?P<apart>[+-]\d+)(?P<unit>[dh])")
Points = Mapping[str, datetime]


def points(today: date, anchors: Points) -> Points:
    """Return all that a moment may be counted from; now is the begin of today."""
    on = {
        "start": almanac.beginning(today)[0],
        "now": today,
        "oud": almanac.feast("oud", almanac.window(today)),
    }
    days = {name: datetime.combine(day, time(), AMSTERDAM) for name, day in on.items()}
    return {**anchors, **days}


def read(text: str, known: Points) -> datetime:
    """Return the moment: some hours after, or at this time some days before or after."""
    point, _, clock = text.partition(" ")
    found = POINT.fullmatch(point)
    if found is None:
        raise ValueError(text)
    at, apart = known[found["name"]], int(found["apart"])
    if found["unit"] == "h":
        return at + timedelta(hours=apart)
    day = at.astimezone(AMSTERDAM).date() + timedelta(days=apart)
    return datetime.combine(day, time.fromisoformat(clock), AMSTERDAM)
