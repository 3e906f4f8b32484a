"""The week for the wall: one A4 on its side, seven columns, and letters as large as fit. Pure.

The letters are measured as those of the sheet on the fridge. What does not fit is left off the paper, and
said on the screen: half a sentence on the wall would say something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from api.plan.fridge.rules import GAP, Size, height
from api.resilience.elements import Element, Layer
from api.resilience.views import DayView, Wanted, WeekView
from pwa import week_said
from pwa.week_said import PICTURES

# In points of 1/72 inch, as pwa/static/css/pages/wall.css lays it out.
COLUMN: Final = 92
ROOM: Final = 360
HEAD: Final = 1.8  # of each plan, times the letters: its picture beside the part of the day
SIZES: Final = (14, 12, 11, 10, 9, 8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Something planned, as it stands on paper."""

    pictures: tuple[str, ...]
    part: str
    words: str
    along: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A picture to tick with a pen, or ticked already."""

    picture: str
    done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDay:
    """A column: the day, where a child is, whether it is a holiday, and what is planned."""

    day: date
    home: str
    free: str
    plans: tuple[Plan, ...]
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The sheet: how large its letters are, its days, and what did not fit on which day."""

    points: int
    days: tuple[PaperDay, ...]
    left: tuple[tuple[date, Plan], ...]


def on_paper(week: WeekView, *, kid: bool = False) -> Paper:
    """Return the week in the largest letters in which all of it fits; else the smallest, from morning on."""
    days = [_day(each, kid=kid) for each in week.days]
    for points in SIZES:
        if all(_high(each, points) <= ROOM for each in days):
            return Paper(points=points, days=tuple(days), left=())
    fitting = [_cut(each, SIZES[-1]) for each in days]
    left = [
        (day.day, plan)
        for day, cut in zip(days, fitting, strict=True)
        for plan in day.plans[len(cut.plans) :]
    ]
    return Paper(points=SIZES[-1], days=tuple(fitting), left=tuple(left))


def _day(day: DayView, *, kid: bool) -> PaperDay:
    done = day.elements(Layer.DONE)
    return PaperDay(
        day=day.day,
        home=day.home,
        free=day.free,
        plans=tuple(_plan(each, kid=kid) for each in day.wanted if not each.resting),
        boxes=tuple(Box(picture=PICTURES[each], done=each in done) for each in Element),
    )


def _plan(wanted: Wanted, *, kid: bool) -> Plan:
    return Plan(
        pictures=tuple(PICTURES[each] for each in wanted.elements),
        part=week_said.part(wanted.part),
        words=wanted.text or week_said.elements(wanted.elements, child=kid),
        along=", ".join(each.called or each.name for each in wanted.along),
    )


def _high(day: PaperDay, points: int) -> float:
    return sum(_heights(day, points))


def _heights(day: PaperDay, points: int) -> Iterator[float]:
    """The height of what stands below the day itself, and of each plan."""
    yield sum(_block((each,), points) for each in (day.home, day.free) if each)
    for plan in day.plans:
        yield HEAD * points * _rows(plan, points) + _block((plan.words, plan.along), points)


def _rows(plan: Plan, points: int) -> int:
    """More pictures than stand side by side take another row; the part of the day has its own."""
    in_a_row = max(int(COLUMN // (HEAD * points)), 1)
    return 1 + -(-len(plan.pictures) // in_a_row)


def _block(paragraphs: Sequence[str], points: int) -> float:
    return height(paragraphs, Size(points=points), COLUMN + GAP)


def _cut(day: PaperDay, points: int) -> PaperDay:
    base, *heights = _heights(day, points)
    kept, room = 0, ROOM - base
    for high in heights:
        room -= high
        if room < 0:
            break
        kept += 1
    return PaperDay(
        day=day.day, home=day.home, free=day.free, plans=day.plans[:kept], boxes=day.boxes
    )
