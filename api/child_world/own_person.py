"""A child wants another safety person. Nobody asks why; who has the place hears of it when it is done.

The wished one says yes, then one more person from outside the house says that they spoke with the
child. Until then the old one stays. Sources: security.md R17 (two people decide) and domain.md 3.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.child_world.model import PersonWish
from api.child_world.queries import who_has_a_say
from api.child_world.rules import (
    NOT_ANY_MORE,
    SOMEBODY_HERE,
    first_of,
    may_be_asked,
    person_item,
    wishable,
)
from api.child_world.talking import knock, take_turns
from api.core.errors import Invalid, NotHere
from api.people.actions import end_safety_link, link_safety_person, move_up
from api.people.notices.actions import tell
from api.people.policy import Role, Verb, Viewer, may
from api.people.queries import UNKNOWN, free_place, viewer, viewers
from api.people.rules import check_approvers


def point_at(
    session: Session, *, by: Viewer, wish_id: UUID, wished: UUID | None, now: datetime
) -> None:
    """Say whom one wants; the wish before it falls away. Raises NotHere, and Invalid with the field.

    While another reads along it is answered the same and not kept: they could put a friend there.
    """
    take_turns(session, by)
    if by.role is not Role.CHILD:
        raise NotHere(UNKNOWN)
    if wished is None or wished not in wishable(by, viewers(session, by.household), now):
        raise Invalid(SOMEBODY_HERE, field="wished")
    if by.quiet or session.get(PersonWish, wish_id) is not None:
        return
    if not may(by, Verb.WRITE, person_item(by, {wished}, now)):
        raise NotHere(UNKNOWN)
    _end_open(session, by, now)
    session.add(
        PersonWish(
            id=wish_id,
            household_id=by.household,
            ward_id=by.person,
            wished_id=wished,
            made_at=now,
            agreed_at=None,
            declined_at=None,
            confirmed_by=None,
            confirmed_at=None,
            before_id=None,
            ended_at=None,
        )
    )
    session.flush()
    knock(session, by, {wished}, wish_id, now)


def take_back(session: Session, *, by: Viewer, now: datetime) -> None:
    """The child wants it no more. Twice is once; while another reads along nothing changes."""
    take_turns(session, by)
    if by.role is not Role.CHILD:
        raise NotHere(UNKNOWN)
    if not by.quiet:
        _end_open(session, by, now)


def say_yes(session: Session, *, by: Viewer, wish_id: UUID, now: datetime) -> None:
    """The wished one wants it too: who may confirm it hears of it now."""
    row = _put_to(session, by, wish_id, now)
    if row.wished_id != by.person:
        raise NotHere(UNKNOWN)
    row.agreed_at = now
    session.flush()
    knock(session, by, set(who_has_a_say(session, row, now)), row.id, now)


def not_now(session: Session, *, by: Viewer, wish_id: UUID, now: datetime) -> None:
    """The wished one cannot: the child reads that, and may point at another."""
    row = _put_to(session, by, wish_id, now)
    if row.wished_id != by.person:
        raise NotHere(UNKNOWN)
    row.declined_at = row.ended_at = now
    session.flush()


def confirm(session: Session, *, by: Viewer, wish_id: UUID, now: datetime) -> None:
    """Say that one spoke with the child: from now on the wished one is its safety person."""
    row = _put_to(session, by, wish_id, now)
    if row.agreed_at is None:
        raise NotHere(UNKNOWN)
    child, wished = viewer(session, row.ward_id), viewer(session, row.wished_id)
    if not may_be_asked(wished, child, now):
        raise Invalid(NOT_ANY_MORE)
    check_approvers([wished, by], ward=child.person, feared=None)
    before = next(iter(first_of(child, viewers(session, by.household))), None)
    row.confirmed_by, row.confirmed_at, row.ended_at, row.before_id = by.person, now, now, before
    session.flush()
    _change_places(session, child, wished.person, before, now)
    _tell(session, child.person, wished.person, before, now)


def _change_places(
    session: Session, child: Viewer, wished: UUID, before: UUID | None, now: datetime
) -> None:
    """Whoever was the second keeps what was entrusted to them, and becomes the first as well."""
    ward = child.person
    if wished not in child.safety_people:
        place = 1 if before else free_place(session, ward)
        link_safety_person(
            session, ward=ward, person=wished, place=place, now=now, instead_of=before
        )
    if before is not None:
        end_safety_link(session, ward=ward, person=before, now=now)
    if wished in child.safety_people:
        move_up(session, ward, now)


def _tell(session: Session, child: UUID, wished: UUID, before: UUID | None, now: datetime) -> None:
    """Nobody of the house hears of it: not from whom it was to whom, not that it changed."""
    tell(session, to={wished}, kind="stand_in", about=child, now=now)
    tell(session, to={child}, kind="person_new", about=wished, now=now)
    if before is not None:
        tell(session, to={before}, kind="person_over", about=child, now=now)


def _put_to(session: Session, by: Viewer, wish_id: UUID, now: datetime) -> PersonWish:
    """Return a wish that is put to this person now; raises NotHere."""
    take_turns(session, by)
    row = session.get(PersonWish, wish_id)
    if row is None or row.ended_at is not None or by.quiet:
        raise NotHere(UNKNOWN)
    say = who_has_a_say(session, row, now)
    item = person_item(viewer(session, row.ward_id), say, row.agreed_at or row.made_at)
    if by.person not in say or not may(by, Verb.WRITE, item):
        raise NotHere(UNKNOWN)
    return row


def _end_open(session: Session, by: Viewer, now: datetime) -> None:
    for row in session.scalars(select(PersonWish).filter_by(ward_id=by.person, ended_at=None)):
        row.ended_at = now
    session.flush()
