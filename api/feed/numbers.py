"""The numbers as a program reads them, of all seats that the reader has in one house together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.feed.notes import consent_of
from api.feed.sheets import Number, ScaleOf, ScalesSheet
from api.people.consenting.kinds import Kind, opened_by
from api.people.professionals.queries import Reader
from api.people.queries import household_name
from api.plan.queries import dangers
from api.scales.answer import Anchors
from api.scales.queries import ScoreView, anchors, children_heard, history

NO_ANCHORS = Anchors(zero="", ten="")


def scales_sheet(session: Session, readers: Sequence[Reader], now: datetime) -> ScalesSheet:
    """Return the numbers that these seats may read, each once."""
    household = readers[0].seat.household
    title = household_name(session, household)
    found: dict[UUID, ScaleOf] = {}
    for reader in readers:
        for each in _scales(session, reader, now):
            before = found.get(each.about)
            found[each.about] = _together(before, each) if before else each
    return ScalesSheet(
        household=household,
        household_name=title,
        read_by=tuple(consent_of(each, {household: title}) for each in readers),
        scales=tuple(found.values()),
    )


def _scales(session: Session, reader: Reader, now: datetime) -> list[ScaleOf]:
    """Return one seat's; a hidden danger is not there.

    What it is, and what 0 and 10 are on its scale, is said when the plan is shared too.
    """
    viewer = reader.viewer
    held = dangers(session, replace(viewer, consents=viewer.consents | opened_by([Kind.PLAN])), now)
    named = Kind.PLAN in reader.kinds
    words = anchors(session, viewer, [each.id for each in held]) if named else {}
    of_dangers = [
        ScaleOf(
            about=each.id,
            kind="danger",
            text=each.text if named else None,
            zero=words.get(each.id, NO_ANCHORS).zero or None,
            ten=words.get(each.id, NO_ANCHORS).ten or None,
            numbers=_numbers(session, reader, each.id, now),
        )
        for each in held
    ]
    of_children = [
        ScaleOf(
            about=child.id,
            kind="child",
            text=child.name,
            numbers=_numbers(session, reader, child.id, now),
        )
        for child in children_heard(session, viewer, now)
    ]
    return [each for each in (*of_dangers, *of_children) if each.numbers]


def _numbers(session: Session, reader: Reader, about: UUID, now: datetime) -> tuple[Number, ...]:
    voices = history(session, reader.viewer, about, now)
    every = sorted((each for voice in voices for each in voice.every), key=_by_time)
    return tuple(_number(each) for each in every)


def _by_time(score: ScoreView) -> tuple[datetime, UUID]:
    return score.at, score.id


def _number(score: ScoreView) -> Number:
    words: Mapping[str, str] = score.words or {}
    return Number(
        id=score.id,
        by=score.by.name,
        asked=score.asked,
        value=score.value,
        at=score.at,
        seen=words.get("seen"),
        not_lower=words.get("not_lower"),
        not_higher=words.get("not_higher"),
    )


def _together(one: ScaleOf, other: ScaleOf) -> ScaleOf:
    every = {each.id: each for each in (*one.numbers, *other.numbers)}
    in_order = sorted(every.values(), key=lambda each: (each.at, each.id))
    return replace(one, text=one.text or other.text, numbers=tuple(in_order))
