"""What a goal or a danger may still lack, as hints. Pure; a hint refuses nothing by itself.

Source: domain.md section 3, veiligheidsdoel, and 8.2: "no care or treatment in it (those are means),
always network in it". Whoever keeps the plan may leave it so, with a reason. A danger statement has
four parts (domain.md section 3, gevaarsomschrijving).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import StrEnum
from typing import Final

from api.plan.words import Danger

HELP: Final = (
    "hulpverlen",
    "hulpverleen",
    "behandel",
    "therap",
    "psycholo",
    "psychiat",
    "maatschappelijk werk",
    "jeugdzorg",
    "jeugdbescherm",
    "wijkteam",
    "gezinscoach",
    "begeleid",
    "kliniek",
    "medicijn",
    "training",
    "cursus",
    "ggz",
)
# Words for people around a house, where no name of the circle stands in the text.
AROUND: Final = (
    "netwerk",
    "oma",
    "opa",
    "oom",
    "tante",
    "buurvrouw",
    "buurman",
    "buren",
    "vriend",
    "vriendin",
    "vrienden",
    "familie",
    "juf",
    "meester",
)

FOUR_PARTS: Final = ("for_whom", "who_worries", "what_happens", "worst")


class Hint(StrEnum):
    """What to look at once more."""

    HELP = "help"
    NOBODY = "nobody"


def hints(text: str, *, named: Collection[str] = (), chosen: bool = False) -> tuple[Hint, ...]:
    """Return the hints for a goal. `named` are the names of the circle, `chosen` that one is ticked."""
    words = re.findall(r"\w+", text.casefold())
    plain = " ".join(words)
    found = []
    if any(re.search(rf"\b{re.escape(each)}", plain) for each in HELP):
        found.append(Hint.HELP)
    if not chosen and around(named).isdisjoint(words):
        found.append(Hint.NOBODY)
    return tuple(found)


def around(named: Collection[str]) -> frozenset[str]:
    """Return the words that name somebody around the house."""
    return frozenset({*AROUND, *(word for name in named for word in name.casefold().split())})


def unsaid(danger: Danger) -> tuple[str, ...]:
    """Return which of the four parts of a danger statement nobody wrote down yet."""
    return tuple(part for part in FOUR_PARTS if not getattr(danger, part).strip())
