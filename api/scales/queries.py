"""Reading numbers. Everything goes through the viewer who asks; nothing hidden is counted.

What others gave this month is not there before one's own, in no list and under no name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.vault import Box, Tampered
from api.people.policy import Audience, Role, Viewer
from api.people.queries import Member, names
from api.scales.answer import Anchors
from api.scales.items import sees_number, sees_words
from api.scales.model import Scale, ScaleWords, Score, ScoreChosen
from api.scales.rules import (
    SHOWN_MONTHS,
    Asked,
    month_of,
    months_after,
    months_at_six,
    opened,
)
from i18n.dates import AMSTERDAM


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreView:
    """A number as its reader may see it. `words` is None when the reader may know the number alone.

    `for_all` says that it was given for the whole circle.
    """

    id: UUID
    by: Member
    asked: Asked
    value: int
    at: datetime
    month: date
    mine: bool
    words: Mapping[str, str] | None
    for_all: bool
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class Round:
    """One month on one scale: one's own number, and then what others gave, one each."""

    mine: ScoreView | None
    others: tuple[ScoreView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What one person gave over the months, oldest first. ``counts`` has one of each month, ``every`` all.

    `at_six` is None for what is no number on the scale of a danger.
    """

    by: Member
    asked: Asked
    mine: bool
    counts: tuple[ScoreView, ...]
    every: tuple[ScoreView, ...]
    at_six: int | None


def rounds(
    session: Session, viewer: Viewer, dangers: Collection[UUID], now: datetime
) -> Mapping[UUID, Round]:
    """Return this month for each of these dangers, by the id of the danger."""
    scales = _scales(session, viewer, dangers)
    since = _began(month_of(now))
    return {
        danger: _round(_seen(session, viewer, scales.get(danger), since, now)) for danger in dangers
    }


def has_given_all(
    session: Session, viewer: Viewer, dangers: Collection[UUID], now: datetime
) -> bool:
    """Say whether this viewer gave a number on each of these this month. Opens no words: for a first page."""
    mine = (
        select(Scale.danger_id)
        .join(Score, Score.scale_id == Scale.id)
        .where(
            Score.household_id == viewer.household,
            Score.person_id == viewer.person,
            Score.at >= _began(month_of(now)),
        )
    )
    return set(dangers) <= set(session.scalars(mine))


def history(session: Session, viewer: Viewer, about: UUID, now: datetime) -> Sequence[Voice]:
    """Return who gave what on one scale in the last months: one's own first, then by name."""
    since = shown_since(now)
    found: dict[tuple[UUID, Asked], list[ScoreView]] = defaultdict(list)
    for each in _seen(session, viewer, _scales(session, viewer, {about}).get(about), since, now):
        found[each.by.id, each.asked].append(each)
    voices = [_voice(every, month_of(now)) for every in found.values()]
    return sorted(voices, key=lambda each: (not each.mine, each.by.called.casefold(), each.asked))


def known(session: Session, viewer: Viewer, about: UUID, now: datetime) -> frozenset[UUID]:
    """Return which numbers on one scale are for this viewer at all, whether they gave their own or not."""
    scale = _scales(session, viewer, {about}).get(about)
    return frozenset(each.id for each in _meant(session, viewer, scale, shown_since(now)))


def shown_since(now: datetime) -> datetime:
    """Return from when on numbers are shown: the first day of a month."""
    return _began(months_after(month_of(now), 1 - SHOWN_MONTHS))


def anchors(session: Session, viewer: Viewer, dangers: Collection[UUID]) -> Mapping[UUID, Anchors]:
    """Return the household's own words at 0 and 10, for the dangers that have them."""
    scales = _scales(session, viewer, dangers)
    box, found = Box.of(session, viewer.household), {}
    for danger, scale in scales.items():
        last = select(ScaleWords).filter_by(scale_id=scale).order_by(ScaleWords.number.desc())
        row = session.scalars(last.limit(1)).first()
        if row is not None:
            found[danger] = Anchors(**box.open_json("scale_words", "body", row.id, row.body))
    return found


def children_heard(session: Session, viewer: Viewer, now: datetime) -> tuple[Member, ...]:
    """Return the children of whom this viewer has numbers to see, besides their own wards."""
    own = select(Scale.ward_id).where(
        Scale.household_id == viewer.household, Scale.ward_id.is_not(None)
    )
    known = names(session, viewer)
    wards = [each for each in session.scalars(own) if each and each in known]
    others = [each for each in wards if each != viewer.person]
    heard = {each for each in others if history(session, viewer, each, now)}
    return tuple(sorted((known[each] for each in heard), key=lambda each: each.called.casefold()))


def _scales(session: Session, viewer: Viewer, about: Collection[UUID]) -> Mapping[UUID, UUID]:
    """Return the scales by what they are about: the id of a danger, or of a child."""
    query = select(Scale.id, Scale.danger_id, Scale.ward_id).where(
        Scale.household_id == viewer.household,
        Scale.danger_id.in_(about) | Scale.ward_id.in_(about),
    )
    return {row.danger_id or row.ward_id: row.id for row in session.execute(query)}


def _seen(
    session: Session, viewer: Viewer, scale: UUID | None, since: datetime, now: datetime
) -> list[ScoreView]:
    """Return the numbers since then that are open to this viewer, oldest first."""
    if scale is None:
        return []
    meant, known = _meant(session, viewer, scale, since), names(session, viewer)
    chosen, box = _chosen(session, scale, since), Box.of(session, viewer.household)
    return [
        _view(box, viewer, each, known[each.person_id], chosen[each.id])
        for each in _opened(meant, viewer, now)
    ]


def _meant(session: Session, viewer: Viewer, scale: UUID | None, since: datetime) -> list[Score]:
    """Return the numbers since then that are for this viewer, oldest first."""
    if scale is None:
        return []
    rows = session.scalars(
        select(Score).where(Score.scale_id == scale, Score.at >= since).order_by(Score.at, Score.id)
    ).all()
    chosen, known = _chosen(session, scale, since), names(session, viewer)
    return [
        each
        for each in rows
        if each.person_id in known and sees_number(viewer, each, chosen[each.id])
    ]


def _opened(seen: list[Score], viewer: Viewer, now: datetime) -> list[Score]:
    """Who reads along gives no number, so nothing waits for it."""
    if viewer.role is Role.PROFESSIONAL:
        return seen
    return opened(seen, person=viewer.person, now=now)


def _chosen(session: Session, scale: UUID, since: datetime) -> Mapping[UUID, frozenset[UUID]]:
    query = (
        select(ScoreChosen.score_id, ScoreChosen.person_id)
        .join(Score, Score.id == ScoreChosen.score_id)
        .where(Score.scale_id == scale, Score.at >= since)
    )
    found: defaultdict[UUID, frozenset[UUID]] = defaultdict(frozenset)
    for score, person in session.execute(query):
        found[score] |= {person}
    return found


def _view(box: Box, viewer: Viewer, score: Score, by: Member, chosen: frozenset[UUID]) -> ScoreView:
    words, damaged = None, False
    if sees_words(viewer, score, chosen):
        try:
            words = box.open_json("scores", "body", score.id, score.body)
        except Tampered:
            damaged = True
    return ScoreView(
        id=score.id,
        by=by,
        asked=Asked(score.asked),
        value=score.value,
        at=score.at,
        month=month_of(score.at),
        mine=score.person_id == viewer.person,
        words=words,
        for_all=score.audience == Audience.CIRCLE,
        damaged=damaged,
    )


def _round(seen: Iterable[ScoreView]) -> Round:
    newest = {each.by.id: each for each in seen}.values()
    others = sorted(
        (each for each in newest if not each.mine), key=lambda each: each.by.called.casefold()
    )
    return Round(next((each for each in newest if each.mine), None), tuple(others))


def _voice(every: Sequence[ScoreView], this_month: date) -> Voice:
    newest = {each.month: each for each in every}
    values = {month: each.value for month, each in newest.items()}
    first = every[0]
    return Voice(
        by=first.by,
        asked=first.asked,
        mine=first.mine,
        counts=tuple(newest.values()),
        every=tuple(every),
        at_six=months_at_six(values, this_month) if first.asked.has_lines else None,
    )


def _began(month: date) -> datetime:
    return datetime.combine(month, time(), AMSTERDAM)
