"""Reading a child's world. Everything goes through the viewer who asks; nobody counts anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.child_world import rules
from api.child_world.looks import colour_of
from api.child_world.model import PersonWish, TalkAnswer, TalkWish
from api.child_world.rules import Colour, Later, Says
from api.core.errors import NotHere
from api.core.vault import Box, Tampered
from api.people.model import Person
from api.people.policy import Item, Role, Verb, Viewer, may
from api.people.queries import UNKNOWN, Member, names, viewer, viewers

NEWS_FOR: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody answered last, and when they talk."""

    says: Says
    later: Later | None
    day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkView:
    """A child wants to talk with somebody; `said` is None while nobody answered.

    `silent`: nobody answers, and the child may ask somebody else as well.
    """

    id: UUID
    child: Member
    asked: Member
    at: datetime
    said: Said | None
    silent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonWishView:
    """A child wants somebody as safety person, as its reader sees it.

    `stuck`: the wished one said yes, and nobody may confirm it now.
    """

    id: UUID
    child: Member
    wished: Member
    agreed: bool
    declined: bool
    stuck: bool
    may_say_yes: bool
    may_confirm: bool


@dataclass(frozen=True, slots=True)
class Myself:
    """What the pages of a child go by: the year it was born in, and the colour that it chose."""

    born_year: int | None
    colour: Colour | None


def myself(session: Session, me: Viewer) -> Myself:
    """Return that of a child for its own pages; of anybody else there is nothing to know."""
    row = session.get(Person, me.person) if me.role is Role.CHILD else None
    return Myself(row.born_year if row else None, colour_of(session, me))


def to_ask(session: Session, child: Viewer, now: datetime) -> list[Member]:
    """Return whom a child may ask to talk, its safety people first."""
    known = names(session, child)
    people = viewers(session, child.household)
    return [known[each] for each in rules.offered(child, people, now) if each in known]


def to_wish(session: Session, child: Viewer, now: datetime) -> list[Member]:
    """Return whom a child may want as its safety person."""
    known = names(session, child)
    people = viewers(session, child.household)
    return [known[each] for each in rules.wishable(child, people, now) if each in known]


def talks(session: Session, reader: Viewer, now: datetime) -> list[TalkView]:
    """Return the open wishes to talk: those of a child itself, or those that were put to its reader."""
    mine = {"ward_id" if reader.role is Role.CHILD else "asked_id": reader.person}
    rows = session.scalars(
        select(TalkWish).filter_by(ended_at=None, **mine).order_by(TalkWish.kept_at)
    ).all()
    last = _answers(session, reader, [each.id for each in rows])
    known = names(session, reader)
    return [
        _talk_view(session, row, known, last.get(row.id), now)
        for row in rows
        if row.ward_id in known
        and row.asked_id in known
        and may(reader, Verb.SEE, _talk_item(session, row))
    ]


def talk(session: Session, reader: Viewer, wish_id: UUID, now: datetime) -> TalkView:
    """Return one open wish to talk; raises NotHere."""
    found = next((each for each in talks(session, reader, now) if each.id == wish_id), None)
    if found is None:
        raise NotHere(UNKNOWN)
    return found


def own_wish(session: Session, child: Viewer, now: datetime) -> PersonWishView | None:
    """Return what became of the last wish of a child, while that is still news."""
    if child.quiet:
        return None
    mine = select(PersonWish).filter_by(ward_id=child.person, confirmed_at=None)
    row = session.scalars(mine.order_by(PersonWish.made_at.desc()).limit(1)).first()
    if row is None or (row.ended_at and not row.declined_at):
        return None
    if row.declined_at and now - row.declined_at > NEWS_FOR:
        return None
    return _wish_view(session, child, row, now)


def person_wishes(session: Session, reader: Viewer, now: datetime) -> list[PersonWishView]:
    """Return the wishes of children on which this reader may say something now.

    Nobody of the house is asked for it, so they wait no longer for a page when there is one.
    """
    if reader.role is not Role.CIRCLE:
        return []
    rows = session.scalars(
        select(PersonWish)
        .filter_by(household_id=reader.household, ended_at=None)
        .order_by(PersonWish.made_at)
    )
    found = (_wish_view(session, reader, row, now) for row in rows)
    return [each for each in found if each and (each.may_say_yes or each.may_confirm)]


def person_wish(session: Session, reader: Viewer, wish_id: UUID, now: datetime) -> PersonWishView:
    """Return one of these; raises NotHere."""
    found = (each for each in person_wishes(session, reader, now) if each.id == wish_id)
    view = next(found, None)
    if view is None:
        raise NotHere(UNKNOWN)
    return view


def who_has_a_say(session: Session, row: PersonWish, now: datetime) -> frozenset[UUID]:
    """Return to whom a wish is put: first the wished one, after their yes who may confirm it."""
    if row.agreed_at is None:
        return frozenset({row.wished_id})
    child, wished = viewer(session, row.ward_id), viewer(session, row.wished_id)
    people = viewers(session, row.household_id)
    return rules.confirmers(child, wished, people, now)


def _wish_view(
    session: Session, reader: Viewer, row: PersonWish, now: datetime
) -> PersonWishView | None:
    known = names(session, reader)
    child = viewer(session, row.ward_id)
    say = who_has_a_say(session, row, now)
    if row.ward_id not in known or row.wished_id not in known:
        return None
    wished = viewer(session, row.wished_id)
    gone = rules.is_gone(wished, now)
    if gone and reader.person != row.ward_id:
        return None
    if not may(reader, Verb.SEE, rules.person_item(child, say, row.agreed_at or row.made_at)):
        return None
    asked = reader.person in say and row.ended_at is None
    return PersonWishView(
        id=row.id,
        child=known[row.ward_id],
        wished=known[row.wished_id],
        agreed=row.agreed_at is not None,
        declined=row.declined_at is not None or gone,
        stuck=row.agreed_at is not None and not (say and rules.may_be_asked(wished, child, now)),
        may_say_yes=asked and row.agreed_at is None,
        may_confirm=asked and row.agreed_at is not None,
    )


def _talk_view(
    session: Session,
    row: TalkWish,
    known: Mapping[UUID, Member],
    said: Said | None,
    now: datetime,
) -> TalkView:
    """What somebody promised who is not here any more is no promise."""
    asked = viewer(session, row.asked_id)
    silent = rules.is_silent(asked, at=row.kept_at, answered=said is not None, now=now)
    return TalkView(
        id=row.id,
        child=known[row.ward_id],
        asked=known[row.asked_id],
        at=row.made_at,
        said=None if silent else said,
        silent=silent,
    )


def _talk_item(session: Session, row: TalkWish) -> Item:
    return rules.talk_item(viewer(session, row.ward_id), row.asked_id, row.kept_at)


def _answers(session: Session, reader: Viewer, wishes: Sequence[UUID]) -> Mapping[UUID, Said]:
    """Return the last answer to each wish."""
    if not wishes:
        return {}
    box = Box.of(session, reader.household)
    said = select(TalkAnswer).where(TalkAnswer.wish_id.in_(wishes)).order_by(TalkAnswer.at)
    return {row.wish_id: _answer(box, row) for row in session.scalars(said)}


def _answer(box: Box, row: TalkAnswer) -> Said:
    """When a day does not open the answer still stands."""
    try:
        body = box.open_json("talk_answers", "body", row.id, row.body)
    except Tampered:
        body = {"later": None, "day": ""}
    later, day = body["later"], body["day"]
    return Said(
        says=Says(row.says),
        later=Later(later) if later else None,
        day=date.fromisoformat(day) if day else None,
    )
