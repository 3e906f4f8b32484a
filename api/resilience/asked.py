"""Gaps as who is asked may see them: this one gap, and nothing else of the week."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.core.vault import Box, Tampered
from api.people.policy import Audience, Item, Ring, Role, Side, Verb, Viewer, is_away, may
from api.people.queries import Member, lives_apart, members, names
from api.people.queries import viewer as person_of
from api.resilience.elements import DayPart, Element
from api.resilience.model import Activity, ActivityWith, WeekAsk, WeekAskChosen
from api.resilience.rules import NOT_HERE, end_of
from api.resilience.views import AskView
from i18n.dates import here


@dataclass(frozen=True, slots=True)
class Goes:
    """Who said yes, and the rows that say so."""

    activity: Activity
    along: ActivityWith


def could_be_asked(session: Session, by: Viewer) -> tuple[Member, ...]:
    """Return whom one may ask by name: the grown-ups here but oneself. Whom a child fears reads nothing."""
    return tuple(
        each
        for each in members(session, by)
        if each.id != by.person
        and each.role in {Role.ADULT, Role.CIRCLE}
        and each.ring is not Ring.NONE
    )


def asks(session: Session, viewer: Viewer, now: datetime) -> tuple[AskView, ...]:
    """Return what is asked of this viewer, or by them, for today and later; the first day first.

    What another already said yes to is gone for all but who asked and who goes; what was taken back is
    gone for all but who goes.
    """
    rows = session.scalars(
        select(WeekAsk)
        .where(
            WeekAsk.household_id == viewer.household,
            WeekAsk.day >= here(now),
        )
        .order_by(WeekAsk.day, WeekAsk.made_at, WeekAsk.id)
    ).all()
    asked = {row.id for row in rows if row.withdrawn_at is None}
    found = _views(session, viewer, rows)
    return tuple(
        each for each in found if each.i_go or (each.id in asked and (each.mine or not each.taken))
    )


def one_ask(session: Session, viewer: Viewer, ask_id: UUID) -> AskView:
    """Return one gap as this viewer may see it; raises NotHere."""
    return _views(session, viewer, [open_row(session, viewer, ask_id)])[0]


def open_row(session: Session, by: Viewer, ask_id: UUID) -> WeekAsk:
    """Return a gap that this viewer may see; raises NotHere."""
    row = session.get(WeekAsk, ask_id)
    if row is None or row.household_id != by.household:
        raise NotHere(NOT_HERE)
    chosen, going = _chosen(session, [row.id]), goes_to(session, [row]).get(row.id)
    i_go = going is not None and going.along.person_id == by.person
    if row.withdrawn_at is not None and not i_go:
        raise NotHere(NOT_HERE)
    if not may_see(session, by, row, chosen.get(row.id, frozenset()), going):
        raise NotHere(NOT_HERE)
    return row


def may_see(
    session: Session,
    by: Viewer,
    row: WeekAsk,
    chosen: frozenset[UUID],
    going: Goes | None = None,
) -> bool:
    """Apart, a gap of no side is for who is neutral: the sides would learn of each other by who goes.

    To which somebody said yes it is not there for whom that one may fear, as if it was taken back.
    """
    if going and going.along.person_id in by.feared_by and by.person != row.by_id:
        return False
    apart = lives_apart(session, by.household)
    if apart and by.person != row.by_id and not by.side.holds(Side(row.side)):
        return False
    return may(by, Verb.SEE, ask_item(row, chosen))


def ask_item(row: WeekAsk, chosen: frozenset[UUID]) -> Item:
    return Item(
        kind="week_ask",
        household=row.household_id,
        author=row.by_id,
        ward=row.person_id,
        shared_at=row.made_at,
        audience=Audience(row.audience),
        chosen=chosen,
        side=Side(row.side),
    )


def _views(session: Session, viewer: Viewer, rows: Sequence[WeekAsk]) -> list[AskView]:
    known = names(session, viewer)
    chosen = _chosen(session, [row.id for row in rows])
    going = goes_to(session, rows)
    open_again = _left(session, rows, going)
    box = Box.of(session, viewer.household)
    return [
        _view(
            box,
            viewer,
            row,
            chosen=chosen.get(row.id, frozenset()),
            going=going.get(row.id),
            left=row.id in open_again,
            known=known,
        )
        for row in rows
        if (row.person_id is None or row.person_id in known)
        and may_see(session, viewer, row, chosen.get(row.id, frozenset()), going.get(row.id))
    ]


def _view(
    box: Box,
    viewer: Viewer,
    row: WeekAsk,
    *,
    chosen: frozenset[UUID],
    going: Goes | None,
    left: bool,
    known: Mapping[UUID, Member],
) -> AskView:
    mine = row.by_id == viewer.person
    return AskView(
        id=row.id,
        whose=known[row.person_id] if row.person_id else None,
        day=row.day,
        part=DayPart(row.part),
        element=Element(row.element),
        text=text_of(box, row),
        by=known.get(row.by_id),
        mine=mine,
        taken=going is not None,
        goes=known.get(going.along.person_id) if going else None,
        left=left and mine,
        i_go=going is not None and going.along.person_id == viewer.person,
        to=tuple(known[each] for each in chosen if mine and each in known),
        everybody=row.audience == Audience.CIRCLE,
    )


def text_of(box: Box, row: WeekAsk) -> str:
    """Return what was put with a question; a question whose words do not open still stands."""
    try:
        return str(box.open_json("week_asks", "body", row.id, row.body)["text"])
    except Tampered:
        return ""


def chosen_of(session: Session, row: WeekAsk) -> frozenset[UUID]:
    """Return who was asked by name."""
    return _chosen(session, [row.id]).get(row.id, frozenset())


def _chosen(session: Session, ids: Collection[UUID]) -> Mapping[UUID, frozenset[UUID]]:
    rows = select(WeekAskChosen.ask_id, WeekAskChosen.person_id).where(
        WeekAskChosen.ask_id.in_(ids)
    )
    found: dict[UUID, frozenset[UUID]] = {}
    for ask_id, person in session.execute(rows):
        found[ask_id] = found.get(ask_id, frozenset()) | {person}
    return found


def goes_to(session: Session, rows: Sequence[WeekAsk]) -> Mapping[UUID, Goes]:
    """Return who goes: not who left, nor who is away on that day."""
    query = (
        select(Activity, ActivityWith)
        .join(ActivityWith, ActivityWith.activity_id == Activity.id)
        .where(
            Activity.ask_id.in_([row.id for row in rows]),
            Activity.ended_at.is_(None),
            ActivityWith.ended_at.is_(None),
        )
        .order_by(ActivityWith.at.desc())
    )
    asked = {row.id: row for row in rows}
    return {
        each.ask_id: Goes(each, along)
        for each, along in session.execute(query)
        if each.ask_id and _comes(session, along.person_id, asked[each.ask_id])
    }


def _comes(session: Session, person: UUID, row: WeekAsk) -> bool:
    someone = person_of(session, person)
    return someone.ended_at is None and not is_away(someone, end_of(row.day, DayPart(row.part)))


def _left(session: Session, rows: Sequence[WeekAsk], going: Mapping[UUID, Goes]) -> frozenset[UUID]:
    """Return the gaps to which somebody said yes who does not come any more without having said so."""
    open_again = [row.id for row in rows if row.id not in going]
    query = select(Activity.ask_id).where(
        Activity.ask_id.in_(open_again), Activity.ended_at.is_(None)
    )
    return frozenset(each for each in session.scalars(query) if each)
