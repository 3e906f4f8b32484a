"""Lets the people of the demo put aside what they were told long ago of books, weeks and evenings together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from api.demo.anchors import Points
from api.demo.living import Deed, Filling, Step
from api.meetings.keeping import KINDS
from api.meetings.table.closing import MET
from api.people.notices.actions import put_aside
from api.people.notices.queries import waiting

READ: Final = frozenset({"book_asked", "week_yes", "week_no", MET, *KINDS})
SINCE: Final = timedelta(hours=26)  # what came later, they still find


def aside_steps(filling: Filling, known: Points) -> Iterator[Step]:
    """Return that each of this household read what waited."""
    for who in filling.people:
        yield Step(known["now"] - SINCE, f"aside/{who}", who, _put_aside)


def _put_aside(deed: Deed) -> None:
    for told in waiting(deed.session, deed.by):
        if told.kind in READ:
            put_aside(deed.session, by=deed.by, notice_id=told.id, now=deed.now)
