"""Taking the plan along as it was agreed: what holds now, and no proposal or draft."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from api.people.policy import Verb, Viewer, may
from api.people.queries import names
from api.people.taking import Values, called, whole
from api.plan import reading
from api.plan.reading import Reader
from api.plan.rows import Row, live
from api.plan.seen import item_of
from api.plan.views import PartView
from api.plan.words import Kind

VIEWS: Final[Mapping[Kind, Callable[[Reader, Row], PartView]]] = {
    Kind.DANGER: lambda reader, row: reading.danger_view(reader, row, ()),
    Kind.GOAL: reading.goal_view,
    Kind.CONDITION: reading.condition_view,
    Kind.FLOOR: reading.floor_view,
    Kind.EVENT: reading.event_view,
    Kind.AGREEMENT: reading.agreement_view,
}
# As a page of the plan shows them; the rest of a view is for its buttons.
PEOPLE: Final = ("does", "looks", "told", "guards", "circle")
WORDS: Final = (
    *("text", "when", "repeats", "trigger", "if_not", "until", "year", "since"),
    *("who_worries", "what_happens", "worst", "for_whom", "reason_anyway"),
    *("planned_every", "unannounced_every", "child_words", "plan"),
)


def to_take(session: Session, viewer: Viewer, now: datetime) -> list[Values]:
    """Return what holds, as its reader may take it along, each kind in its order."""
    reader = Reader.of(session, viewer, now)
    known = names(session, viewer)
    held = [
        row
        for row in reader.seen(live(session, viewer.household))
        if row.in_force and may(viewer, Verb.EXPORT, item_of(viewer, row, now))
    ]
    order = list(Kind)
    return [
        _values(row.kind, asdict(VIEWS[row.kind](reader, row)), lambda ids: called(known, ids))
        for row in sorted(held, key=lambda row: order.index(row.kind))
    ]


def _values(kind: Kind, seen: Mapping[str, Any], named: Callable[..., list[str]]) -> Values:
    words = {name: seen[name] for name in WORDS if name in seen}
    people = {name: named(seen[name]) for name in PEOPLE if name in seen}
    return whole({"kind": str(kind), **words, **people})
