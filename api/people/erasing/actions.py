"""Asking that somebody is erased, three days from now, and taking that back."""

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import Invalid, NotHere
from api.core.ids import new_id
from api.core.vault import Box
from api.people.ending import hold
from api.people.erasing import rules
from api.people.erasing.ending import end_erasures
from api.people.erasing.holding import is_held
from api.people.erasing.model import Erasure
from api.people.erasing.queries import SHOWN, WHOLE, standing
from api.people.model import Person
from api.people.notices.actions import tell
from api.people.policy import Role, Viewer
from api.people.queries import UNKNOWN, oneself, viewer
from i18n.marking import N_

TOO_LATE: Final = N_("Dit kan niet meer terug.")


def ask(session: Session, *, by: Viewer, name: str, now: datetime) -> datetime:
    """Ask that one is erased; return when. Raises Invalid for another name. Twice is once.

    While another reads along it is only shown: what somebody is made to ask erases nothing. Their
    safety people hear it in either case, for it may have to be asked about.
    """
    if not rules.may_ask(by, now):
        raise NotHere(UNKNOWN)
    rules.check_name(name, oneself(session, by.person).name)
    hold(session, by.person)
    before = standing(session, by.person, quiet=by.quiet)
    if before is not None:
        return before.due_at
    says = SHOWN if by.quiet else WHOLE
    return _plan(session, viewer(session, by.person), says=says, two=(by.person,), now=now)


def ask_for(
    session: Session,
    *,
    person: UUID,
    two: Collection[UUID],
    now: datetime,
    child_says: bool = False,
) -> datetime:
    """Ask it from the machine: two people for a child, nobody for who takes part no longer.

    From 12 on the child said so itself (``child_says``). Raises NotHere for who works here, and Invalid
    for who can ask it by themselves, and for a child whose book is read now or has a signal open.
    """
    hold(session, person)
    someone = viewer(session, person)
    if someone.role in {Role.HOST, Role.PROFESSIONAL}:
        raise NotHere(UNKNOWN)
    if someone.ended_at is None:
        if someone.role is not Role.CHILD:
            raise Invalid(rules.THEMSELVES)
        rules.check_two(someone, [viewer(session, each) for each in two], now)
        rules.check_child(session.get_one(Person, person).born_year, now, says=child_says)
    if is_held(session, person, now):
        raise Invalid(rules.HELD)
    before = standing(session, person)
    if before is not None:
        return before.due_at
    return _plan(session, someone, says=WHOLE, two=tuple(two), now=now)


def take_back(session: Session, *, person: UUID, now: datetime) -> None:
    """Nothing is erased. Raises Invalid when nothing stood, or it is too late."""
    hold(session, person)
    if not end_erasures(session, person=person, now=now):
        raise Invalid(TOO_LATE)
    someone = viewer(session, person)
    tell(session, to=someone.safety_people, kind="erasing_off", about=person, now=now)


def _plan(
    session: Session, someone: Viewer, *, says: bytes, two: tuple[UUID, ...], now: datetime
) -> datetime:
    first, second = (*two, None, None)[:2]
    at, row = now + rules.WAITS, new_id()
    # By the house: a backup of before the erasure must still say that it was asked.
    box = Box.of_house(session, someone.household)
    session.add(
        Erasure(
            id=row,
            household_id=someone.household,
            person_id=someone.person,
            asked_by=first,
            second_by=second,
            asked_at=now,
            due_at=at,
            ended_at=None,
            done_at=None,
            body=box.lock("erasures", "body", row, says),
        )
    )
    session.flush()
    tell_when(session, someone, at, now)
    return at


def tell_when(session: Session, someone: Viewer, at: datetime, now: datetime) -> None:
    """Tell somebody who still takes part, a child too, and their safety people, when they are erased."""
    to = someone.safety_people | {someone.person}
    values = {"at": at.isoformat()}
    if someone.ended_at is None:
        tell(session, to=to, kind="erasing", about=someone.person, now=now, values=values)
