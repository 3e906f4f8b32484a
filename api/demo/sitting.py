"""Lets the two households sit together, evening after evening, and read afterwards what was written."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from uuid import UUID

from sqlalchemy import select

from api.demo.anchors import Points
from api.demo.calling import calling_steps
from api.demo.evening import Evening
from api.demo.living import Deed, Filling, Step
from api.demo.sat import Sheet, sat
from api.demo.seated import seated_steps
from api.meetings.table import minutes
from api.meetings.table.model import Minutes


def sitting_steps(filling: Filling, mode: str, known: Points) -> Iterator[Step]:
    """Return all that was done for and at the evenings of a household, in whatever order."""
    told = sat(mode, known)
    days = {each.id: each.day for each in told}
    for each in told:
        evening = Evening(filling, each, days)
        yield from calling_steps(evening)
        yield from seated_steps(evening, known)
        yield from _read_steps(evening)


def _read_steps(evening: Evening) -> Iterator[Step]:
    """The first version was written when the table closed."""
    told, key = evening.sat, f"meeting/{evening.sat.id}/minutes"
    for sheet in told.minutes:
        if sheet.number > 1:
            yield Step(sheet.at, f"{key}/{sheet.number}", told.by, partial(_write, evening, sheet))
        for who, at in sheet.read.items():
            yield Step(at, f"{key}/{who}", who, partial(_read, evening, sheet))


def _write(evening: Evening, sheet: Sheet, deed: Deed) -> None:
    minutes.write(
        deed.session,
        by=deed.by,
        meeting_id=evening.id,
        minutes_id=evening.row(f"minutes/{sheet.number}"),
        base=_version_id(deed, evening, sheet.number - 1),
        text=sheet.text,
        now=deed.now,
    )


def _read(evening: Evening, sheet: Sheet, deed: Deed) -> None:
    row = _version_id(deed, evening, sheet.number)
    minutes.read(deed.session, by=deed.by, minutes_id=row, now=deed.now)


def _version_id(deed: Deed, evening: Evening, number: int) -> UUID:
    version = select(Minutes.id).filter_by(meeting_id=evening.id, number=number)
    return deed.session.scalars(version).one()
