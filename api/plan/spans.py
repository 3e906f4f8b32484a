"""From when until when agreements held, as far as somebody may read them: for who asks how long already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from api.people.policy import Viewer
from api.plan.reading import Reader
from api.plan.rows import ended, live
from api.plan.words import Kind, Plan

Span = tuple[datetime, datetime | None]


def spans(session: Session, viewer: Viewer, now: datetime) -> Mapping[Plan, tuple[Span, ...]]:
    """Return when each version of an agreement held, by plan. One that still holds has no end."""
    reader = Reader.of(session, viewer, now)
    rows = [*ended(session, viewer.household), *live(session, viewer.household)]
    found: defaultdict[Plan, list[Span]] = defaultdict(list)
    for row in reader.seen(rows):
        began = row.version.in_force_at
        if row.kind is Kind.AGREEMENT and began is not None:
            found[Plan(row.part.plan or Plan.DIRECT)].append((began, row.version.ended_at))
    return {plan: tuple(each) for plan, each in found.items()}
