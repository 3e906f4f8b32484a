"""What stands on the sheet for the fridge, and how large. Values in, values out.

Source: domain.md section 3, "Op de koelkast": the plan also exists as one simple sheet. Paper cannot be
taken back and hangs where everybody comes, so nothing gets there that not all of the house may read.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from api.people.policy import Audience, Duty, Role, Side, Viewer

MOST_NUMBERS: Final = 6
MOST_PEOPLE: Final = 4

# In points of 1/72 inch, as pwa/static/css/pages/fridge.css lays the sheet out: an A4 between margins
# that every printer and phone leaves free. The head counts the day below and the space between parts.
WIDTH: Final = 500
COLUMN: Final = 235
HEIGHT: Final = 715
HEAD: Final = 70
TITLE: Final = 20
GAP: Final = 11
LINE: Final = 1.3  # times the size of the letters


def moment(when: str, repeats: str) -> str:
    """Return when something is done as one line; what says the same twice stands there once."""
    said = [each.strip().rstrip(".") for each in (when, repeats)]
    if said[0].casefold() == said[1].casefold():
        return said[0]
    return ". ".join(each for each in said if each)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large the letters are, and what room a picture takes beside them."""

    points: int
    picture: float = 0


NAME: Final = Size(points=14)
NUMBER: Final = Size(points=20)
PERSON: Final = Size(points=16, picture=26)
SIZES: Final = tuple(
    Size(points=each, picture=2.2 * each) for each in (28, 26, 24, 22, 20, 18, 16, 14)
)
CHILD_SIZES: Final = tuple(
    Size(points=each, picture=3 * each) for each in (32, 28, 26, 24, 22, 20, 18, 16)
)
# How wide a sign of our letters is at most, bold ones too, in times the size of the letters.
THIN: Final = frozenset("ilj.,:;'!| ")
SLIM: Final = frozenset('Ifrt1()[]{}/-_*"')
SMALL: Final = frozenset("acekosvxyz")
BROAD: Final = frozenset("mwMW@%&")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """Which of the sentences stand on the sheet, by their place in the row, and how large."""

    size: Size
    kept: tuple[int, ...]
    left: tuple[int, ...]


def fits(texts: Sequence[tuple[str, ...]], room: float, sizes: Sequence[Size] = SIZES) -> Fit:
    """Return the largest letters in which all fits; else the smallest, with what fits by importance.

    Each text is one or more paragraphs. One that is too long makes room for what comes after it.
    """
    everything = tuple(range(len(texts)))
    for size in sizes:
        if sum(height(text, size) for text in texts) <= room:
            return Fit(size=size, kept=everything, left=())
    kept, size = [], sizes[-1]
    for place, text in enumerate(texts):
        if (high := height(text, size)) <= room:
            kept.append(place)
            room -= high
    return Fit(
        size=size, kept=tuple(kept), left=tuple(each for each in everything if each not in kept)
    )


def room_for_words(*, numbers: Sequence[str], people: Sequence[Sequence[str]] = ()) -> float:
    """Return the height that is left for the agreements: below the head, above people and numbers.

    Numbers stand two in a row below the name of whom one calls; people in columns, a face beside a name.
    """
    calls = [_high(each, COLUMN, NAME) + LINE * NUMBER.points + GAP / 2 for each in numbers]
    below = TITLE + sum(max(calls[place : place + 2]) for place in range(0, len(calls), 2))
    columns = [sum(height((each,), PERSON, COLUMN) for each in column) for column in people]
    return HEIGHT - HEAD - below - (TITLE + max(columns) if any(columns) else 0)


def height(paragraphs: Iterable[str], size: Size, wide: float = WIDTH) -> float:
    """Return how high an agreement stands, at least as high as its picture."""
    words = sum(_high(each, wide - size.picture - GAP, size) for each in paragraphs if each)
    return max(words, size.picture) + GAP


def _high(text: str, wide: float, size: Size) -> float:
    return _lines(text, wide, size) * LINE * size.points


def _lines(text: str, wide: float, size: Size) -> int:
    """A line breaks before a word that does not fit, and in the middle of one longer than a line."""
    lines, used, blank = 1, 0.0, _width(" ", size)
    for word in text.split():
        long = _width(word, size)
        if used and used + blank + long > wide:
            lines, used = lines + 1, 0.0
        used += long + (blank if used else 0)
        if used > wide:
            lines, used = lines + int(used // wide), used % wide
    return lines


def _width(word: str, size: Size) -> float:
    return sum(_ems(sign) for sign in word) * size.points


def _ems(sign: str) -> float:
    if sign in THIN:
        return 0.33
    if sign in SLIM:
        return 0.44
    if sign in SMALL:
        return 0.55
    if sign in BROAD:
        return 0.95
    if unicodedata.east_asian_width(sign) in "WF":
        return 1.4
    return 0.74 if sign.isupper() or not sign.isascii() else 0.6


def may_hang(*, audience: Audience, side: Side, on_fridge: bool, here: Side) -> bool:
    """Say whether an agreement may hang in a house: for the whole circle, and of nobody else's side.

    ``here`` is the side whose fridge it is. Where that is not known, only what both sides share hangs.
    """
    return on_fridge and audience is Audience.CIRCLE and side in {Side.BOTH, here}


def may_open_childs(viewer: Viewer, child: UUID) -> bool:
    """Say who opens the sheet of one child: itself, the grown-ups of the house, and who helps that child.

    Not the whole circle: somebody's name may be missing on it, and that is nobody's business.
    """
    if viewer.role is Role.CHILD:
        return viewer.person == child
    keeps = bool(viewer.duties & {Duty.CHAIR, Duty.PLAN_HOLDER})
    return viewer.role is Role.ADULT or keeps or child in viewer.wards


def on_childs_sheet(
    named: Iterable[UUID], *, circle: Collection[UUID], feared: Collection[UUID]
) -> tuple[UUID, ...]:
    """Return whom a child's sheet names, in order: of the circle alone, nobody whom the child may fear."""
    good = (each for each in dict.fromkeys(named) if each in circle and each not in feared)
    return tuple(good)[:MOST_PEOPLE]
