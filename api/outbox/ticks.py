"""Reads what somebody ticked in a week, from a phone or from a page without script. Values only.

A tap says a day and an element, ``2026-11-23.outside``; the page of one day says its parts too. What is
none of these is refused as a whole: half a record would be something else than what was tapped.

Without a net the days on the page are those of the phone, whose clock may be wrong: it says which day it
took for ``today``, and its days move along with the moment of the tap.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from api.core.errors import Invalid
from api.core.text import typed_day
from api.resilience.elements import Act, DayPart, Element, Layer, Sticker
from api.resilience.rules import NO_DAY, NO_ELEMENT, NO_PERSON, NO_SUCH, Cell, part_for
from i18n.dates import here

Fields = Mapping[str, Sequence[str]]

USUAL: Final = "zo"


def read_ticks(fields: Fields, made_at: datetime) -> list[Cell]:
    """Return the cells; raises Invalid for what is none, and when there are none."""
    found = [*read_day(fields)] if fields.get("day") else [*_taps(fields, made_at)]
    if not found:
        raise Invalid(NO_ELEMENT)
    return found


def read_day(fields: Fields) -> Iterator[Cell]:
    """Yield what is ticked now and was not, and the other way round; the rest was said before."""
    day, layer, along = _day(_one(fields, "day")), _layer(fields), _along(fields)
    was, now = (set(fields.get(name, ())) for name in ("was", "cell"))
    for word in sorted(now - was):
        part, element = _cell(word)
        text = _one(fields, "text")
        yield Cell(day=day, part=part, element=element, layer=layer, text=text, along=along)
    for word in sorted(was - now):
        part, element = _cell(word)
        yield Cell(day=day, part=part, element=element, layer=layer, act=Act.CLEAR)


def _taps(fields: Fields, made_at: datetime) -> Iterator[Cell]:
    """Who takes a tick away says: not on this day. On another phone it may stand in any part of it."""
    layer, sticker, wrong = _layer(fields), _sticker(fields), _wrong_by(fields, made_at)
    for word in fields.get("set", ()):
        day, element = _tapped(word, wrong)
        part = part_for(element, day, made_at)
        yield Cell(day=day, part=part, element=element, layer=layer, sticker=sticker)
    for word in fields.get("clear", ()):
        day, element = _tapped(word, wrong)
        for part in DayPart:
            yield Cell(day=day, part=part, element=element, layer=layer, act=Act.CLEAR)


def _wrong_by(fields: Fields, made_at: datetime) -> timedelta:
    """Return how many days the phone is ahead, when the days are its own."""
    today = _one(fields, "today")
    return _day(today) - here(made_at) if today else timedelta()


def _tapped(word: str, wrong: timedelta) -> tuple[date, Element]:
    day, _, element = word.partition(".")
    if element not in set(Element):
        raise Invalid(NO_SUCH)
    return _day(day) - wrong, Element(element)


def _cell(word: str) -> tuple[DayPart, Element]:
    part, _, element = word.partition(".")
    if part not in set(DayPart) or element not in set(Element):
        raise Invalid(NO_SUCH)
    return DayPart(part), Element(element)


def _day(word: str) -> date:
    day = typed_day(word)
    if day is None:
        raise Invalid(NO_DAY, field="day")
    return day


def _layer(fields: Fields) -> Layer:
    """So it is, or this we did; a wish is no tick."""
    return Layer.IS if _one(fields, "laag") == USUAL else Layer.DONE


def _along(fields: Fields) -> frozenset[UUID]:
    try:
        return frozenset(UUID(each) for each in fields.get("with", ()) if each)
    except ValueError:
        raise Invalid(NO_PERSON, field="with") from None


def _sticker(fields: Fields) -> Sticker | None:
    asked = _one(fields, "sticker")
    if asked and asked not in set(Sticker):
        raise Invalid(NO_SUCH)
    return Sticker(asked) if asked else None


def _one(fields: Fields, name: str) -> str:
    return next(iter(fields.get(name, ())), "")
