"""The ways of a child, at most four: its room, drawing, its week and its book; on its first page and in the bar."""

from collections.abc import Iterator
from itertools import islice
from typing import Final
from uuid import UUID

from flask import current_app

from i18n.translator import pgettext

MOST: Final = 4
Way = tuple[str, str, str, str]


def ways_of(person: UUID) -> list[Way]:
    """Return the name, address, word and picture of each way; only of rooms that there are."""
    here = {rule.rule for rule in current_app.url_map.iter_rules()}
    return list(islice((each for each in _ways(person) if _path(each) in here), MOST))


def _ways(person: UUID) -> Iterator[Way]:
    yield "room", f"/kamer/{person}", pgettext("kind", "Kamer"), "bear"
    yield "draw", "/logboek/nieuw?maak=tekenen", pgettext("kind", "Tekenen"), "draw"
    yield "week", "/week", pgettext("kind", "Week"), "calendar"
    yield "book", "/boek", pgettext("kind", "Boek"), "book"
    yield "houses", "/huizen", pgettext("kind", "Huizen"), "house"
    yield "logbook", "/logboek", pgettext("kind", "Van mij"), "star"


def _path(way: Way) -> str:
    """Return the rule of an address: a room is of somebody."""
    return "/kamer" if way[0] == "room" else way[1].partition("?")[0]
