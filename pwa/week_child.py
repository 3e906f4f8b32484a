"""A child's own week, as it ticks it: for each day the pictures with what a tap says. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from api.people.queries import Member
from api.resilience.elements import Element, Layer, Sticker
from api.resilience.views import DayView, Said, WeekView
from pwa import week_said
from pwa.week_said import PICTURES


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """One picture of a day. ``name`` and ``value`` are what a tap says."""

    picture: str
    word: str
    name: str
    value: str
    sticker: str
    meant: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What is to come on a day, and who is along."""

    picture: str
    word: str
    along: tuple[Member, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildDay:
    """A day of the week. What is still to come has no pictures to tap."""

    day: date
    today: bool
    home: str
    free: str
    ticks: tuple[Tick, ...]
    plans: tuple[Planned, ...]


def days_of(week: WeekView, today: date) -> list[ChildDay]:
    """Return the days, today first: that is the one a child comes for."""
    found = [_day(each, today, week.whose) for each in week.days]
    return sorted(found, key=lambda each: not each.today)


def chosen_sticker(week: WeekView) -> Sticker:
    """Return the one that was used last; who begins has the first."""
    used = [each for day in week.days for each in _words_of(day) if each.mine and each.sticker]
    newest = max(used, key=lambda each: each.made_at, default=None)
    return newest.sticker if newest and newest.sticker else next(iter(Sticker))


def _words_of(day: DayView) -> Iterator[Said]:
    return (cell.done for cell in day.cells.values() if cell.done)


def _day(day: DayView, today: date, own: Member | None) -> ChildDay:
    return ChildDay(
        day=day.day,
        today=day.day == today,
        home=day.home,
        free=day.free,
        ticks=tuple(_tick(day, each) for each in Element) if day.day <= today else (),
        plans=tuple(_plans(day, own)),
    )


def _tick(day: DayView, element: Element) -> Tick:
    done = [cell for cell in day.of(element) if cell.has(Layer.DONE)]
    stuck = next((cell.done.sticker for cell in done if cell.done and cell.done.sticker), None)
    return Tick(
        picture=PICTURES[element],
        word=week_said.element(element, child=True),
        name="clear" if done else "set",
        value=f"{day.day}.{element}",
        sticker=stuck or "",
        meant=any(cell.has(Layer.WANT) for cell in day.of(element)),
    )


def _plans(day: DayView, own: Member | None) -> Sequence[Planned]:
    """Who is along is somebody else: whose week it is comes anyway."""
    return [
        Planned(
            picture=PICTURES[each.elements[0]],
            word=each.text or week_said.elements(each.elements, child=True),
            along=tuple(who for who in each.along if who != own),
        )
        for each in day.wanted
        if not each.resting
    ]
