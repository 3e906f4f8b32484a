"""Reading weeks. Everything goes through the viewer who asks; nothing hidden is counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.people.homes.living import homes
from api.people.policy import Role, Viewer
from api.people.queries import Member, members
from api.resilience.asked import asks, could_be_asked, one_ask
from api.resilience.elements import DayPart, Element, Layer, Repeats
from api.resilience.model import Activity, Week, WeekHome, WeekMark, WeekReader
from api.resilience.reading import (
    Place,
    Reader,
    activities,
    breaks,
    goers,
    living,
    marks,
    said,
    wanted,
)
from api.resilience.rules import DAYS, NOT_HERE, in_order, is_morning, rests, takes_place
from api.resilience.views import Break, CellView, DayView, Wanted, WeekView
from api.resilience.whose import chooses, could_begin, could_read, fills, opened, reads, whose_week
from i18n.dates import here

__all__ = [
    "asks",
    "asks_for_the_night",
    "choices",
    "could_be_asked",
    "could_begin",
    "homes_told",
    "one_ask",
    "readers",
    "slept_today",
    "week",
    "weeks",
    "whose_weeks",
]

Cells = Mapping[tuple[DayPart, Element], CellView]


def week(
    session: Session, viewer: Viewer, whose: UUID | None, monday: date, now: datetime
) -> WeekView:
    """Return one week of somebody, or of the house; raises NotHere."""
    return weeks(session, viewer, whose, [monday], now)[0]


def weeks(
    session: Session, viewer: Viewer, whose: UUID | None, mondays: Sequence[date], now: datetime
) -> tuple[WeekView, ...]:
    """Return weeks that follow each other, in the order that was asked for; raises NotHere."""
    of = opened(session, viewer, whose, now)
    reader = Reader.of(session, viewer, of)
    first, last = min(mondays), max(mondays) + timedelta(days=DAYS - 1)
    free = breaks(session, reader, first, last)
    days = _days(session, reader, first, last, free)
    may_fill, may_choose = fills(viewer, of, now), chooses(viewer, of, now)
    return tuple(
        WeekView(
            whose=reader.known[whose] if whose else None,
            monday=monday,
            days=tuple(days[monday + timedelta(days=number)] for number in range(DAYS)),
            breaks=tuple(each for each in free if _overlaps(each, monday)),
            may_fill=may_fill,
            may_choose=may_choose,
        )
        for monday in mondays
    )


def whose_weeks(session: Session, viewer: Viewer, now: datetime) -> tuple[Member | None, ...]:
    """Return whose weeks this viewer reads, oneself first and the house (None) last.

    A child has a week from the start; a grown-up's own is there once something stands in it, and not
    while another reads along.
    """
    begun = set(session.scalars(select(Week.person_id).filter_by(household_id=viewer.household)))
    if viewer.role is Role.CHILD:
        begun.add(viewer.person)
    elif viewer.quiet:
        begun.discard(viewer.person)
    here_now = [each for each in members(session, viewer) if each.id in begun]
    found: list[Member | None] = [
        each
        for each in sorted(here_now, key=lambda each: each.id != viewer.person)
        if reads(viewer, whose_week(session, viewer, each.id), now)
    ]
    house = whose_week(session, viewer, None)
    return (*found, None) if reads(viewer, house, now) else tuple(found)


def readers(
    session: Session, viewer: Viewer, whose: UUID | None, now: datetime
) -> tuple[Member, ...]:
    """Return whom this viewer chose, or others of their side; nobody for who does not choose."""
    of = whose_week(session, viewer, whose)
    if not chooses(viewer, of, now) or (viewer.quiet and whose is not None):
        return ()
    mine = {"household_id": viewer.household, "person_id": whose, "ended_at": None}
    rows = session.scalars(select(WeekReader).filter_by(**mine))
    chosen = {row.reader_id for row in rows if viewer.side.value in {"both", row.side}}
    return tuple(each for each in could_read(session, viewer, of) if each.id in chosen)


def choices(
    session: Session, viewer: Viewer, whose: UUID | None, now: datetime
) -> tuple[Member, ...]:
    """Return whom this viewer may choose to read a week; raises NotHere for who does not choose."""
    of = whose_week(session, viewer, whose)
    if not chooses(viewer, of, now):
        raise NotHere(NOT_HERE)
    return could_read(session, viewer, of)


def homes_told(session: Session, viewer: Viewer, whose: UUID) -> Mapping[tuple[UUID, int], str]:
    """Return what was told of a child's days, by home and weekday, of the homes that this viewer knows."""
    known = {each.id for each in homes(session, viewer)}
    mine = {"household_id": viewer.household, "person_id": whose, "ended_at": None}
    rows = session.scalars(select(WeekHome).filter_by(**mine))
    return {(row.home_id, row.weekday): row.weeks for row in rows if row.home_id in known}


