"""Turns the versions and marks of a part into what one viewer may see of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from api.path import rules
from api.path.kinds import Says
from api.path.model import PathMark
from api.path.rows import Row, words_of
from api.path.seen import OBJECTS, TICK, sees
from api.path.views import MarkView, PartView
from api.path.words import Words
from api.people.policy import Viewer

STATES: Final = frozenset({Says.DONE, Says.UNDONE})


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who reads, and whom they may know of."""

    session: Session
    viewer: Viewer
    known: frozenset[UUID]
    now: datetime


def part_view(reader: Reader, found: Sequence[Row], marks: Iterable[PathMark]) -> PartView | None:
    """Return a part as it stands now; None when it ended, or is not for this viewer."""
    row, kind = found[-1], OBJECTS[found[-1].kind]
    said = sorted(marks, key=lambda mark: mark.at)
    if any(mark.says == Says.ENDED for mark in said):
        return None
    if not sees(reader.viewer, kind, row.version.by_id, reader.now, row.version.side):
        return None
    shown = list(_shown(reader, row, said))
    states = [each for each in shown if each.says in STATES]
    results = [each for each in shown if each.says in rules.RESULTS]
    yes = {each.by: each for each in shown if each.says is Says.YES}
    return PartView(
        id=row.part.id,
        version_id=row.version.id,
        kind=row.kind,
        words=row.words,
        people={
            part: tuple(each for each in named if each in reader.known)
            for part, named in row.people.items()
        },
        day=row.version.day,
        place=row.version.place,
        since=row.version.at,
        by=row.version.by_id if row.version.by_id in reader.known else None,
        done=states[-1] if states and states[-1].says is Says.DONE else None,
        yes=tuple(yes.values()),
        result=results[-1] if results else None,
        before=tuple(_before(reader, kind, found)),
    )


def _shown(reader: Reader, row: Row, marks: Iterable[PathMark]) -> Iterator[MarkView]:
    for mark in marks:
        if mark.by_id not in reader.known:
            continue
        if sees(reader.viewer, TICK, mark.by_id, reader.now, mark.side):
            yield MarkView(
                says=Says(mark.says),
                by=mark.by_id,
                at=mark.at,
                words=str(words_of(reader.session, mark).get("words", "")),
                older=mark.version_id != row.version.id,
            )


def _before(reader: Reader, kind: str, found: Sequence[Row]) -> Iterator[tuple[datetime, Words]]:
    """What it said before, to who was there then; another place in the order is no other words."""
    for row, after in pairwise(found):
        version = row.version
        same = row.words == after.words
        if not same and sees(reader.viewer, kind, version.by_id, version.at, version.side):
            yield version.at, row.words
