"""Checks a drawing number by number. Values in, values out: no Pillow, no database, no clock.

A drawing is kept as its strokes: numbers and colours, never an SVG or anything else that a phone
could hide a script in. What is returned is built anew from what was checked.
"""

import json
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, NoReturn

from api.core.errors import Invalid, TooBig
from i18n.marking import N_

SHEETS: Final = frozenset({"worries", "good", "wishes", "safe_house"})
PENS: Final = (0.009, 0.018, 0.032, 0.056)  # how thick the four pens are, in widths of the paper
MOST_POINTS = 20_000
MOST_STROKES = 5_000
MOST_TEXT = 1_000_000
LONGEST_SIDE = 4_096
COLOUR: Final = re.compile(r"#[0-9a-f]{6}")

BROKEN = N_("Je tekening kwam niet goed aan. Probeer het nog een keer.")
FULL = N_("Je tekening is te vol. Haal een stukje weg.")

Point = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Stroke:
    """One line of one pen: points of x, y and how hard was pressed (0 to 1)."""

    pen: int
    colour: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Strokes:
    """A whole drawing on paper of ``width`` by ``height``, perhaps on a printed sheet."""

    width: int
    height: int
    sheet: str | None
    strokes: tuple[Stroke, ...]

    def as_json(self) -> dict[str, Any]:
        """Return it as it is kept: the same drawing is always the same value."""
        lines = [{"pen": s.pen, "colour": s.colour, "points": s.points} for s in self.strokes]
        return {"v": 1, "w": self.width, "h": self.height, "sheet": self.sheet, "strokes": lines}


def read_strokes(text: str) -> Strokes:
    """Return the drawing in ``text``. Raises ``Invalid`` or ``TooBig``."""
    if len(text) > MOST_TEXT:
        raise TooBig(FULL)
    try:
        drawing = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        _refuse()
    if not isinstance(drawing, dict) or drawing.get("v") != 1:
        _refuse()
    side = _whole(1, LONGEST_SIDE)
    width, height = side(drawing.get("w")), side(drawing.get("h"))
    return Strokes(width, height, _sheet(drawing.get("sheet")), _lines(drawing, width, height))


def _sheet(name: object) -> str | None:
    if name is None:
        return None
    if not isinstance(name, str) or name not in SHEETS:
        _refuse()
    return name


def _lines(drawing: dict[str, Any], width: int, height: int) -> tuple[Stroke, ...]:
    lines = _list(drawing.get("strokes"))
    if not lines:
        _refuse()
    counts = [len(_list(_field(line, "points"))) for line in lines]
    if len(lines) > MOST_STROKES or sum(counts) > MOST_POINTS:
        raise TooBig(FULL)
    return tuple(_line(line, width, height) for line in lines)


def _line(line: object, width: int, height: int) -> Stroke:
    colour = _field(line, "colour")
    if not isinstance(colour, str) or not COLOUR.fullmatch(colour := colour.lower()):
        _refuse()
    # A finger may slide off the paper, but not a whole paper far.
    place = (_number(-width, 2 * width), _number(-height, 2 * height), _number(0, 1))
    points = tuple(_point(point, place) for point in _list(_field(line, "points")))
    if not points:
        _refuse()
    return Stroke(_whole(0, len(PENS) - 1)(_field(line, "pen")), colour, points)


def _point(point: object, place: tuple[Callable[[object], float], ...]) -> Point:
    values = _list(point)
    if len(values) != len(place):
        _refuse()
    x, y, pressure = (check(value) for check, value in zip(place, values, strict=True))
    return round(x, 1), round(y, 1), round(pressure, 2)


def _number(least: float, most: float) -> Callable[[object], float]:
    def check(value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            _refuse()
        if not least <= value <= most or not math.isfinite(value):
            _refuse()
        return float(value)

    return check


def _whole(least: int, most: int) -> Callable[[object], int]:
    def check(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            _refuse()
        return value

    return check


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        _refuse()
    return value


def _field(line: object, name: str) -> object:
    if not isinstance(line, dict):
        _refuse()
    return line.get(name)


def _refuse(_constant: str = "") -> NoReturn:
    """Say no. Also what the JSON reader calls at NaN and Infinity."""
    raise Invalid(BROKEN, field="strokes")
