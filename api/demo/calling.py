"""Lets people be called together: asked, answered, a day chosen or moved, called off, something brought."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from uuid import UUID

from sqlalchemy import select

from api.demo.evening import LONG, Evening
from api.demo.living import Deed, Step
from api.demo.planning import part_id
from api.demo.sat import A_MINUTE, Brought, Offered
from api.meetings import actions
from api.meetings.kinds import Mode, Phase, Says, What
from api.meetings.model import MeetingDay
from api.people.policy import Side


def calling_steps(evening: Evening) -> Iterator[Step]:
    """Return all that was done before people sat down."""
    told = evening.sat
    key = f"meeting/{told.id}"
    yield Step(told.at, f"{key}/0", told.by, partial(_call, evening))
    says = sorted({who for day in told.days for who in day.says})
    apart = (told.chosen - told.at) / (len(says) + 2)
    for place, who in enumerate(says, start=1):
        yield Step(told.at + place * apart, f"{key}/{who}", who, partial(_answer, evening))
    yield Step(told.chosen, f"{key}/chosen", told.by, partial(_choose, evening, told.days[0].at))
    for each in told.brought:
        name = f"{key}/brings/{each.who}/{each.ward}"
        yield Step(each.at, name, each.who, partial(_bring, evening, each))
    if told.moved:
        yield Step(told.moved[0], f"{key}/moved", told.by, partial(_move, evening, told.moved[1]))
    if told.off:
        yield Step(told.off, f"{key}/off", told.by, partial(_call_off, evening))


def _call(evening: Evening, deed: Deed) -> None:
    """Call people together, ask each of them, and say who leads."""
    fields, filling = evening.sat.fields, evening.filling
    actions.plan_meeting(
        deed.session,
        by=deed.by,
        meeting_id=evening.id,
        side=Side(fields.get("side", "both")),
        phase=Phase(fields["phase"]),
        danger=part_id(filling, fields["danger"]) if "danger" in fields else None,
        days=[(day.at, LONG) for day in evening.sat.days],
        place=fields["place"],
        goal=fields.get("goal", ""),
        now=deed.now,
    )
    asked = filling.them(fields["with"])
    actions.invite(
        deed.session, by=deed.by, meeting_id=evening.id, people=asked, now=deed.now + A_MINUTE
    )
    if chair := fields.get("chair"):
        mode = Mode(chair["mode"])
        actions.set_chair(
            deed.session,
            by=deed.by,
            meeting_id=evening.id,
            mode=mode,
            person=None if mode is Mode.PROFESSIONAL else deed.by.person,
            name=chair["name"],
            now=deed.now + A_MINUTE,
        )


def _day_id(deed: Deed, evening: Evening, at: datetime) -> UUID:
    day = select(MeetingDay.id).filter_by(meeting_id=evening.id, at=at)
    return deed.session.scalars(day).one()


def _answer(evening: Evening, deed: Deed) -> None:
    """Say of each day whether one can, as far as one knows."""
    who = next(name for name, row in evening.filling.people.items() if row == deed.by.person)
    says = {
        _day_id(deed, evening, day.at): Says(day.says[who]) for day in _with(evening.sat.days, who)
    }
    actions.answer_days(deed.session, by=deed.by, meeting_id=evening.id, says=says, now=deed.now)


def _with(days: tuple[Offered, ...], who: str) -> Iterator[Offered]:
    return (day for day in days if who in day.says)


def _choose(evening: Evening, at: datetime, deed: Deed) -> None:
    day = _day_id(deed, evening, at)
    actions.choose_day(deed.session, by=deed.by, meeting_id=evening.id, day_id=day, now=deed.now)


def _move(evening: Evening, to: datetime, deed: Deed) -> None:
    """Something happened: they come together sooner."""
    actions.offer_days(
        deed.session, by=deed.by, meeting_id=evening.id, days=[(to, LONG)], now=deed.now
    )
    _choose(evening, to, deed)


def _call_off(evening: Evening, deed: Deed) -> None:
    actions.call_off(deed.session, by=deed.by, meeting_id=evening.id, now=deed.now)


def _bring(evening: Evening, brought: Brought, deed: Deed) -> None:
    actions.bring_in(
        deed.session,
        by=deed.by,
        meeting_id=evening.id,
        texts={What(kind): text for kind, text in brought.texts.items()},
        ward=evening.filling.people[brought.ward] if brought.ward else None,
        now=deed.now,
    )
