"""Lets the people of the demo have their weeks: begun, ticked, wanted, asked for and answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID, uuid5

from api.demo.almanac import WEEKDAYS
from api.demo.anchors import Points, read
from api.demo.living import Deed, Filling, Step
from api.demo.ticked import Fields, Free, Ticked, coming, free, ticked, written
from api.resilience import actions
from api.resilience.elements import Act, DayPart, Element, Layer, Repeats, Sticker
from api.resilience.rules import Cell, Gap, Wish, monday_of
from i18n.dates import here

HOUSE: Final = "house"
LATER: Final = timedelta(hours=2)


def week_steps(filling: Filling, mode: str, known: Points) -> Iterator[Step]:
    """Return all that was said in the weeks of a household, in whatever order."""
    said = written(mode)
    does = {"week": _begin, "home": _tell_home, "usual": _say_usual}
    for kind, does_it in does.items():
        yield from _each(filling, said.get(kind, ()), known, f"week/{kind}", does_it)
    for place, want in enumerate(said["want"]):
        yield from _want_steps(filling, known, want, f"week/want/{place:02}")
    for ask in said["ask"]:
        yield from _ask_steps(filling, known, ask)
    for each in ticked(mode, known):
        key = f"week/done/{each.whose}/{each.by}"
        yield Step(each.at, key, each.by, partial(_tick, filling, each))
    for off in free(mode, known):
        yield Step(off.at, f"week/free/{off.first}", off.by, partial(_rest, filling, off))


def _each(
    filling: Filling,
    lines: Iterable[Fields],
    known: Points,
    key: str,
    does: Any,  # noqa: ANN401
) -> Iterator[Step]:
    for place, line in enumerate(lines):
        at = read(line["at"], known)
        yield Step(at, f"{key}/{place:02}", line["by"], partial(does, filling, line))


def _want_steps(filling: Filling, known: Points, want: Fields, key: str) -> Iterator[Step]:
    at, row = read(want["at"], known), uuid5(filling.home, key)
    weekly = want.get("weekly", True)
    day = coming(want["day"], here(at if weekly else known["now"]))
    yield Step(at, key, want["by"], partial(_want, filling, want, row, day))
    for who in want.get("along", ()):
        yield Step(at + LATER, f"{key}/{who}", who, partial(_go_along, row))
    if "ended" in want:
        yield Step(read(want["ended"], known), f"{key}/end", want["by"], partial(_end, row))


def _ask_steps(filling: Filling, known: Points, ask: Fields) -> Iterator[Step]:
    at, key = read(ask["at"], known), f"week/ask/{ask['id']}"
    row = uuid5(filling.home, key)
    days = timedelta(days=ask.get("days", 0))
    day = coming(ask["day"], here(known["now"])) if "day" in ask else here(at) + days
    yield Step(at, key, ask["by"], partial(_ask, filling, ask, row, day))
    for yes in ask.get("yes", ()):
        who, said = yes["who"], read(yes["at"], known)
        yield Step(said, f"{key}/{who}", who, partial(_claim, row))
        if "back" in yes:
            yield Step(read(yes["back"], known), f"{key}/{who}/back", who, partial(_back, row))


def _whose(filling: Filling, whose: str) -> UUID | None:
    return None if whose == HOUSE else filling.people[whose]


def _begin(filling: Filling, line: Fields, deed: Deed) -> None:
    whose = _whose(filling, line["whose"])
    readers = filling.them(line["readers"])
    if whose is not None:
        actions.begin(deed.session, by=deed.by, whose=whose, now=deed.now)
    actions.choose_readers(deed.session, by=deed.by, whose=whose, readers=readers, now=deed.now)


def _tell_home(filling: Filling, line: Fields, deed: Deed) -> None:
    """A home is known by its name, as it was put on the list."""
    actions.tell_homes(
        deed.session,
        by=deed.by,
        whose=filling.people[line["whose"]],
        home_id=uuid5(filling.home, line["home"]),
        days=[(WEEKDAYS.index(day), weeks) for weeks in ("odd", "even") for day in line[weeks]],
        now=deed.now,
    )


def _say_usual(filling: Filling, line: Fields, deed: Deed) -> None:
    monday = monday_of(deed.now)
    days = [monday + timedelta(days=WEEKDAYS.index(day)) for day in line["every"]]
    cells = [
        _cell({"cell": each}, filling, day, Layer.IS) for day in days for each in line["cells"]
    ]
    _mark(filling, line["whose"], f"usual/{line['by']}", cells, deed)


def _tick(filling: Filling, each: Ticked, deed: Deed) -> None:
    cells = [_cell(cell, filling, each.day, Layer.DONE) for cell in each.cells]
    _mark(filling, each.whose, f"done/{each.by}", cells, deed)


def _mark(filling: Filling, whose: str, what: str, cells: list[Cell], deed: Deed) -> None:
    actions.mark(
        deed.session,
        by=deed.by,
        whose=_whose(filling, whose),
        record=uuid5(filling.home, f"week/{whose}/{what}/{deed.now.isoformat()}"),
        cells=cells,
        made_at=deed.now,
        now=deed.now,
    )


def _cell(fields: Fields, filling: Filling, day: date, layer: Layer) -> Cell:
    part, element = fields["cell"].split()
    sticker = fields.get("sticker")
    return Cell(
        day=day,
        part=DayPart(part),
        element=Element(element),
        layer=layer,
        act=Act(fields.get("act", "set")),
        text=fields.get("text", ""),
        along=frozenset(filling.them(fields.get("with", ()))),
        sticker=Sticker(sticker) if sticker else None,
    )


def _want(filling: Filling, want: Fields, row: UUID, day: date, deed: Deed) -> None:
    wish = Wish(
        day=day,
        part=DayPart(want["part"]),
        elements=tuple(Element(each) for each in want["elements"]),
        repeats=Repeats.WEEKLY if want.get("weekly", True) else Repeats.ONCE,
        text=want["text"],
        along=frozenset(filling.them(want.get("with", ()))),
    )
    whose = _whose(filling, want["whose"])
    actions.plan_activity(
        deed.session, by=deed.by, whose=whose, activity_id=row, wish=wish, now=deed.now
    )


def _go_along(row: UUID, deed: Deed) -> None:
    actions.go_along(deed.session, by=deed.by, activity_id=row, day=None, now=deed.now)


def _end(row: UUID, deed: Deed) -> None:
    day = here(deed.now)
    actions.end_activity(deed.session, by=deed.by, activity_id=row, from_day=day, now=deed.now)


def _ask(filling: Filling, ask: Fields, row: UUID, day: date, deed: Deed) -> None:
    chosen = ask.get("chosen")
    gap = Gap(
        day=day,
        part=DayPart(ask["part"]),
        element=Element(ask["element"]),
        text=ask["text"],
        chosen=frozenset(filling.them(chosen)) if chosen else None,
    )
    whose = _whose(filling, ask["whose"])
    actions.ask(deed.session, by=deed.by, whose=whose, ask_id=row, gap=gap, now=deed.now)


def _claim(row: UUID, deed: Deed) -> None:
    actions.claim(deed.session, by=deed.by, ask_id=row, now=deed.now)


def _back(row: UUID, deed: Deed) -> None:
    actions.give_back(deed.session, by=deed.by, ask_id=row, now=deed.now)


def _rest(filling: Filling, off: Free, deed: Deed) -> None:
    actions.rest(
        deed.session,
        by=deed.by,
        whose=_whose(filling, off.whose),
        break_id=uuid5(filling.home, f"week/free/{off.first}"),
        from_day=off.first,
        until_day=off.last,
        name=off.name,
        now=deed.now,
    )
