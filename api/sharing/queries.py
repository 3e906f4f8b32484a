"""Who reads along in a house for their work, with what and until when, as somebody of it may know."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.core.vault import Box, Tampered
from api.people.consenting.kinds import Kind, from_text
from api.people.consenting.model import Sharing
from api.people.consenting.queries import answers, concerned, deciders, purpose_of
from api.people.consenting.rules import (
    Concerned,
    children_asked,
    consented,
    grown_ups,
    in_force,
)
from api.people.model import Household
from api.people.policy import Role, Side, Verb, Viewer, may
from api.people.professionals.model import Account, Seat
from api.people.queries import UNKNOWN, Member, names
from api.sharing.items import item_on, sharing_item


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingView:
    """What is asked or shared. It tells nobody what another said.

    `reads`: all grown-ups said yes. `reads_mine`: what is this viewer's own is read now. `asked`: this
    viewer is asked, and said `mine`. `of_before`: what was there already is shared too.
    """

    id: UUID
    kinds: tuple[Kind, ...]
    purpose: str
    made_at: datetime
    until: datetime
    of_before: bool
    reads: bool
    reads_mine: bool
    asked: bool
    mine: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatView:
    """Somebody who sits here for their work; without a sharing, and while it ``waits``, they read nothing.

    `deciders` are children who decide beside the grown-ups about what is theirs, whatever they say. To
    who is not ``told`` what is shared, no sharing says nothing: they may be read all the same.
    """

    id: UUID
    who: Member
    account: UUID
    works_as: str
    side: Side
    sharing: SharingView | None
    deciders: tuple[Member, ...]
    may_ask: bool
    may_end: bool
    waits: bool
    told: bool


def seats_here(session: Session, viewer: Viewer, now: datetime) -> Sequence[SeatView]:
    """Return who reads along, or could, in the order in which they came; nothing in the quiet view.

    To a child of a house apart nobody is named: its tablet must not tell one parent of the other's.
    """
    apart = session.get_one(Household, viewer.household).mode == "apart"
    if viewer.quiet or (apart and viewer.role is Role.CHILD):
        return ()
    rows = session.scalars(
        select(Seat)
        .where(Seat.household_id == viewer.household, Seat.ended_at.is_(None))
        .where(Seat.person_id.is_not(None))
        .order_by(Seat.taken_at, Seat.id)
    ).all()
    known = names(session, viewer)
    there = [
        row
        for row in rows
        if apart == (row.side != Side.BOTH)
        and row.person_id in known
        and may(viewer, Verb.SEE, item_on("seat", row, viewer.household, now))
    ]
    shared = _standing(session, there, now)
    look = _Look(
        session=session,
        viewer=viewer,
        now=now,
        known=known,
        people=concerned(session, viewer.household),
        said=answers(session, [each.id for each in shared.values()]),
    )
    return [_seen(look, row, shared.get(row.id)) for row in there]


def seat_here(session: Session, viewer: Viewer, seat: UUID, now: datetime) -> SeatView:
    """Return one of them; raises NotHere."""
    for each in seats_here(session, viewer, now):
        if each.id == seat:
            return each
    raise NotHere(UNKNOWN)


def seats_before(session: Session, viewer: Viewer, now: datetime) -> Sequence[SeatView]:
    """Return who read along and does no more, the last first, to who may record what was shared anyway.

    What it was not safe to tell at the time is written down later, also when they are gone by then.
    """
    if viewer.quiet:
        return ()
    rows = session.scalars(
        select(Seat)
        .where(Seat.household_id == viewer.household, Seat.ended_at.is_not(None))
        .where(Seat.person_id.is_not(None), Seat.account_id.is_not(None))
        .order_by(Seat.ended_at.desc(), Seat.id)
    )
    known, found = names(session, viewer), []
    for row in rows:
        item = item_on("shared_anyway", row, viewer.household, now)
        who = known.get(row.person_id) if row.person_id else None
        if who is not None and row.account_id and may(viewer, Verb.WRITE, item):
            found.append(_ended(row, who, row.account_id))
    return found


def _ended(row: Seat, who: Member, account: UUID) -> SeatView:
    return SeatView(
        id=row.id,
        who=who,
        account=account,
        works_as=row.works_as,
        side=Side(row.side),
        sharing=None,
        deciders=(),
        may_ask=False,
        may_end=False,
        waits=False,
        told=False,
    )


def seat_to_record(session: Session, viewer: Viewer, seat: UUID, now: datetime) -> SeatView:
    """Return one of these, or one that is here; raises NotHere."""
    for each in seats_before(session, viewer, now):
        if each.id == seat:
            return each
    return seat_here(session, viewer, seat, now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked the last time, to be asked anew."""

    kinds: tuple[Kind, ...]
    purpose: str


