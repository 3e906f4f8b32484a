"""Charts as plain SVG, drawn here from the same rows as the table below them. Pure: values in, markup out.

No colour carries a meaning alone: each dot has its number in it. A month without a number breaks the
line. Time runs the way the language reads.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from markupsafe import Markup

WIDTH: Final = 340
HEIGHT: Final = 172
TOP: Final = 14
FLOOR: Final = 144
GUTTER: Final = 22
EDGE: Final = 11
DOT: Final = 8.5
WORDS: Final = HEIGHT - 4
A_YEAR: Final = 12

FRAME: Final = Markup(
    '<svg class="chart" viewBox="0 0 {} {}" role="img" focusable="false"><title>{}</title>{}</svg>'
)
LINE: Final = Markup('<line class="chart-{}" x1="{}" y1="{}" x2="{}" y2="{}"/>')
SCALE: Final = Markup('<text class="chart-scale" x="{}" y="{}">{}</text>')
PATH: Final = Markup('<polyline class="chart-path" points="{}"/>')
SPOT: Final = Markup(
    '<circle class="chart-dot" cx="{}" cy="{}" r="{}"/><text class="chart-value" x="{}" y="{}">{}</text>'
)
MONTH: Final = Markup('<text class="chart-month" x="{}" y="{}" text-anchor="{}">{}</text>')


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthsChart:
    """Whole numbers from 0 to 10 over the months from ``first`` to ``last``, which ``named`` puts into words.

    ``title`` is the conclusion in words; ``lines`` are drawn right across, each with its number.
    """

    values: Mapping[date, int]
    first: date
    last: date
    named: tuple[str, str]
    title: str
    lines: Sequence[int] = ()
    rtl: bool = False

    def svg(self) -> Markup:
        """Return the picture."""
        drawn = (*self._lines(), *self._paths(), *self._dots(), *self._months())
        return FRAME.format(WIDTH, HEIGHT, self.title, Markup().join(drawn))

    def _lines(self) -> Iterator[Markup]:
        for value in sorted({0, 10, *self.lines}):
            y = _y(value)
            kind = "line" if value in self.lines else "end"
            yield LINE.format(kind, self._turned(GUTTER), y, self._turned(WIDTH), y)
            yield SCALE.format(self._turned(EDGE), y + 4, value)

    def _paths(self) -> Iterator[Markup]:
        """One line for each row of months that follow one another."""
        run: list[date] = []
        for month in sorted(self.values):
            if run and _place(month) - _place(run[-1]) > 1:
                yield self._path(run)
                run = []
            run.append(month)
        yield self._path(run)

    def _path(self, run: Sequence[date]) -> Markup:
        return PATH.format(" ".join(f"{self._x(each)},{_y(self.values[each])}" for each in run))

    def _dots(self) -> Iterator[Markup]:
        for month, value in sorted(self.values.items()):
            x, y = self._x(month), _y(value)
            yield SPOT.format(x, y, DOT, x, y + 4, value)

    def _months(self) -> Iterator[Markup]:
        yield MONTH.format(self._turned(GUTTER), WORDS, "start", self.named[0])
        if self.last > self.first:
            yield MONTH.format(self._turned(WIDTH), WORDS, "end", self.named[1])

    def _x(self, month: date) -> float:
        steps = max(_place(self.last) - _place(self.first), 1)
        room = WIDTH - GUTTER - 2 * EDGE
        along = GUTTER + EDGE + room * (_place(month) - _place(self.first)) / steps
        return self._turned(round(along, 1))

    def _turned(self, x: float) -> float:
        return round(WIDTH - x, 1) if self.rtl else x


def _y(value: int) -> float:
    return round(FLOOR - (FLOOR - TOP) * value / 10, 1)


def _place(month: date) -> int:
    return month.year * A_YEAR + month.month