def asks_for_the_night(session: Session, viewer: Viewer, now: datetime) -> bool:
    """Say whether this person is asked how they slept: once, in the morning, while nobody reads along."""
    return (
        is_morning(now)
        and not viewer.quiet
        and not slept_today(session, viewer, viewer.person, now)
    )


def slept_today(session: Session, viewer: Viewer, whose: UUID, now: datetime) -> bool:
    """Say whether somebody answered this morning how they slept, whatever the answer was."""
    today = select(WeekMark.id).filter_by(
        household_id=viewer.household,
        person_id=whose,
        by_id=viewer.person,
        day=here(now),
        part=DayPart.UP,
        element=Element.SLEEP,
        layer=Layer.DONE,
    )
    return session.scalars(today.limit(1)).first() is not None


def _days(
    session: Session, reader: Reader, first: date, last: date, free: Sequence[Break]
) -> Mapping[date, DayView]:
    every = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    found = marks(session, reader, first, last)
    usual = _usual(found)
    wishes = _wishes(session, reader, every, free)
    lived = living(session, reader, every)
    return {
        day: DayView(
            day=day,
            cells=_cells(reader, day, found, usual, wishes[day]),
            home=lived.get(day, ""),
            free=next((each.name for each in free if each.from_day <= day <= each.until_day), ""),
        )
        for day in every
    }


def _cells(
    reader: Reader,
    day: date,
    found: Mapping[Place, Sequence[WeekMark]],
    usual: Mapping[tuple[int, DayPart, Element], Sequence[WeekMark]],
    wishes: Sequence[Wanted],
) -> Cells:
    cells: dict[tuple[DayPart, Element], CellView] = {}
    for part in DayPart:
        for element in Element:
            done = [
                said(reader, row)
                for row in in_order(found.get((day, part, element, Layer.DONE), ()))
            ]
            is_so = _until(usual.get((day.weekday(), part, element), ()), day)
            wants = tuple(w for w in wishes if w.part is part and element in w.elements)
            if done or is_so or wants:
                cells[part, element] = CellView(
                    part=part,
                    element=element,
                    usual=said(reader, is_so) if is_so else None,
                    done=done[0] if done else None,
                    wanted=wants,
                    earlier=tuple(done[1:]),
                )
    return cells


def _usual(
    found: Mapping[Place, Sequence[WeekMark]],
) -> Mapping[tuple[int, DayPart, Element], list[WeekMark]]:
    """Gather what was said of usual weeks by weekday, newest first."""
    every: defaultdict[tuple[int, DayPart, Element], list[WeekMark]] = defaultdict(list)
    for (day, part, element, layer), rows in found.items():
        if layer is Layer.IS:
            every[day.weekday(), part, element] += rows
    return {place: in_order(rows) for place, rows in every.items()}


def _until(rows: Iterable[WeekMark], day: date) -> WeekMark | None:
    """A usual week holds from the week in which it was said, until somebody says another one."""
    return next((row for row in rows if row.day <= day), None)


def _wishes(
    session: Session, reader: Reader, days: Sequence[date], free: Sequence[Break]
) -> Mapping[date, list[Wanted]]:
    rows = activities(session, reader, days[0], days[-1])
    going = goers(session, [row.id for row in rows])
    resting = [(each.from_day, each.until_day) for each in free]
    found: defaultdict[date, list[Wanted]] = defaultdict(list)
    for row in rows:
        weekly = row.repeats == Repeats.WEEKLY
        for day in days:
            if _falls_on(row, day):
                rest = weekly and rests(day, resting)
                found[day].append(wanted(reader, row, day, going[row.id], resting=rest))
    return found


def _falls_on(row: Activity, day: date) -> bool:
    return takes_place(row.from_day, Repeats(row.repeats), row.until_day, day)


def _overlaps(each: Break, monday: date) -> bool:
    return each.from_day <= monday + timedelta(days=DAYS - 1) and each.until_day >= monday
