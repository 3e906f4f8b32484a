"""A child's hand: turns the motifs of motifs.toml into strokes, as the drawing pad would send them.

Pure but for reading that file. The same motif and the same hand give the same drawing, always.
"""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Final

Point = tuple[float, float]

WIDTH, HEIGHT = 1000, 750
STEP: Final = 20.0  # a finger is seen about every so many points of the paper
COLOURS: Final[Mapping[str, str]] = {
    "black": "#2b2b2b",
    "grey": "#7d8590",
    "red": "#d8433b",
    "orange": "#f08c2e",
    "yellow": "#f2c230",
    "green": "#4f9d52",
    "blue": "#3f7fc4",
    "purple": "#7d58a8",
    "brown": "#8a5a35",
    "pink": "#e889ab",
}


@cache
def draw(motif: str, *, hand: int, sheet: str | None = None) -> str:
    """Return the strokes of a motif as the JSON that the drawing pad sends."""
    chance = Random(f"{motif}/{hand}")  # nosec B311 - a wobble, no secret
    wobble = _hand(chance)
    strokes = [_stroke(line, wobble, chance) for line in motifs()[motif]]
    drawing = {"v": 1, "w": WIDTH, "h": HEIGHT, "sheet": sheet, "strokes": strokes}
    return json.dumps(drawing, separators=(",", ":"))


@cache
def motifs() -> Mapping[str, tuple[str, ...]]:
    """Return every motif with its strokes, as written in the file."""
    read = tomllib.loads(Path(__file__).with_name("motifs.toml").read_text(encoding="utf-8"))
    return {name: tuple(lines) for name, lines in read.items()}


def _hand(chance: Random) -> Callable[[Point], Point]:
    """One sitting: the drawing stands a little aslant, somewhere on the paper, and shakes."""
    lean = math.radians(chance.uniform(-4, 4))
    size = chance.uniform(0.86, 1.0)
    aside, down = chance.uniform(-25, 25), chance.uniform(-18, 18)
    cos, sin = math.cos(lean) * size, math.sin(lean) * size

    def place(point: Point) -> Point:
        x, y = point[0] - WIDTH / 2, point[1] - HEIGHT / 2
        shake_x, shake_y = chance.gauss(0, 1.7), chance.gauss(0, 1.7)
        across = x * cos - y * sin + WIDTH / 2 + aside + shake_x
        along = x * sin + y * cos + HEIGHT / 2 + down + shake_y
        return min(max(across, 6), WIDTH - 6), min(max(along, 6), HEIGHT - 6)

    return place


def _stroke(line: str, place: Callable[[Point], Point], chance: Random) -> dict[str, object]:
    shape, pen, colour, *rest = line.split()
    path = SHAPES[shape](tuple(map(float, rest)))
    off = (chance.gauss(0, 5), chance.gauss(0, 5))
    points = [_pressed(place((x + off[0], y + off[1])), chance) for x, y in path]
    return {"pen": int(pen), "colour": COLOURS[colour], "points": points}


def _pressed(point: Point, chance: Random) -> list[float]:
    return [round(point[0], 1), round(point[1], 1), round(chance.uniform(0.42, 0.62), 2)]


def _line(numbers: Sequence[float]) -> Iterator[Point]:
    corners = list(zip(numbers[::2], numbers[1::2], strict=True))
    yield corners[0]
    for (x0, y0), (x1, y1) in pairwise(corners):
        steps = max(1, round(math.hypot(x1 - x0, y1 - y0) / STEP))
        for i in range(1, steps + 1):
            yield x0 + (x1 - x0) * i / steps, y0 + (y1 - y0) * i / steps


def _oval(numbers: Sequence[float]) -> Iterator[Point]:
    """A ring; a child's pen goes a little past where it began."""
    cx, cy, rx, ry = numbers
    return _arc((cx, cy, rx, ry, -100, 278))


def _arc(numbers: Sequence[float]) -> Iterator[Point]:
    cx, cy, rx, ry, first, last = numbers
    turn = math.radians(last - first)
    steps = max(6, round(abs(turn) * max(rx, ry) / STEP))
    for i in range(steps + 1):
        angle = math.radians(first) + turn * i / steps
        yield cx + rx * math.cos(angle), cy + ry * math.sin(angle)


def _fill(numbers: Sequence[float]) -> Iterator[Point]:
    """To and fro, from one side of the box to the other."""
    x0, y0, x1, y1, times = numbers
    rows = int(times) * 2
    corners: list[float] = []
    for i in range(rows + 1):
        corners += [x0 + (x1 - x0) * i / rows, y1 if i % 2 else y0]
    return _line(corners)


SHAPES: Final[Mapping[str, Callable[[Sequence[float]], Iterator[Point]]]] = {
    "line": _line,
    "oval": _oval,
    "arc": _arc,
    "fill": _fill,
}
