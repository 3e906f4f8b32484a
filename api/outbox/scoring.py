"""Puts a number on the scale of a danger: the plan says which dangers there are, the scales keep the number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.people.model import Person
from api.people.policy import Role, Viewer
from api.people.queries import UNKNOWN
from api.plan.queries import danger_since, dangers
from api.plan.views import DangerView
from api.scales import actions, queries
from api.scales.actions import About
from api.scales.answer import Anchors, read_answer
from api.scales.queries import Voice
from api.scales.rules import Asked, asked_of

AN_OPEN_FORM: Final = timedelta(days=1)


def has_scale(session: Session, by: Viewer, now: datetime) -> bool:
    """Say whether there is a danger on whose scale this person may give a number."""
    return bool(dangers(session, by, now))


def asks(session: Session, by: Viewer, now: datetime) -> Asked:
    """Return what this person chooses from."""
    person = session.get(Person, by.person)
    return asked_of(by.role, person.born_year if person else None, now)


def about(
    session: Session, by: Viewer, what: UUID, now: datetime, *, at: datetime | None = None
) -> About:
    """Return what a scale is about, for who gives a number on it; raises NotHere.

    A child sees no dangers: it says how its own life is. A danger that ended not long ago counts too:
    somebody may have had the form before them, or a phone without a net.
    """
    if by.role is Role.CHILD:
        if what != by.person:
            raise NotHere(UNKNOWN)
        return About(what, by.side, ward=True)
    danger = danger_of(session, by, what, now, at=at)
    if danger is None:
        raise NotHere(UNKNOWN)
    return About(danger.id, danger.side)


def danger_of(
    session: Session, by: Viewer, what: UUID, now: datetime, *, at: datetime | None = None
) -> DangerView | None:
    """Return the danger of a scale, with its goal while it holds; None for one that is not there."""
    held = held_now(session, by, what, now)
    return held or danger_since(session, by, what, (at or now) - AN_OPEN_FORM, now)


def held_now(session: Session, by: Viewer, what: UUID, now: datetime) -> DangerView | None:
    """Return a danger that this reader reads in the plan today, with its goal; None for another."""
    return next((each for each in dangers(session, by, now) if each.id == what), None)


def history(
    session: Session, by: Viewer, what: UUID, now: datetime
) -> tuple[DangerView, Sequence[Voice]]:
    """Return a danger, with who gave what on its scale; raises NotHere.

    Of one that is over for this reader only their own numbers: it may go on for others, and what they
    give since then, and that they do, is not for who no longer reads it.
    """
    voices = queries.history(session, by, what, now)
    if (held := held_now(session, by, what, now)) is not None:
        return held, voices
    own = [each for each in voices if each.mine]
    over = danger_of(session, by, what, now, at=queries.shown_since(now)) if own else None
    if over is None:
        raise NotHere(UNKNOWN)
    return over, own


def give(
    session: Session,
    *,
    by: Viewer,
    what: UUID,
    score_id: UUID,
    fields: Mapping[str, Sequence[str]],
    now: datetime,
    made_at: datetime | None = None,
    late: bool = False,
) -> UUID:
    """Give a number on this scale; raises Invalid for what cannot be, NotHere for what is not there.

    A child that had its birthday while the number was on its way chose from what it was shown then.
    """
    scale = about(session, by, what, now, at=made_at)
    answer = read_answer(fields, asks(session, by, made_at or now))
    return actions.give(
        session,
        by=by,
        about=scale,
        score_id=score_id,
        answer=answer,
        now=now,
        made_at=made_at,
        late=late,
    )


def word(
    session: Session, *, by: Viewer, what: UUID, words_id: UUID, anchors: Anchors, now: datetime
) -> UUID:
    """Say what 0 and 10 are on the scale of this danger; raises NotHere for who may not."""
    scale = about(session, by, what, now)
    return actions.word(session, by=by, about=scale, words_id=words_id, anchors=anchors, now=now)
