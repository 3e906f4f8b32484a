"""Putting a house apart: first it stands still, then everybody gets their side.

From the first moment on no adult of the house reads anything of another. Writing goes on: what is
written meanwhile waits for its side. Nothing is thrown away. There is no way back in one step.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.core.ids import new_id
from api.people.apart.model import ApartSwitch
from api.people.apart.queries import open_switch
from api.people.apart.reading import end_seats_of_both
from api.people.apart.rules import check_sorted, may_put_apart, side_after
from api.people.consenting.ending import end_sharings
from api.people.ending import end_sign_ins, hold
from api.people.model import Duty, Household, OwnNumber, Person
from api.people.notices.actions import tell
from api.people.policy import Role, Side, Viewer
from api.people.queries import UNKNOWN, afresh, viewers

TOLD: Final = "apart"


def freeze(session: Session, *, by: Viewer, now: datetime) -> None:
    """Let the house stand still and close every screen of its adults. Pressed twice it is once."""
    home = _mine_to_change(session, by)
    if home.mode == "apart" or open_switch(session, home.id) is not None:
        return
    adults = [each.person for each in viewers(session, home.id) if each.role is Role.ADULT]
    for person in sorted(adults):
        hold(session, person)
    session.add(
        ApartSwitch(id=new_id(), household_id=home.id, by_id=by.person, frozen_at=now, done_at=None)
    )
    session.flush()
    for person in adults:
        end_sign_ins(session, person=person, now=now)
    # While it stands still its adults could not take it back.
    end_sharings(session, home.id, now)


def finish(
    session: Session,
    *,
    by: Viewer,
    sides: Mapping[UUID, Side],
    now: datetime,
    follow: Callable[[Session, UUID], None],
) -> None:
    """Put everybody on their side; the house is apart from now on. Sent twice it is once.

    ``follow`` puts what was written on the side of who wrote it, in this same transaction. Raises
    Invalid when somebody has no side, NotHere when the house does not stand still.
    """
    home = _mine_to_change(session, by)
    switch = open_switch(session, home.id)
    if switch is None:
        if home.mode == "apart":
            return
        raise NotHere(UNKNOWN)
    people = viewers(session, home.id)
    sorted_ = check_sorted(people, sides, by=by.person)
    for person, side in sorted_.items():
        session.get_one(Person, person).side = side
    _end_duties_of_adults(session, people, now)
    home.mode, switch.done_at = "apart", now
    session.flush()
    end_sharings(session, home.id, now)
    end_seats_of_both(session, home.id, now)
    _sort_numbers(session, home.id)
    follow(session, home.id)
    for person, side in sorted_.items():
        if side is not Side.BOTH:
            end_sign_ins(session, person=person, now=now)
            tell(session, to=[person], kind=TOLD, about=person, now=now)


def _mine_to_change(session: Session, by: Viewer) -> Household:
    """Return the house, held until this is done; raises NotHere for whoever may not."""
    own = select(Household).filter_by(id=by.household).with_for_update()
    home = session.scalars(own).one()
    if not may_put_apart(afresh(session, by)):
        raise NotHere(UNKNOWN)
    return home


def _end_duties_of_adults(session: Session, people: list[Viewer], now: datetime) -> None:
    """Nobody who stands on one side leads the talk of both."""
    adults = {each.person for each in people if each.role is Role.ADULT}
    for duty in session.scalars(
        select(Duty).where(Duty.person_id.in_(adults), Duty.until.is_(None))
    ):
        duty.until = now


def _sort_numbers(session: Session, household: UUID) -> None:
    """A number goes with who put it on the list; those of somebody of both sides stay with both."""
    for row in session.scalars(select(OwnNumber).filter_by(household_id=household)):
        writer = Side(session.get_one(Person, row.author_id).side)
        if row.side == Side.BOTH:
            row.side = side_after(writer, ())
