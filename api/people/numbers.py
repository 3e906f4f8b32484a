"""The telephone numbers that a household adds itself: whom to call, and when.

First who is near, then who helps because it is their work, each in the order of the list.

Everybody of the house and its circle has them; the chair and the plan holder keep them. A number of
one side never shows on the other. Nothing is thrown away: a number that is gone bears since when.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import Invalid, NotHere
from api.core.vault import Box, Tampered
from api.people.model import Household, OwnNumber
from api.people.policy import Item, Side, Verb, Viewer, may
from api.people.queries import UNKNOWN
from api.people.telephone import Bond, Call, dialled
from i18n.marking import N_

MOST: Final = 30
ORDER: Final = (Bond.NEAR, Bond.PROFESSIONAL)
FULL: Final = N_("Er staan al 30 nummers. Haal er eerst een weg.")
SENT_BEFORE: Final = N_("Je stuurde dit al een keer. Klopt het? Bewaar het dan nog eens.")
NO_SIDES: Final = N_("Een kant kiezen kan hier niet.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number as somebody may see it; `dial` is what the telephone dials. A damaged one is bare."""

    id: UUID
    name: str
    number: str
    dial: str
    when: str
    side: Side
    may_change: bool
    bond: Bond = Bond.NEAR
    on_paper: bool = False
    damaged: bool = False


def numbers(session: Session, viewer: Viewer) -> list[Number]:
    """Return the numbers on the list, as far as this viewer may see them, in their order."""
    box = Box.of(session, viewer.household)
    seen = [
        _shown_or_bare(box, viewer, row)
        for row in _rows(session, viewer.household)
        if may(viewer, Verb.SEE, _item(row))
    ]
    return sorted(seen, key=lambda each: ORDER.index(each.bond))


def number(session: Session, viewer: Viewer, number_id: UUID) -> Number:
    """Return one number to be changed; raises NotHere for whoever may not change it."""
    return _shown(
        Box.of(session, viewer.household), viewer, _on_the_list(session, viewer, number_id)
    )


def may_keep_numbers(viewer: Viewer) -> bool:
    """Say whether somebody keeps the list: the chair and the plan holder, for their own side."""
    return may(viewer, Verb.WRITE, _new_item(viewer, viewer.side))


def add_number(
    session: Session, *, by: Viewer, number_id: UUID, call: Call, side: Side, now: datetime
) -> UUID:
    """Put a number at the end of the list. Sent twice it stands once."""
    _take_turns(session, by)
    if not may(by, Verb.WRITE, _new_item(by, side)):
        raise NotHere(UNKNOWN)
    _check_side(session, by, side)
    known = session.get(OwnNumber, number_id)
    if known is not None:
        return _the_same(session, by, known, call)
    seen = numbers(session, by)
    if len(seen) >= MOST:
        raise Invalid(FULL)
    session.add(
        OwnNumber(
            id=number_id,
            household_id=by.household,
            author_id=by.person,
            side=side,
            place=max((row.place for row in _rows(session, by.household)), default=0) + 1,
            since=now,
            until=None,
            body=_sealed(Box.of(session, by.household), number_id, call),
        )
    )
    session.flush()
    return number_id


def change_number(session: Session, *, by: Viewer, number_id: UUID, call: Call, side: Side) -> UUID:
    """Put what it says right. The same words again change nothing."""
    _take_turns(session, by)
    row = _on_the_list(session, by, number_id)
    if not may(by, Verb.WRITE, _new_item(by, side)):
        raise NotHere(UNKNOWN)
    _check_side(session, by, side)
    box = Box.of(session, by.household)
    if _opened(box, row) != call:
        row.body = _sealed(box, row.id, call)
    row.side = side
    session.flush()
    return row.id


def put_first(session: Session, *, by: Viewer, number_id: UUID) -> UUID:
    """Put a number at the top of the list. Twice is once."""
    _take_turns(session, by)
    row = _on_the_list(session, by, number_id)
    others = [each.place for each in _rows(session, by.household) if each.id != row.id]
    if others and row.place >= min(others):
        row.place = min(others) - 1
    session.flush()
    return row.id


def end_number(session: Session, *, by: Viewer, number_id: UUID, now: datetime) -> UUID:
    """Take a number off the list. Twice is once."""
    _take_turns(session, by)
    row = _mine_to_keep(session, by, number_id)
    row.until = row.until or now
    session.flush()
    return row.id


def _rows(session: Session, household: UUID) -> Iterable[OwnNumber]:
    here = select(OwnNumber).filter_by(household_id=household, until=None)
    return session.scalars(here.order_by(OwnNumber.place, OwnNumber.since, OwnNumber.id)).all()


def _on_the_list(session: Session, by: Viewer, number_id: UUID) -> OwnNumber:
    row = _mine_to_keep(session, by, number_id)
    if row.until is not None:
        raise NotHere(UNKNOWN)
    return row


def _mine_to_keep(session: Session, by: Viewer, number_id: UUID) -> OwnNumber:
    row = session.get(OwnNumber, number_id)
    if row is None or not may(by, Verb.WRITE, _item(row)):
        raise NotHere(UNKNOWN)
    return row


def _the_same(session: Session, by: Viewer, known: OwnNumber, call: Call) -> UUID:
    """Return a number that was sent before; other words under the same id are a second number."""
    if not may(by, Verb.WRITE, _item(known)):
        raise NotHere(UNKNOWN)
    if _opened(Box.of(session, by.household), known) != call:
        raise Invalid(SENT_BEFORE)
    return known.id


def _item(row: OwnNumber) -> Item:
    return Item(
        kind="own_number",
        household=row.household_id,
        author=row.author_id,
        side=Side(row.side),
        shared_at=row.since,
    )


def _new_item(by: Viewer, side: Side) -> Item:
    return Item(
        kind="own_number",
        household=by.household,
        author=by.person,
        side=side,
        shared_at=by.joined_at,
    )


def _shown_or_bare(box: Box, viewer: Viewer, row: OwnNumber) -> Number:
    """One number that does not open must not take the others off the page that is for danger."""
    try:
        return _shown(box, viewer, row)
    except Tampered:
        return Number(
            id=row.id,
            name="",
            number="",
            dial="",
            when="",
            side=Side(row.side),
            may_change=False,
            damaged=True,
        )


def _shown(box: Box, viewer: Viewer, row: OwnNumber) -> Number:
    call = _opened(box, row)
    return Number(
        id=row.id,
        name=call.name,
        number=call.number,
        dial=dialled(call.number),
        when=call.when,
        side=Side(row.side),
        may_change=may(viewer, Verb.WRITE, _item(row)),
        bond=call.bond,
        on_paper=call.on_paper,
    )


def _opened(box: Box, row: OwnNumber) -> Call:
    said = box.open_json("own_numbers", "body", row.id, row.body)
    return Call(**{**said, "bond": Bond(said.get("bond", Bond.NEAR))})


def _sealed(box: Box, row: UUID, call: Call) -> bytes:
    return box.lock_json("own_numbers", "body", row, asdict(call))


def _check_side(session: Session, by: Viewer, side: Side) -> None:
    if side is not Side.BOTH and session.get_one(Household, by.household).mode == "together":
        raise Invalid(NO_SIDES, field="side")


def _take_turns(session: Session, by: Viewer) -> None:
    """Let the keepers of one list in one after another, so that twice at once is once."""
    session.execute(select(Household.id).filter_by(id=by.household).with_for_update())
