"""How a child's pages look by its age: the one place that decides it.

From 4 to 7 pictures and voice, nothing to type; from 8 to 11 pictures and words; from 12 words first.
A child whose year nobody told is treated as one of 8 to 11.
"""

from datetime import datetime
from enum import StrEnum
from typing import Final

from flask import Flask

from api.child_world.queries import Myself, myself
from api.core.errors import Refusal
from api.core.http import house
from api.people import signed_in
from api.people.policy import Role
from pwa.childs_ways import ways_of

READS: Final = 8
OLDER: Final = 12
NOBODY: Final = Myself(None, None)


class Ages(StrEnum):
    """Three groups of children."""

    PICTURES = "pictures"
    BOTH = "both"
    WORDS = "words"


def ages_of(born_year: int | None, now: datetime) -> Ages:
    """Return to which group somebody of this year belongs, from the year in which they turn so old."""
    if born_year is None:
        return Ages.BOTH
    age = now.year - born_year
    if age < READS:
        return Ages.PICTURES
    return Ages.WORDS if age >= OLDER else Ages.BOTH


def install(app: Flask) -> None:
    """Tell every page of a child its age, its colour and its ways."""
    app.context_processor(_of_this_child)


def _of_this_child() -> dict[str, object]:
    me = signed_in.viewer_if_known()
    if me is None or me.role is not Role.CHILD:
        return {"ages": "", "own_colour": "", "childs_ways": ()}
    try:
        with house().db.reading(me.household) as session:
            known = myself(session, me)
    except Refusal:
        known = NOBODY  # the page with 112 must not go down for a colour
    return {
        "ages": ages_of(known.born_year, house().clock.now()),
        "own_colour": known.colour or "",
        "childs_ways": ways_of(me.person),
    }
