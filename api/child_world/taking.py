"""Taking along with whom one wanted to talk: a child's own, and what it was answered."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.child_world.model import TalkAnswer, TalkWish
from api.core.vault import Box, Tampered
from api.people.policy import Viewer
from api.people.queries import names
from api.people.taking import Values, called, takes_own, whole


def to_take(session: Session, viewer: Viewer) -> list[Values]:
    """Return one's own wishes to talk, oldest first."""
    mine = {"household_id": viewer.household, "ward_id": viewer.person}
    wishes = session.scalars(
        select(TalkWish).filter_by(**mine).order_by(TalkWish.made_at, TalkWish.id)
    ).all()
    own = [each for each in wishes if takes_own(viewer, each.kept_at)]
    said: defaultdict[UUID, list[Values]] = defaultdict(list)
    box = Box.of(session, viewer.household)
    rows = select(TalkAnswer).where(TalkAnswer.wish_id.in_([each.id for each in own]))
    for row in session.scalars(rows.order_by(TalkAnswer.at, TalkAnswer.id)):
        said[row.wish_id].append(_answer(box, row))
    known = names(session, viewer)
    return [
        whole(
            {
                "at": each.made_at,
                "with": called(known, [each.asked_id]),
                "answers": said[each.id],
                "ended": each.ended_at,
            }
        )
        for each in own
    ]


def _answer(box: Box, row: TalkAnswer) -> Values:
    body: dict[str, Any] = {}
    with suppress(Tampered):
        body = dict(box.open_json("talk_answers", "body", row.id, row.body))
    return whole({"at": row.at, "says": row.says, "day": body.get("day") or ""})
