"""The week, and the weeks, at one glance: plain SVG from the same rows as the table below it. Pure.

Six rows of pictures. What came back is filled and ticked, what was meant to be is a ring, the rest is
open: no number, no score, and nothing in red. Time runs the way the language reads.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Final

from markupsafe import Markup

WIDTH: Final = 340
TOP: Final = 22
ROW: Final = 30
PICTURE: Final = 26
GUTTER: Final = 36
ROUND: Final = 10
A_WEEK: Final = 7
OFTEN: Final = 4

FRAME: Final = Markup(
    '<svg class="glance" viewBox="0 0 {} {}" role="img" focusable="false"><title>{}</title>{}</svg>'
)
USE: Final = Markup('<use href="{}#{}" x="{}" y="{}" width="26" height="26"/>')
HEAD: Final = Markup('<text x="{}" y="14">{}</text>')
MARKS: Final = Markup('<path class="glance-{}" d="{}"/>')


class Sight(StrEnum):
    """What is to be seen of one element, on a day or in a week."""

    DONE = "done"
    MEANT = "meant"
    OPEN = "open"
    SOME = "some"
    MOST = "most"


# A ring of ten around the middle, and a tick inside it.
RING: Final = "m-10 0a10 10 0 1 0 20 0a10 10 0 1 0-20 0"
TICK: Final = "m-5 0l4 4 7-8"
SMALL: Final = "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0"
MIDDLE: Final = "m-7 0a7 7 0 1 0 14 0a7 7 0 1 0-14 0"
SHAPES: Final = {
    Sight.DONE: RING,
    Sight.MEANT: RING,
    Sight.OPEN: RING,
    Sight.SOME: SMALL,
    Sight.MOST: MIDDLE,
}


def in_a_week(days: int) -> Sight:
    """Return how a week looks in which an element came back on so many days. A word, and no number."""
    if days >= A_WEEK:
        return Sight.DONE
    if days >= OFTEN:
        return Sight.MOST
    return Sight.SOME if days else Sight.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """A row for each picture, a column for each day or week; ``heads`` stand above their columns.

    ``title`` is the conclusion in words; ``sprite`` the address of the pictures.
    """

    rows: Sequence[tuple[str, Sequence[Sight]]]
    heads: Sequence[str]
    title: str
    sprite: str
    rtl: bool = False

    def svg(self) -> Markup:
        """Return the picture."""
        drawn = (*self._heads(), *self._pictures(), *self._marks())
        return FRAME.format(WIDTH, TOP + ROW * len(self.rows), self.title, Markup().join(drawn))

    def _heads(self) -> Iterator[Markup]:
        for column, head in enumerate(self.heads):
            if head:
                yield HEAD.format(self._x(column), head)

    def _pictures(self) -> Iterator[Markup]:
        for row, (name, _sights) in enumerate(self.rows):
            x = WIDTH - PICTURE if self.rtl else 0
            yield USE.format(self.sprite, name, x, _y(row) - PICTURE // 2)

    def _marks(self) -> Iterator[Markup]:
        """All marks of one kind are one path: few bytes, whatever there is to see."""
        found = sorted(
            (sight, row, column)
            for row, (_name, sights) in enumerate(self.rows)
            for column, sight in enumerate(sights)
        )
        for sight, places in groupby(found, key=lambda each: each[0]):
            spots = [(self._x(column), _y(row)) for _sight, row, column in places]
            yield MARKS.format(sight, _path(spots, SHAPES[sight]))
            if sight is Sight.DONE:
                yield MARKS.format("tick", _path(spots, TICK))

    def _x(self, column: int) -> int:
        room = (WIDTH - GUTTER) / max(len(self.heads), 1)
        x = round(GUTTER + room * (column + 0.5))
        return WIDTH - x if self.rtl else x


def _y(row: int) -> int:
    return TOP + ROW * row + ROW // 2


def _path(spots: Sequence[tuple[int, int]], shape: str) -> str:
    return "".join(f"M{x} {y}{shape}" for x, y in spots)
