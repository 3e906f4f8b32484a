"""A score as the policy sees it. Pure: facts in, Items out.

Of a child there are two: its words and number are for its safety person alone, and the number by itself
is also for whom it chose.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from api.people.policy import Audience, Item, Role, Side, Verb, Viewer, may
from api.scales.model import Score
from api.scales.rules import Asked


def new_item(by: Viewer, audience: Audience, chosen: frozenset[UUID], now: datetime) -> Item:
    """Return a score that somebody is about to give."""
    return Item(
        kind="child_score" if by.role is Role.CHILD else "score",
        household=by.household,
        author=by.person,
        ward=by.person,
        shared_at=now,
        audience=audience,
        chosen=chosen,
        side=by.side,
    )


def score_item(score: Score, chosen: frozenset[UUID]) -> Item:
    """Return a score with its words."""
    return Item(
        kind="score" if score.asked == Asked.NUMBER else "child_score",
        household=score.household_id,
        author=score.person_id,
        ward=score.person_id,
        shared_at=score.kept_at,
        audience=Audience(score.audience),
        chosen=chosen,
        side=Side(score.side),
    )


def sees_words(viewer: Viewer, score: Score, chosen: frozenset[UUID]) -> bool:
    """Say whether this viewer may read what stands with the number."""
    return may(viewer, Verb.SEE, score_item(score, chosen))


def sees_number(viewer: Viewer, score: Score, chosen: frozenset[UUID]) -> bool:
    """Say whether this viewer may know the number."""
    item = score_item(score, chosen)
    named = replace(item, audience=Audience.CHOSEN)
    return may(viewer, Verb.SEE, item) or (
        item.kind == "child_score" and viewer.person in chosen and may(viewer, Verb.SEE, named)
    )
