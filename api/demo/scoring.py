"""Lets the people of the demo give their numbers, each month anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final
from uuid import uuid5

from api.demo.agreed import Agreed
from api.demo.living import Deed, Filling, Step
from api.demo.planning import part_id
from api.demo.scored import Ends, Given
from api.people.model import Person
from api.people.policy import Audience, Side
from api.scales.actions import About, give, word
from api.scales.answer import Anchors, Answer
from api.scales.rules import Asked, asked_of

FACES: Final = Asked.FACES.values


def score_steps(filling: Filling, plan: Agreed, given: Iterable[Given]) -> Iterator[Step]:
    """Return each number as its own giving."""
    for each in given:
        does = partial(_give, filling, plan, each)
        yield Step(each.at, f"score/{each.who}/{each.danger}", each.who, does)


def ends_steps(filling: Filling, plan: Agreed, ends: Iterable[Ends]) -> Iterator[Step]:
    """Return who found own words for both ends of a scale."""
    for each in ends:
        does = partial(_word, filling, plan, each)
        yield Step(each.at, f"ends/{each.danger}", each.by, does)


def _about(filling: Filling, plan: Agreed, danger: str) -> About:
    side = Side(plan.part(danger).first.get("side", "both"))
    return About(part_id(filling, danger), side)


def _give(filling: Filling, plan: Agreed, given: Given, deed: Deed) -> None:
    ward = not given.danger
    about = About(deed.by.person, ward=True) if ward else _about(filling, plan, given.danger)
    asked = asked_of(deed.by.role, deed.session.get_one(Person, deed.by.person).born_year, deed.now)
    row = uuid5(filling.home, f"score/{given.who}/{given.danger}/{given.at.isoformat()}")
    answer = Answer(
        asked,
        _value(given.value, asked),
        given.seen,
        given.lower,
        given.higher,
        _audience(given, ward=ward),
        frozenset(filling.them(given.chosen)),
    )
    give(deed.session, by=deed.by, about=about, score_id=row, answer=answer, now=deed.now)


def _audience(given: Given, *, ward: bool) -> Audience | None:
    """A child means its safety person, and may let the grown-ups see; a grown-up chooses."""
    if given.chosen:
        return Audience.CHOSEN
    return Audience.CIRCLE if given.is_open or not ward else None


def _value(value: int, asked: Asked) -> int:
    """A child that turned eight meanwhile had faces before: what is told as a ladder then has half."""
    if asked is Asked.FACES and value not in FACES:
        return min(max(value // 2, FACES[0]), FACES[-1])
    return value


def _word(filling: Filling, plan: Agreed, ends: Ends, deed: Deed) -> None:
    about = _about(filling, plan, ends.danger)
    row = uuid5(about.id, "ends")
    anchors = Anchors(ends.zero, ends.ten)
    word(deed.session, by=deed.by, about=about, words_id=row, anchors=anchors, now=deed.now)
