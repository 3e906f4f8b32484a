"""Leaving by oneself: first the duties go to somebody else, a day later the membership ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import Invalid, NotHere
from api.core.ids import new_id
from api.people.actions import (
    end_duty,
    end_safety_link,
    give_duty,
    link_safety_person,
    move_up,
)
from api.people.ending import hold
from api.people.going import rules
from api.people.going.model import Going
from api.people.going.queries import open_plan
from api.people.going.rules import DECIDERS, Way
from api.people.going.telling import (
    tell_of_open_duties,
    tell_of_stand_in,
    tell_of_wards_alone,
    tell_safety_people,
)
from api.people.model import Duty, SafetyLink
from api.people.notices.actions import tell
from api.people.policy import Role, Viewer
from api.people.queries import UNKNOWN, Member, members, names, viewer, viewers
from i18n.marking import N_

CHOOSE = N_("Kies wie dit van jou overneemt.")


@dataclass(frozen=True, slots=True)
class ToHandOver:
    """What somebody must hand over before leaving: tasks, and wards who would have nobody left."""

    duties: tuple[str, ...]
    wards: tuple[Member, ...]
    takers: tuple[Member, ...]


def to_hand_over(session: Session, by: Viewer) -> ToHandOver:
    """Return what somebody must hand over, and who can take it: of the circle, and not on their way out."""
    known, people = names(session, by), viewers(session, by.household)
    alone = tuple(
        known[ward.person]
        for ward in people
        if ward.person in by.wards
        and ward.person in known
        and not rules.stays_with(ward, by, people, as_known_to=by)
    )
    staying = {each.person for each in people if not rules.is_going(each)} - {by.person}
    takers = tuple(
        each for each in members(session, by) if each.role is Role.CIRCLE and each.id in staying
    )
    return ToHandOver(tuple(sorted(by.duties)), alone, takers)


def leave(
    session: Session,
    *,
    by: Viewer,
    duties: Mapping[str, UUID | None],
    stand_ins: Mapping[UUID, UUID | None],
    now: datetime,
    waits: timedelta = rules.WAITS,
) -> None:
    """Leave a day from now, unless it ``waits`` longer. A stand-in of None means: tell who leads the meetings. Twice is once.

    Who leaves while another reads along was asked for nobody: who can find another is told of it.
    Raises Invalid while something was not handed over, and NotHere for a child: it asks somebody.
    """
    if by.role not in DECIDERS:
        raise NotHere(UNKNOWN)
    hold(session, by.person)
    if open_plan(session, by.person, {Way.LEAVE}, now) is not None:
        return
    _hand_all_over(session, by, duties, stand_ins, now)
    at = now + waits
    session.add(
        Going(
            id=new_id(),
            household_id=by.household,
            person_id=by.person,
            kind=Way.LEAVE,
            asked_by=by.person,
            asked_at=now,
            from_at=at,
        )
    )
    session.flush()
    whole = viewer(session, by.person)  # also who leaves while another reads along has them
    tell_safety_people(session, kind="leaving", about=whole, now=now, at=at)
    if by.quiet:
        tell_of_wards_alone(session, someone=whole, now=now)
        tell_of_open_duties(session, someone=whole, now=now)


def wait_longer(session: Session, *, by: Viewer, waits: timedelta, now: datetime) -> None:
    """Put a leaving that stands off, so that one can come in for as long as there is to take back."""
    hold(session, by.person)
    row = open_plan(session, by.person, {Way.LEAVE}, now)
    if row is not None and row.from_at is not None:
        row.from_at = max(row.from_at, now + waits) if waits > rules.WAITS else row.from_at
        session.flush()


def give_back(session: Session, row: Going, now: datetime) -> None:
    """Undo what a leaving handed over, when it is taken back: stand-ins end and tasks return.

    What was handed over has the moment of the leaving itself: it was one transaction.
    """
    someone = viewer(session, row.person_id)
    made = {"household_id": row.household_id, "since": row.asked_at, "until": None}
    stand_ins = select(SafetyLink).filter_by(**made).where(SafetyLink.person_id != someone.person)
    for link in session.scalars(stand_ins.where(SafetyLink.ward_id.in_(someone.wards))).all():
        end_safety_link(session, ward=link.ward_id, person=link.person_id, now=now)
        move_up(session, link.ward_id, now)
        tell(session, to={link.person_id}, kind="stand_in_over", about=link.ward_id, now=now)
    if someone.feared_by:
        return
    handed = select(Duty).filter_by(person_id=someone.person, until=row.asked_at)
    for kind in {each.kind for each in session.scalars(handed)}:
        taken = session.scalars(select(Duty.person_id).filter_by(kind=kind, **made)).all()
        for taker in taken:
            end_duty(session, person=taker, kind=kind, now=now)
        give_duty(session, person=someone.person, kind=kind, now=now)
        tell(session, to=taken, kind="stays", about=someone.person, now=now)


def _hand_all_over(
    session: Session,
    by: Viewer,
    duties: Mapping[str, UUID | None],
    stand_ins: Mapping[UUID, UUID | None],
    now: datetime,
) -> None:
    ready = to_hand_over(session, by)
    takers = {each.id for each in ready.takers}
    for kind in ready.duties:
        _hand_over(session, by, kind, _taker(duties.get(kind), takers, kind), now)
    for ward in ready.wards:
        if ward.id not in stand_ins:
            raise Invalid(CHOOSE, field=f"ward-{ward.id}")
        to = stand_ins[ward.id]
        _stand_in(session, by=by, ward=ward.id, to=to, takers=takers, now=now)


def _taker(chosen: UUID | None, takers: set[UUID], field: str) -> UUID:
    if chosen is None or chosen not in takers:
        raise Invalid(CHOOSE, field=field)
    return chosen


def _hand_over(session: Session, by: Viewer, kind: str, to: UUID, now: datetime) -> None:
    """Give a task to somebody else and hear at once when they cannot have it."""
    give_duty(session, person=to, kind=kind, now=now)
    for row in session.scalars(select(Duty).filter_by(person_id=by.person, kind=kind, until=None)):
        row.until = now
    tell(session, to={to}, kind="duty", about=by.person, now=now, values={"duty": kind})


def _stand_in(
    session: Session,
    *,
    by: Viewer,
    ward: UUID,
    to: UUID | None,
    takers: set[UUID],
    now: datetime,
) -> None:
    """Name another safety person, or tell who leads the meetings that there will be none."""
    if to is not None:
        person = _taker(to, takers, f"ward-{ward}")
        link_safety_person(
            session,
            ward=ward,
            person=person,
            place=_place(session, ward, by.person),
            now=now,
            instead_of=by.person,
        )
        tell(session, to={person}, kind="stand_in", about=ward, now=now)
        tell_of_stand_in(session, ward=ward, person=person, instead_of=by, now=now)
        return
    if not rules.who_leads(viewers(session, by.household), but=by):
        raise Invalid(CHOOSE, field=f"ward-{ward}")
    tell_of_wards_alone(session, someone=by, now=now, wards={ward})


def _place(session: Session, ward: UUID, leaving: UUID) -> int:
    """Return a place for a stand-in: a free one, or that of who leaves, where the other is taken."""
    links = session.scalars(select(SafetyLink).filter_by(ward_id=ward, until=None)).all()
    free = {1, 2} - {link.place for link in links}
    return min(free or (link.place for link in links if link.person_id == leaving))
