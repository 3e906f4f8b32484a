"""What is wanted: an activity once or each week, who goes along, last week again, and holidays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import Invalid, NotHere
from api.core.ids import new_id
from api.core.vault import Box, Tampered
from api.people.notices.actions import tell
from api.people.policy import Role, Side, Viewer
from api.people.queries import members, viewer
from api.resilience.asked import goes_to
from api.resilience.elements import DayPart, Element, Repeats
from api.resilience.hearing import let_go
from api.resilience.marking import check_known, may_fill, take_turns
from api.resilience.model import Activity, ActivityWith, WeekAsk, WeekBreak
from api.resilience.rules import (
    NO_SUCH,
    NOT_HERE,
    Wish,
    check_break,
    check_coming,
    check_text,
    check_wish,
    monday_of,
    takes_place,
    week_of,
)
from api.resilience.whose import Whose, opened, sees, side_of
from i18n.dates import here


def plan_activity(
    session: Session,
    *,
    by: Viewer,
    whose: UUID | None,
    activity_id: UUID,
    wish: Wish,
    now: datetime,
) -> UUID:
    """Put down what is wanted; return its id. Sent twice it is one. Raises NotHere, and Invalid."""
    take_turns(session, by)
    week = may_fill(session, by, whose, now)
    if (known := session.get(Activity, activity_id)) is not None:
        if known.by_id != by.person:
            raise NotHere(NOT_HERE)
        return activity_id
    wish = check_wish(wish, here(now))
    check_known(session, by, wish.along)
    side = side_of(session, by, week, wish.day)
    keep_activity(session, week, activity_id, wish, by=by.person, side=side, now=now)
    return activity_id


def end_activity(
    session: Session, *, by: Viewer, activity_id: UUID, from_day: date, now: datetime
) -> None:
    """From this day on it is not wanted any more; what was before stays to be read. Raises NotHere.

    Who would go along hears it, and nobody is asked for it any more.
    """
    take_turns(session, by)
    row = _seen(session, by, activity_id, now)
    may_fill(session, by, row.person_id, now)
    _call_off(session, by, row, from_day, now)
    last = from_day - timedelta(days=1)
    if last < row.from_day:
        row.ended_at = row.ended_at or now
    else:
        row.until_day = min(row.until_day or last, last)
    session.flush()


def _call_off(session: Session, by: Viewer, row: Activity, from_day: date, now: datetime) -> None:
    if row.ended_at is not None or (row.until_day is not None and row.until_day < from_day):
        return
    ask = session.get(WeekAsk, row.ask_id) if row.ask_id else None
    if ask is not None:
        ask.withdrawn_at = ask.withdrawn_at or now
    first = max(from_day, row.from_day, here(now))
    going = select(ActivityWith).filter_by(activity_id=row.id, ended_at=None)
    for each in session.scalars(going).all():
        day = each.day or first
        # Who said yes to a question reads no more of the week than that: may they hear of its child still?
        feared = row.person_id in viewer(session, each.person_id).feared_by
        if each.person_id != by.person and day >= first and not feared:
            said = {"day": day.isoformat()}
            tell(
                session, to={each.person_id}, kind="week_off", about=by.person, now=now, values=said
            )


def go_along(
    session: Session, *, by: Viewer, activity_id: UUID, day: date | None, now: datetime
) -> None:
    """Say that one goes along, on one day or each time. Twice is once; raises NotHere, and Invalid."""
    take_turns(session, by)
    row = _seen(session, by, activity_id, now)
    if by.role not in {Role.ADULT, Role.CIRCLE, Role.CHILD}:
        raise NotHere(NOT_HERE)
    if day is not None:
        check_coming(day, here(now))
        if not takes_place(row.from_day, Repeats(row.repeats), row.until_day, day):
            raise NotHere(NOT_HERE)
    if not _mine(session, by, activity_id, day):
        session.add(
            ActivityWith(
                id=new_id(),
                household_id=by.household,
                activity_id=activity_id,
                day=day,
                person_id=by.person,
                at=now,
                ended_at=None,
            )
        )
    session.flush()


def stay_home(
    session: Session, *, by: Viewer, activity_id: UUID, day: date | None, now: datetime
) -> None:
    """Say that one does not go along after all; who asked for it hears that. Twice is once; raises NotHere."""
    take_turns(session, by)
    wanted = _seen(session, by, activity_id, now)
    ask = session.get(WeekAsk, wanted.ask_id) if wanted.ask_id else None
    yes = goes_to(session, [ask]).get(ask.id) if ask else None
    if ask and yes and yes.along.person_id == by.person:
        let_go(session, ask, yes, by, now)
    for row in _mine(session, by, activity_id, day):
        row.ended_at = now
    session.flush()


def copy_week(
    session: Session, *, by: Viewer, whose: UUID | None, source: date, target: date, now: datetime
) -> bool:
    """Want again what was wanted once in another week, on the days that are still to come.

    Say whether there was something to take over. What comes back each week is there by itself. What
    stands there already comes no second time, whoever put it there; what was taken away again comes
    back. Raises NotHere, and Invalid.
    """
    take_turns(session, by)
    week, today = may_fill(session, by, whose, now), here(now)
    days = week_of(source)
    ahead = monday_of(target) - days[0]
    if not ahead:
        raise Invalid(NO_SUCH)
    once = {"household_id": by.household, "person_id": whose, "repeats": Repeats.ONCE}
    rows = [
        (row, wish)
        for row in session.scalars(select(Activity).filter_by(**once, ended_at=None))
        if _is_seen(by, week, row) and (wish := _wish_of(session, by, row)) is not None
    ]
    there, found = {_what(wish) for _, wish in rows}, False
    for row, wish in rows:
        again = replace(wish, day=wish.day + ahead)
        if wish.day not in days or again.day < today or row.ask_id is not None:
            continue
        found = True
        if _what(again) not in there:
            there.add(_what(again))
            side = side_of(session, by, week, again.day)
            keep_activity(session, week, new_id(), again, by=by.person, side=side, now=now)
    return found


def rest(
    session: Session,
    *,
    by: Viewer,
    whose: UUID | None,
    break_id: UUID,
    from_day: date,
    until_day: date,
    name: str,
    now: datetime,
) -> UUID:
    """Put down a holiday in a week that one fills, or of the house; return its id. Sent twice it is one."""
    take_turns(session, by)
    may_fill(session, by, whose, now)
    if (known := session.get(WeekBreak, break_id)) is not None:
        if known.by_id != by.person:
            raise NotHere(NOT_HERE)
        return break_id
    check_break(from_day, until_day, here(now))
    words = {"name": check_text(name, needed=True)}
    session.add(
        WeekBreak(
            id=break_id,
            household_id=by.household,
            person_id=whose,
            from_day=from_day,
            until_day=until_day,
            side=by.side,
            by_id=by.person,
            at=now,
            ended_at=None,
            body=Box.of(session, by.household).lock_json("week_breaks", "body", break_id, words),
        )
    )
    session.flush()
    return break_id


def end_rest(session: Session, *, by: Viewer, break_id: UUID, now: datetime) -> None:
    """Take one's own holiday back. Twice is once; raises NotHere."""
    take_turns(session, by)
    row = session.get(WeekBreak, break_id)
    if row is None or row.by_id != by.person:
        raise NotHere(NOT_HERE)
    row.ended_at = row.ended_at or now
    session.flush()


