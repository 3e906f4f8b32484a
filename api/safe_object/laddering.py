"""Agreeing who comes: somebody proposes a ladder, a second person confirms it, then it holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import Invalid, NotHere
from api.core.ids import new_id
from api.people.policy import Role, Verb, Viewer, may
from api.people.queries import UNKNOWN, Member, lives_apart, names, viewer, viewers
from api.safe_object.gathering import holding_ladder, rungs_of, take_turns
from api.safe_object.ladder_model import Ladder, Rung
from api.safe_object.ladder_rules import (
    SOMEBODY_ELSE,
    Wanted,
    check_ladder,
    default_order,
    has_adults,
    ladder_item,
    may_agree,
    may_confirm,
    may_keep_ladder,
)
from api.safe_object.ladder_rules import may_be_on as is_fit
from i18n.marking import N_

NOTHING_ASKED = N_("Hier is niets meer om ja op te zeggen.")


@dataclass(frozen=True, slots=True, kw_only=True)
class RungView:
    """One person on a ladder."""

    person: Member
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderView:
    """A ladder as its reader sees it; `by` proposed it. `needs_ward` waits for the ward's own yes."""

    rungs: Sequence[RungView]
    card_after: int
    by: Member | None
    at: datetime | None
    needs_ward: bool
    may_say_yes: bool
    is_mine: bool


def propose(
    session: Session,
    *,
    by: Viewer,
    ward: UUID,
    wanted: Sequence[Wanted],
    card_after: int,
    now: datetime,
) -> None:
    """Propose a ladder; the proposal before it falls away. Raises NotHere, and Invalid with the field."""
    take_turns(session, by.household)
    someone = viewer(session, ward)
    if not may_keep_ladder(by, someone):
        raise NotHere(UNKNOWN)
    check_ladder(someone, by, viewers(session, by.household), wanted, card_after)
    for row in _waiting(session, ward):
        row.replaced_at = now
    ladder = Ladder(
        id=new_id(),
        household_id=by.household,
        ward_id=ward,
        card_after=card_after,
        proposed_by=by.person,
        proposed_at=now,
    )
    session.add(ladder)
    session.flush()
    session.add_all(_rung(ladder, place, each) for place, each in enumerate(wanted))
    session.flush()


def say_yes(session: Session, *, by: Viewer, ward: UUID, now: datetime) -> None:
    """Say yes to what was proposed: the ward for itself, or the second person; with both it holds."""
    take_turns(session, by.household)
    someone = viewer(session, ward)
    row = next(iter(_waiting(session, ward)), None)
    if row is None:
        if may_keep_ladder(by, someone) or by.person == ward:
            raise Invalid(NOTHING_ASKED)
        raise NotHere(UNKNOWN)
    adults = _has_adults(session, row)
    if may_agree(by, someone) and adults:
        row.agreed_at = row.agreed_at or now
    elif may_confirm(by, someone, viewer(session, row.proposed_by), adults=adults):
        row.confirmed_by = by.person
    else:
        raise NotHere(UNKNOWN)
    session.flush()
    if row.confirmed_by is not None and (row.agreed_at is not None or not adults):
        _check_still_fit(session, row, someone)
        if (before := holding_ladder(session, ward)) is not None:
            before.replaced_at = now
        row.confirmed_at = now
    session.flush()


def ladder_for(session: Session, reader: Viewer, ward: UUID) -> LadderView:
    """Return the ladder that holds for a ward, or the one that holds when none was agreed. Raises NotHere."""
    someone = viewer(session, ward)
    _check_reads(reader, someone)
    row = holding_ladder(session, ward)
    if row is not None:
        return _view(session, reader, someone, row)
    people = viewers(session, reader.household)
    order = default_order(someone, people, apart=lives_apart(session, reader.household))
    known = names(session, reader)
    fit = {each.person for each in people if is_fit(each, someone)}
    rungs = [
        RungView(person=known[person], after=int(place.after.total_seconds() // 60))
        for place in order.places
        for person in place.people
        if person in known and person in fit
    ]
    card = int(order.card_after.total_seconds() // 60)
    return LadderView(
        rungs=rungs,
        card_after=card,
        by=None,
        at=None,
        needs_ward=False,
        may_say_yes=False,
        is_mine=False,
    )


def proposal_for(session: Session, reader: Viewer, ward: UUID) -> LadderView | None:
    """Return the ladder that waits for a yes, if any. Raises NotHere."""
    someone = viewer(session, ward)
    _check_reads(reader, someone)
    row = next(iter(_waiting(session, ward)), None)
    if row is None or (reader.person == ward and not _has_adults(session, row)):
        return None
    return _view(session, reader, someone, row)


def choosable(session: Session, by: Viewer, ward: UUID) -> list[Member]:
    """Return who may be put on this ward's ladder, as far as who asks may know them."""
    someone, known = viewer(session, ward), names(session, by)
    return [
        known[each.person]
        for each in viewers(session, by.household)
        if each.person in known and is_fit(each, someone)
    ]


def may_read_ladder(reader: Viewer, ward: Viewer) -> bool:
    """The ward itself when it has people, and who keeps it; of an adult only who has a safety person."""
    has_people = bool(ward.safety_people)
    own = reader.person == ward.person and may(reader, Verb.SEE, ladder_item(ward, reader))
    keeps = may_keep_ladder(reader, ward) and (has_people or ward.role is Role.CHILD)
    return keeps or (own and has_people)


def _check_reads(reader: Viewer, ward: Viewer) -> None:
    if not may_read_ladder(reader, ward):
        raise NotHere(UNKNOWN)


def _view(session: Session, reader: Viewer, ward: Viewer, row: Ladder) -> LadderView:
    known, adults = names(session, reader), _has_adults(session, row)
    waits = row.confirmed_at is None
    first = viewer(session, row.proposed_by)
    yes = (may_agree(reader, ward) and adults and row.agreed_at is None) or (
        row.confirmed_by is None and may_confirm(reader, ward, first, adults=adults)
    )
    return LadderView(
        rungs=[
            RungView(person=known[each.person_id], after=each.after_minutes)
            for each in rungs_of(session, row)
            if each.person_id in known
        ],
        card_after=row.card_after,
        by=known.get(row.proposed_by),
        at=row.proposed_at,
        needs_ward=waits and adults and row.agreed_at is None,
        may_say_yes=waits and yes,
        is_mine=row.proposed_by == reader.person,
    )


def _rung(ladder: Ladder, place: int, wanted: Wanted) -> Rung:
    return Rung(
        ladder_id=ladder.id,
        person_id=wanted.person,
        household_id=ladder.household_id,
        place=place,
        after_minutes=wanted.after,
    )


def _waiting(session: Session, ward: UUID) -> Sequence[Ladder]:
    mine = select(Ladder).filter_by(ward_id=ward, replaced_at=None, confirmed_at=None)
    return session.scalars(mine.order_by(Ladder.proposed_at.desc())).all()


def _check_still_fit(session: Session, row: Ladder, ward: Viewer) -> None:
    """Raise Invalid for a ladder on which somebody stands who could be on it and now cannot."""
    if not all(is_fit(viewer(session, each.person_id), ward) for each in rungs_of(session, row)):
        raise Invalid(SOMEBODY_ELSE, field="person-1")


def _has_adults(session: Session, row: Ladder) -> bool:
    on_it = {each.person_id for each in rungs_of(session, row)}
    people = viewers(session, row.household_id)
    return has_adults(each for each in people if each.person in on_it)
