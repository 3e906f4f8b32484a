"""Who hears that somebody goes. A child hears it from its safety person, in its own words."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.people.going.model import Going
from api.people.going.queries import suspension
from api.people.going.rules import DECIDERS, stays_with, who_leads
from api.people.notices.actions import tell
from api.people.notices.model import Notice
from api.people.policy import Ring, Role, Viewer, sees_member
from api.people.queries import UNKNOWN, viewer, viewers


def tell_grown_ups(
    session: Session,
    *,
    kind: str,
    about: Viewer,
    at: datetime,
    now: datetime,
    self_too: bool = False,
) -> None:
    """Tell every grown-up who may know this person; themselves only where they can still read it."""
    to = {
        each.person
        for each in viewers(session, about.household)
        if each.role in DECIDERS and sees_member(each, about)
    } - {about.person}
    if self_too:
        to.add(about.person)
    values = {"at": at.isoformat()}
    tell(session, to=to, kind=kind, about=about.person, now=now, values=values)


def tell_safety_people(
    session: Session, *, kind: str, about: Viewer, now: datetime, at: datetime | None = None
) -> None:
    """Tell the safety people of who goes, who may take it back."""
    values = {"at": (at or now).isoformat()}
    tell(session, to=about.safety_people, kind=kind, about=about.person, now=now, values=values)


def tell_of_wards_alone(
    session: Session, *, someone: Viewer, now: datetime, wards: Collection[UUID] | None = None
) -> None:
    """Tell who leads whom this one leaves without a safety person: only they can find another."""
    people = viewers(session, someone.household)
    mine = someone.wards if wards is None else wards
    for ward in (each for each in people if each.person in mine):
        to = {
            each.person
            for each in who_leads(people, but=someone)
            if not stays_with(ward, someone, people, as_known_to=each)
        }
        tell(session, to=to, kind="ward_alone", about=ward.person, now=now)


def tell_of_stand_in(
    session: Session, *, ward: UUID, person: UUID, instead_of: Viewer, now: datetime
) -> None:
    """Tell who leads that a ward gets another safety person: who leaves chose it alone.

    Whoever may not know that either of the two is here hears nothing.
    """
    people, other = viewers(session, instead_of.household), viewer(session, person)
    to = {
        each.person
        for each in who_leads(people, but=instead_of)
        if sees_member(each, other) and sees_member(each, instead_of)
    }
    tell(session, to=to - {person}, kind="stand_in_named", about=ward, now=now)


def tell_of_open_duties(session: Session, *, someone: Viewer, now: datetime) -> None:
    """Tell of the tasks that nobody took over: who leads too, or else the grown-ups from outside."""
    people = viewers(session, someone.household)
    outside = (each for each in people if each.role is Role.CIRCLE and each.ring is Ring.ALL)
    to = {each.person for each in who_leads(people, but=someone) or outside} - {someone.person}
    for kind in someone.duties:
        values = {"duty": kind}
        tell(session, to=to, kind="duty_open", about=someone.person, now=now, values=values)


def wards_to_tell(session: Session, by: Viewer, row: Going) -> list[UUID]:
    """Return the children of this safety person who were not told yet."""
    if row.from_at is None:
        return []
    told = select(Notice.person_id).where(
        Notice.about_id == row.person_id, Notice.made_at >= row.asked_at
    )
    heard = set(session.scalars(told))
    away = viewer(session, row.person_id)
    children = [viewer(session, ward) for ward in by.wards]
    return [
        each.person
        for each in children
        if each.role is Role.CHILD and each.person not in heard and sees_member(each, away)
    ]


def tell_ward(
    session: Session, *, by: Viewer, ward: UUID | None, about: UUID, now: datetime
) -> None:
    """Let a child know, in one sentence of its own, that somebody is away for a time."""
    row = suspension(session, by, about, now)
    if row is None or ward not in by.wards or not sees_member(by, viewer(session, about)):
        raise NotHere(UNKNOWN)
    if ward in wards_to_tell(session, by, row):
        tell(session, to={ward}, kind="away_child", about=about, now=now)