def last_asked(session: Session, viewer: Viewer, seat: UUID) -> Asked | None:
    """Return what was asked the last time for a seat, whether it stands or not, to who may know it."""
    newest = select(Sharing).filter_by(seat_id=seat).order_by(Sharing.made_at.desc(), Sharing.id)
    row = session.scalars(newest.limit(1)).first()
    if row is None or not may(viewer, Verb.SEE, sharing_item(session, row, viewer)):
        return None
    kinds = from_text(row.kinds)
    return Asked(
        kinds=tuple(each for each in Kind if each in kinds), purpose=purpose_of(session, row)
    )


def has_children(session: Session, household: UUID) -> bool:
    """Say whether a child lives there: where none does, no page speaks of one."""
    return any(each.role is Role.CHILD for each in concerned(session, household))


def opened_at(session: Session, household: UUID) -> datetime:
    """Return when a house began: from then on is all that it has."""
    return session.get_one(Household, household).opened_at


def works_at(session: Session, accounts: Iterable[UUID]) -> Mapping[UUID, str]:
    """Return where professionals work, by account; ask it in a session of everywhere."""
    rows = session.scalars(select(Account).where(Account.person_id.in_(list(accounts)))).all()
    found = {}
    for row in rows:
        box = Box.of(session, row.household_id)
        with suppress(Tampered):  # the page on which one stops must not go down for it
            body = box.open_json("professional_accounts", "body", row.person_id, row.body)
            found[row.person_id] = str(body["works_at"])
    return found


def _standing(session: Session, seats: Iterable[Seat], now: datetime) -> Mapping[UUID, Sharing]:
    """Return by seat what is asked or shared now; of two the newest."""
    rows = session.scalars(
        select(Sharing)
        .where(Sharing.seat_id.in_([each.id for each in seats]), Sharing.ended_at.is_(None))
        .order_by(Sharing.made_at, Sharing.id)
    )
    return {
        row.seat_id: row
        for row in rows
        if in_force(made_at=row.made_at, until=row.until, ended_at=row.ended_at, now=now)
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """Who looks, when, and what is the same for every seat."""

    session: Session
    viewer: Viewer
    now: datetime
    known: Mapping[UUID, Member]
    people: tuple[Concerned, ...]
    said: Mapping[UUID, Mapping[UUID, bool]]


def _seen(look: _Look, row: Seat, sharing: Sharing | None) -> SeatView:
    if row.person_id is None or row.account_id is None:
        raise NotHere(UNKNOWN)
    viewer, side = look.viewer, Side(row.side)
    adults = grown_ups(look.people, side)
    children = children_asked(look.people, side, look.now)
    item = item_on("sharing", row, viewer.household, look.now)
    writes = viewer.held_since is None and may(viewer, Verb.WRITE, item)
    seen = None
    if sharing and may(viewer, Verb.SEE, sharing_item(look.session, sharing, viewer)):
        seen = _sharing(look, sharing, side, asked=viewer.person in adults | children)
    return SeatView(
        id=row.id,
        who=look.known[row.person_id],
        account=row.account_id,
        works_as=row.works_as,
        side=side,
        sharing=seen,
        deciders=tuple(look.known[each] for each in sorted(children & look.known.keys())),
        may_ask=writes,
        may_end=seen is not None and writes and viewer.person not in adults,
        waits=row.waits_since is not None,
        told=may(viewer, Verb.SEE, item) or viewer.person in viewer.held,
    )


def _sharing(look: _Look, row: Sharing, side: Side, *, asked: bool) -> SharingView:
    kinds, me = from_text(row.kinds), look.viewer.person
    replies = look.said.get(row.id, {})
    opens = consented(deciders(look.session, row), side, replies, look.now)
    return SharingView(
        id=row.id,
        kinds=tuple(each for each in Kind if each in kinds),
        purpose=_purpose(look.session, row),
        made_at=row.made_at,
        until=row.until,
        of_before=row.items_from < row.made_at,
        reads=opens.house,
        reads_mine=(opens.house and me not in opens.withheld) or me in opens.alone,
        asked=asked,
        mine=replies.get(me) if asked else None,
    )


def _purpose(session: Session, row: Sharing) -> str:
    """What does not open is empty: it must not take the way to stop down with it."""
    with suppress(Tampered):
        return purpose_of(session, row)
    return ""
