"""The numbers that several people may all see: those that can lie on a table between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.vault import Box, Tampered
from api.people.policy import Viewer
from api.people.queries import Member, names
from api.scales.items import sees_number, sees_words
from api.scales.model import Scale, Score, ScoreChosen


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedScore:
    """Somebody's last number. `words` is None where one of the people may not read them."""

    by: Member
    value: int
    at: datetime
    words: Mapping[str, str] | None


def seen_by_all(
    session: Session, people: Sequence[Viewer], danger: UUID, since: datetime
) -> list[SharedScore]:
    """Return everybody's last number on the scale of a danger since then of those that all may see.

    A newer one that is for a few leaves the older one where it is: that it went would tell of the newer one.
    """
    if not people:
        return []
    rows = _given(session, people[0].household, danger, since)
    chosen = _chosen(session, rows)
    known = [names(session, each) for each in people]
    of_all = [
        row
        for row in rows
        if all(row.person_id in each for each in known)
        and all(sees_number(each, row, chosen[row.id]) for each in people)
    ]
    box = Box.of(session, people[0].household)
    seen = [
        SharedScore(
            by=known[0][row.person_id],
            value=row.value,
            at=row.at,
            words=_words(box, row, people, chosen[row.id]),
        )
        for row in {row.person_id: row for row in of_all}.values()
    ]
    return sorted(seen, key=lambda each: each.by.called.casefold())


def _given(session: Session, household: UUID, danger: UUID, since: datetime) -> Sequence[Score]:
    """Return all numbers since then, oldest first."""
    rows = session.scalars(
        select(Score)
        .join(Scale, Scale.id == Score.scale_id)
        .where(Scale.household_id == household, Scale.danger_id == danger, Score.at >= since)
        .order_by(Score.at, Score.id)
    )
    return rows.all()


def _chosen(session: Session, rows: Sequence[Score]) -> Mapping[UUID, frozenset[UUID]]:
    found = {row.id: frozenset[UUID]() for row in rows}
    for each in session.scalars(select(ScoreChosen).where(ScoreChosen.score_id.in_(found))):
        found[each.score_id] |= {each.person_id}
    return found


def _words(
    box: Box, row: Score, people: Sequence[Viewer], chosen: frozenset[UUID]
) -> Mapping[str, str] | None:
    if not all(sees_words(each, row, chosen) for each in people):
        return None
    try:
        return dict(box.open_json("scores", "body", row.id, row.body))
    except Tampered:
        return None
