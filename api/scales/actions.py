"""Giving a number, and finding words for both ends of a scale. Each action may come twice, or late.

Which dangers there are, and who may know of them, the layer above asks the plan: whoever comes here
with a danger may see it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.core.errors import Invalid, NotHere
from api.core.ids import new_id
from api.core.vault import Box
from api.people.model import Household
from api.people.policy import Audience, Role, Side, Verb, Viewer, may
from api.people.queries import viewers
from api.scales.answer import Anchors, Answer
from api.scales.choosing import choosable, grown_ups_of
from api.scales.items import new_item
from api.scales.model import Scale, ScaleWords, Score, ScoreChosen
from api.scales.rules import NOT_HERE, OTHER_WORDS, WHO_READS, Asked, given_at
from api.scales.wording import may_word


@dataclass(frozen=True, slots=True)
class About:
    """What a scale is about: a danger that the asker may see, or a child's own life."""

    id: UUID
    side: Side = Side.BOTH
    ward: bool = False


def give(
    session: Session,
    *,
    by: Viewer,
    about: About,
    score_id: UUID,
    answer: Answer,
    now: datetime,
    made_at: datetime | None = None,
    late: bool = False,
) -> UUID:
    """Give one's own number; return its id. Sent twice it stands once, and nothing is ever changed.

    ``late`` says that nobody looks at the form any more: then it is for fewer people, never for more.
    """
    _take_turns(session, by)
    if (known := session.get(Score, score_id)) is not None:
        return _the_same(session, by, known, answer)
    audience, chosen = _meant_for(session, by, answer, now, late=late)
    if not may(by, Verb.WRITE, new_item(by, audience, chosen, now)):
        raise NotHere(NOT_HERE)
    if about.ward is (answer.asked is Asked.NUMBER) or (about.ward and about.id != by.person):
        raise NotHere(NOT_HERE)
    scale = _scale(session, by, about, now)
    at = given_at(made_at or now, now)
    _keep(session, by, scale, score_id, answer=answer, audience=audience, at=at, now=now)
    for person in sorted(chosen):
        session.add(ScoreChosen(score_id=score_id, person_id=person, household_id=by.household))
    session.flush()
    return score_id


def word(
    session: Session, *, by: Viewer, about: About, words_id: UUID, anchors: Anchors, now: datetime
) -> UUID:
    """Say in own words what 0 and 10 are on this scale; what it said before stays."""
    _take_turns(session, by)
    if not may_word(by, about.side, now):
        raise NotHere(NOT_HERE)
    if session.get(ScaleWords, words_id) is not None:
        return words_id
    scale = _scale(session, by, about, now)
    last = select(func.max(ScaleWords.number)).filter_by(scale_id=scale.id)
    session.add(
        ScaleWords(
            id=words_id,
            household_id=by.household,
            scale_id=scale.id,
            number=(session.scalar(last) or 0) + 1,
            by_id=by.person,
            at=now,
            body=Box.of(session, by.household).lock_json(
                "scale_words", "body", words_id, {"zero": anchors.zero, "ten": anchors.ten}
            ),
        )
    )
    session.flush()
    return words_id


def _keep(
    session: Session,
    by: Viewer,
    scale: Scale,
    score_id: UUID,
    *,
    answer: Answer,
    audience: Audience,
    at: datetime,
    now: datetime,
) -> None:
    body = Box.of(session, by.household).lock_json("scores", "body", score_id, answer.words())
    session.add(
        Score(
            id=score_id,
            household_id=by.household,
            scale_id=scale.id,
            person_id=by.person,
            asked=answer.asked,
            value=answer.value,
            at=at,
            kept_at=now,
            side=by.side,
            audience=audience,
            body=body,
        )
    )
    session.flush()


def _take_turns(session: Session, by: Viewer) -> None:
    """Let the writers of one household in one after another, so that twice at once is once."""
    session.execute(select(Household.id).filter_by(id=by.household).with_for_update())


def _scale(session: Session, by: Viewer, about: About, now: datetime) -> Scale:
    """Return the scale, made when the first one needs it."""
    column = "ward_id" if about.ward else "danger_id"
    known = select(Scale).filter_by(household_id=by.household, **{column: about.id})
    found = session.scalars(known).first()
    if found is not None:
        return found
    made = Scale(
        id=new_id(),
        household_id=by.household,
        side=about.side,
        by_id=by.person,
        made_at=now,
        **{column: about.id},
    )
    session.add(made)
    session.flush()
    return made


def _meant_for(
    session: Session, by: Viewer, answer: Answer, now: datetime, *, late: bool
) -> tuple[Audience, frozenset[UUID]]:
    """Return for whom it is, and who is named: a grown-up must choose, a child means its safety person."""
    if by.role is Role.CHILD:
        wide = answer.audience is Audience.CIRCLE
        people = viewers(session, by.household) if wide else ()
        return Audience.SAFETY_PERSON, grown_ups_of(by, people, now)
    audience = answer.audience
    if audience is None or audience is Audience.SAFETY_PERSON:
        raise Invalid(WHO_READS, field="audience")
    if audience is not Audience.CHOSEN:
        return audience, frozenset()
    can = answer.chosen & {each.id for each in choosable(session, by)}
    if can == answer.chosen and can:
        return audience, can
    if not late:
        raise Invalid(WHO_READS, field="chosen")
    return (audience, can) if can else (Audience.SELF, can)


def _the_same(session: Session, by: Viewer, known: Score, answer: Answer) -> UUID:
    """The id is known: the same number again is fine, another under it would be lost."""
    if known.person_id != by.person:
        raise NotHere(NOT_HERE)
    body = Box.of(session, by.household).open_json("scores", "body", known.id, known.body)
    if (known.asked, known.value, body) != (answer.asked, answer.value, answer.words()):
        raise Invalid(OTHER_WORDS, field="value")
    return known.id
