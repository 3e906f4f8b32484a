"""Inviting: somebody new, or another way in for somebody who is here. The policy says who may."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.people import queries
from api.people.actions import add_person
from api.people.invitations.rules import LASTS, Form, Why, may_help, may_invite, spoken
from api.people.invitations.ways import Fresh, long_secret, make_way
from api.people.model import Person
from api.people.notices.actions import tell
from api.people.policy import Ring, Role, Side, Viewer, sees_member
from api.people.queries import UNKNOWN

# A professional comes in through the host.
INVITED: Final = frozenset({Role.CHILD, Role.ADULT, Role.CIRCLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """Somebody new, as the inviter says it."""

    name: str
    called: str
    role: Role
    side: Side
    ring: Ring
    generation: int
    born_year: int | None


def invite_somebody(
    session: Session, *, by: Viewer, newcomer: Newcomer, person: UUID, now: datetime
) -> UUID:
    """Add somebody under this id; the same page sent twice adds them once. Raises NotHere, Invalid."""
    if not may_invite(by, newcomer.side, now):
        raise NotHere(UNKNOWN)
    if session.get(Person, person) is None:
        add_person(
            session,
            household=by.household,
            role=newcomer.role,
            name=newcomer.name,
            called=newcomer.called,
            side=newcomer.side,
            ring=newcomer.ring,
            generation=newcomer.generation,
            born_year=newcomer.born_year,
            now=now,
            person=person,
        )
    return person


def whom_to_invite(session: Session, by: Viewer, person: UUID, now: datetime) -> queries.Member:
    """Return somebody for whom this viewer may make a way in; raises NotHere."""
    someone = queries.viewer(session, person)
    invited = someone.role in INVITED and person != by.person
    if not invited or not sees_member(by, someone) or not may_invite(by, someone.side, now):
        raise NotHere(UNKNOWN)
    return queries.names(session, by)[person]


def give_way(session: Session, *, by: Viewer, person: UUID, form: Form, now: datetime) -> Fresh:
    """Make a link, a QR or a code for somebody who is here; raises NotHere."""
    whom_to_invite(session, by, person, now)
    return make_way(session, person=person, by=by.person, form=form, why=Why.INVITED, now=now)


def own_new_device(session: Session, *, by: Viewer, now: datetime) -> list[Fresh]:
    """Make a QR and a code for one's own other device. The code or pictures stay the same.

    Where another reads along they look the same and lead nowhere: no phone of theirs comes in. The
    safety people hear that it was asked.
    """
    if not by.quiet:
        return _both(session, by.person, by, Why.OWN, now)
    safe = queries.viewer(session, by.person).safety_people
    tell(session, to=safe, kind="phone_asked", about=by.person, now=now)
    return [
        Fresh(form=Form.QR, secret=long_secret(), until=now + LASTS[Form.QR]),
        Fresh(form=Form.CODE, secret=spoken(), until=now + LASTS[Form.CODE]),
    ]


def child_to_help(session: Session, by: Viewer, person: UUID, now: datetime) -> queries.Member:
    """Return the child that this viewer may help into another device; raises NotHere."""
    if not may_help(by, queries.viewer(session, person), now):
        raise NotHere(UNKNOWN)
    return queries.names(session, by)[person]


def help_child(session: Session, *, by: Viewer, person: UUID, now: datetime) -> list[Fresh]:
    """Make a QR and a code with which a child chooses new pictures; raises NotHere."""
    child_to_help(session, by, person, now)
    return _both(session, person, by, Why.HELPED, now)


def _both(session: Session, person: UUID, by: Viewer, why: Why, now: datetime) -> list[Fresh]:
    return [
        make_way(session, person=person, by=by.person, form=form, why=why, now=now)
        for form in (Form.QR, Form.CODE)
    ]
