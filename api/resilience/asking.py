"""A gap that somebody asks for: "who comes along on Tuesday?" Whoever sees it may say yes, once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import Invalid, NotHere
from api.core.ids import new_id
from api.core.vault import Box
from api.people.policy import Audience, Role, Side, Verb, Viewer, may
from api.people.queries import viewer
from api.resilience.asked import (
    ask_item,
    could_be_asked,
    goes_to,
    may_see,
    one_ask,
    open_row,
    text_of,
)
from api.resilience.elements import DayPart, Element
from api.resilience.hearing import knock, let_go, tell_asker
from api.resilience.marking import may_fill, take_turns
from api.resilience.model import Activity, ActivityWith, WeekAsk, WeekAskChosen
from api.resilience.planning import keep_activity
from api.resilience.rules import (
    NO_PERSON,
    NOT_HERE,
    Gap,
    Wish,
    check_coming,
    check_gap,
)
from api.resilience.views import AskView
from api.resilience.whose import Whose, side_of
from i18n.dates import here


def ask(
    session: Session, *, by: Viewer, whose: UUID | None, ask_id: UUID, gap: Gap, now: datetime
) -> UUID:
    """Ask who comes; return the id. Sent twice it is one. Raises NotHere, and Invalid."""
    take_turns(session, by)
    week = may_fill(session, by, whose, now)
    if (known := session.get(WeekAsk, ask_id)) is not None:
        if known.by_id != by.person:
            raise NotHere(NOT_HERE)
        return ask_id
    gap = check_gap(gap, here(now))
    chosen = gap.chosen or frozenset()
    if not chosen <= {each.id for each in could_be_asked(session, by)}:
        raise Invalid(NO_PERSON, field="chosen")
    side = side_of(session, by, week, gap.day)
    row = _row(session, by, whose, ask_id, gap=gap, side=side, now=now)
    if not may(by, Verb.WRITE, ask_item(row, chosen)):
        raise NotHere(NOT_HERE)
    session.add(row)
    session.flush()
    for person in sorted(chosen):
        session.add(WeekAskChosen(ask_id=ask_id, person_id=person, household_id=by.household))
    session.flush()
    for person in sorted(chosen):
        if may_see(session, viewer(session, person), row, chosen):
            knock(session, row, person, now)
    return ask_id


def claim(session: Session, *, by: Viewer, ask_id: UUID, now: datetime) -> AskView:
    """Say that one comes. Only the first one does: the second reads in ``goes`` who it is.

    Raises NotHere for a gap that one may not see, and Invalid when its day is over.
    """
    take_turns(session, by)
    row = open_row(session, by, ask_id)
    if by.role not in {Role.ADULT, Role.CIRCLE}:
        raise NotHere(NOT_HERE)
    check_coming(row.day, here(now))
    if goes_to(session, [row]).get(ask_id) is None:
        _go(session, row, by.person, now)
        tell_asker(session, row, "week_yes", by, now)
    return one_ask(session, by, ask_id)


def give_back(session: Session, *, by: Viewer, ask_id: UUID, now: datetime) -> None:
    """Say that one does not come after all; it is open again. Twice is once; raises NotHere."""
    take_turns(session, by)
    row = open_row(session, by, ask_id)
    found = goes_to(session, [row]).get(ask_id)
    if found is None or found.along.person_id != by.person:
        return
    let_go(session, row, found, by, now)


def withdraw(session: Session, *, by: Viewer, ask_id: UUID, now: datetime) -> None:
    """Take one's own question back; who had said yes still stands in the week. Raises NotHere."""
    take_turns(session, by)
    row = session.get(WeekAsk, ask_id)
    if row is None or row.by_id != by.person:
        raise NotHere(NOT_HERE)
    row.withdrawn_at = row.withdrawn_at or now
    session.flush()


def _row(
    session: Session,
    by: Viewer,
    whose: UUID | None,
    ask_id: UUID,
    *,
    gap: Gap,
    side: Side,
    now: datetime,
) -> WeekAsk:
    box = Box.of(session, by.household)
    return WeekAsk(
        id=ask_id,
        household_id=by.household,
        person_id=whose,
        day=gap.day,
        part=gap.part,
        element=gap.element,
        side=side,
        audience=Audience.CIRCLE if gap.chosen is None else Audience.CHOSEN,
        by_id=by.person,
        made_at=now,
        withdrawn_at=None,
        body=box.lock_json("week_asks", "body", ask_id, {"text": gap.text}),
    )


def _go(session: Session, row: WeekAsk, person: UUID, now: datetime) -> None:
    """A yes is an activity of who asked, with one person along. Who left after a yes does not come."""
    for left in session.scalars(select(Activity).filter_by(ask_id=row.id, ended_at=None)):
        left.ended_at = now
    week = Whose(
        household=row.household_id,
        person=row.person_id,
        role=None,
        begun=True,
        apart=False,
        readers={},
    )
    wish = Wish(
        day=row.day,
        part=DayPart(row.part),
        elements=(Element(row.element),),
        text=text_of(Box.of(session, row.household_id), row),
    )
    activity = new_id()
    keep_activity(
        session, week, activity, wish, by=row.by_id, side=Side(row.side), now=now, ask_id=row.id
    )
    session.add(
        ActivityWith(
            id=uuid5(activity, str(person)),
            household_id=row.household_id,
            activity_id=activity,
            day=None,
            person_id=person,
            at=now,
            ended_at=None,
        )
    )
    session.flush()
