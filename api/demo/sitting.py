"""Lets the two households sit together, evening after evening, and read afterwards what was written."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from api.demo.anchors import Points
from api.demo.calling import calling_steps
from api.demo.evening import Evening
from api.demo.living import Deed, Filling, Step
from api.demo.sat import Sheet, sat
from api.demo.seated import seated_steps
from api.meetings.table import minutes


def sitting_steps(filling: Filling, mode: str, known: Points) -> Iterator[Step]:
    """Return all that was done for and at the evenings of a household, in whatever order."""
    told = sat(mode, known)
    days = {each.id: each.day for each in told}
    for each in told:
        evening = Evening(filling, each, days)
        yield from calling_steps(evening)
        yield from seated_steps(evening, known)
        yield from _after(evening)


def _after(evening: Evening) -> Iterator[Step]:
    told, key = evening.sat, f"meeting/{evening.sat.id}/minutes"
    for sheet in told.minutes:
        yield Step(sheet.at, f"{key}/{sheet.number}", told.by, partial(_write, evening, sheet))
        for who, at in sheet.read.items():
            yield Step(at, f"{key}/{who}", who, partial(_read, evening, sheet))


def _write(evening: Evening, sheet: Sheet, deed: Deed) -> None:
    minutes.write(
        deed.session,
        by=deed.by,
        meeting_id=evening.id,
        minutes_id=evening.row(f"minutes/{sheet.number}"),
        base=evening.row(f"minutes/{sheet.number - 1}") if sheet.number > 1 else None,
        text=sheet.text,
        now=deed.now,
    )


def _read(evening: Evening, sheet: Sheet, deed: Deed) -> None:
    row = evening.row(f"minutes/{sheet.number}")
    minutes.read(deed.session, by=deed.by, minutes_id=row, now=deed.now)