def keep_activity(
    session: Session,
    week: Whose,
    row: UUID,
    wish: Wish,
    *,
    by: UUID,
    side: Side,
    now: datetime,
    ask_id: UUID | None = None,
) -> None:
    """Write down an activity that was checked."""
    words: dict[str, Any] = {"text": wish.text, "with": sorted(str(each) for each in wish.along)}
    session.add(
        Activity(
            id=row,
            household_id=week.household,
            person_id=week.person,
            elements=",".join(wish.elements),
            part=wish.part,
            repeats=wish.repeats,
            from_day=wish.day,
            until_day=None,
            side=side,
            by_id=by,
            ask_id=ask_id,
            made_at=now,
            ended_at=None,
            body=Box.of(session, week.household).lock_json("week_activities", "body", row, words),
        )
    )
    session.flush()


def _what(wish: Wish) -> tuple[object, ...]:
    return wish.day, wish.part, wish.elements, wish.text


def _wish_of(session: Session, by: Viewer, row: Activity) -> Wish | None:
    """Return what was wanted, with who is still here; None when it does not open: the alarm has rung."""
    try:
        box = Box.of(session, by.household)
        words = box.open_json("week_activities", "body", row.id, row.body)
    except Tampered:
        return None
    here_now = {each.id for each in members(session, by)}
    return Wish(
        day=row.from_day,
        part=DayPart(row.part),
        elements=tuple(Element(each) for each in row.elements.split(",")),
        repeats=Repeats(row.repeats),
        text=words["text"],
        along=frozenset(UUID(each) for each in words["with"]) & here_now,
    )


def _seen(session: Session, by: Viewer, activity_id: UUID, now: datetime) -> Activity:
    """Return an activity in a week that this viewer reads; raises NotHere."""
    row = session.get(Activity, activity_id)
    if row is None or row.household_id != by.household:
        raise NotHere(NOT_HERE)
    if not _is_seen(by, opened(session, by, row.person_id, now), row):
        raise NotHere(NOT_HERE)
    return row


def _is_seen(by: Viewer, week: Whose, row: Activity) -> bool:
    return sees(by, week, author=row.by_id, side=Side(row.side), at=row.made_at)


def _mine(session: Session, by: Viewer, activity_id: UUID, day: date | None) -> list[ActivityWith]:
    mine = {"activity_id": activity_id, "person_id": by.person, "day": day, "ended_at": None}
    return list(session.scalars(select(ActivityWith).filter_by(**mine)))
