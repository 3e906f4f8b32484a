"""Taking one's own numbers along: each that one gave, of whatever month, with what one saw."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.vault import Box, Tampered
from api.people.policy import Verb, Viewer, may
from api.people.taking import Values, whole
from api.scales.items import score_item
from api.scales.model import Scale, Score, ScoreChosen


def to_take(session: Session, viewer: Viewer, named: Mapping[UUID, str]) -> list[Values]:
    """Return one's own numbers, oldest first; ``named`` says what a scale is about, as far as one reads it."""
    mine = (Score.household_id == viewer.household, Score.person_id == viewer.person)
    rows = session.execute(
        select(Score, Scale.danger_id)
        .join(Scale, Scale.id == Score.scale_id)
        .where(*mine)
        .order_by(Score.at, Score.id)
    ).all()
    chosen: defaultdict[UUID, frozenset[UUID]] = defaultdict(frozenset)
    for row in session.scalars(select(ScoreChosen).join(Score).where(*mine)):
        chosen[row.score_id] |= {row.person_id}
    box = Box.of(session, viewer.household)
    return [
        _values(box, score, named.get(danger, "") if danger else "")
        for score, danger in rows
        if may(viewer, Verb.EXPORT, score_item(score, chosen[score.id]))
    ]


def _values(box: Box, score: Score, about: str) -> Values:
    try:
        words = box.open_json("scores", "body", score.id, score.body)
    except Tampered:
        words = {}
    return whole(
        {
            "at": score.at,
            "about": about,
            "asked": score.asked,
            "value": score.value,
            "audience": score.audience,
            **{name: str(text) for name, text in words.items()},
        }
    )
