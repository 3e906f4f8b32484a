"""Changing who lives here and who stands around. Each action is one decision of one person.

What changes what someone is here ends that person's sign-ins in the same transaction: no screen
stays open on rights that are gone. Only the shield list and the safety links do not: the policy
holds from the next request on, and a screen that closes would tell the feared person that
something changed.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from api.core.errors import Invalid, NotHere
from api.core.house import House
from api.core.ids import new_id
from api.core.vault import Box
from api.people.apart.asked import Asked
from api.people.consenting.ending import end_sharings
from api.people.consenting.queries import HOUSEMATES
from api.people.ending import end_all, end_sign_ins, hold
from api.people.going.model import Going
from api.people.model import Duty, Household, Person, SafetyLink, Shield
from api.people.opening import add_household
from api.people.policy import Ring, Role, Side
from api.people.possible.ending import end_names
from api.people.queries import UNKNOWN, present
from i18n.marking import N_

NO_SHIELD = N_("Dit kan alleen voor een kind of volwassene, en niet tegen jezelf.")


def open_household(
    house: House, *, name: str, mode: str, now: datetime, asked: Asked | None = None
) -> UUID:
    """Open a household with keys of its own; ``asked`` says who chose together or apart."""
    if mode not in {"together", "apart"} or not name.strip():
        raise Invalid(N_("Geef het huis een naam. Kies samen of apart."))
    household = new_id()
    house.vault.make_key(household)
    with house.db.writing(household, by=None, now=now) as session:
        add_household(session, household=household, name=name, mode=mode, asked=asked, now=now)
    return household


def add_person(
    session: Session,
    *,
    household: UUID,
    role: Role,
    name: str,
    now: datetime,
    called: str = "",
    face: str = "",
    side: Side = Side.BOTH,
    ring: Ring = Ring.ALL,
    generation: int = 2,
    born_year: int | None = None,
    person: UUID | None = None,
) -> UUID:
    """Add someone. In an apart household each adult has a side of their own."""
    if not name.strip():
        raise Invalid(N_("Vul een naam in."), field="name")
    _check_side(session, household, role, side)
    person = person or new_id()
    body = {"name": name.strip(), "called": called.strip(), "face": face}
    session.info["vault"].make_own_key(household, person)
    box = Box.of(session, household, whose=person)
    session.add(
        Person(
            id=person,
            household_id=household,
            role=role,
            side=side,
            ring=ring,
            generation=generation,
            born_year=born_year,
            joined_at=now,
            ended_at=None,
            body=box.lock_json("people", "body", person, body),
        )
    )
    session.flush()
    return person


def give_duty(session: Session, *, person: UUID, kind: str, now: datetime) -> None:
    """Give someone an extra task. Given twice, it is still one.

    Nobody on a shield list has one: with it they would see what the others do, and miss just this.
    """
    someone = present(session, person)
    if _is_feared(session, person):
        raise Invalid(N_("Kies hiervoor iemand anders."))
    mine = {"person_id": person, "kind": kind, "until": None}
    if session.scalars(select(Duty).filter_by(**mine)).first() is None:
        session.add(Duty(id=new_id(), household_id=someone.household_id, since=now, **mine))
        session.flush()


def end_duty(session: Session, *, person: UUID, kind: str, now: datetime) -> None:
    """Take the task back; the screens that it opened close."""
    hold(session, person)
    for duty in session.scalars(select(Duty).filter_by(person_id=person, kind=kind, until=None)):
        duty.until = now
    end_sign_ins(session, person=person, now=now)


def link_safety_person(
    session: Session,
    *,
    ward: UUID,
    person: UUID,
    place: int,
    now: datetime,
    instead_of: UUID | None = None,
) -> None:
    """Make someone out of the circle the safety person of a child or an adult.

    ``instead_of`` leaves: their place may be taken already.
    """
    child, keeper = present(session, ward), present(session, person)
    if Role(child.role) not in {Role.CHILD, Role.ADULT} or keeper.role != Role.CIRCLE:
        raise Invalid(N_("Een veilige persoon komt uit de kring."))
    if child.household_id != keeper.household_id or _fears(session, ward, person):
        raise Invalid(N_("Kies iemand anders als veilige persoon."))
    links = session.scalars(select(SafetyLink).filter_by(ward_id=ward, until=None)).all()
    taken = {link.person_id: link.place for link in sorted(links, key=lambda each: -each.place)}
    others = {each for who, each in taken.items() if who != instead_of}
    if person in taken or place in others:
        raise Invalid(N_("Deze plek heeft al een veilige persoon."))
    session.add(
        SafetyLink(
            id=new_id(),
            household_id=child.household_id,
            ward_id=ward,
            person_id=person,
            place=place,
            since=now,
            until=None,
        )
    )
    session.flush()


def end_safety_link(session: Session, *, ward: UUID, person: UUID, now: datetime) -> None:
    """Someone is no longer the safety person of this ward."""
    _end_links(session, (SafetyLink.ward_id == ward) & (SafetyLink.person_id == person), now)


def add_shield(session: Session, *, ward: UUID, feared: UUID, now: datetime) -> None:
    """Put someone on a ward's shield list. A safety person who is feared is so no longer.

    Who chairs or keeps the plan hands that over first, in the open: raises Invalid.
    """
    child, other = present(session, ward), present(session, feared)
    if ward == feared or Role(child.role) not in {Role.CHILD, Role.ADULT}:
        raise Invalid(NO_SHIELD)
    if child.household_id != other.household_id:
        raise NotHere(UNKNOWN)
    if session.scalars(select(Duty).filter_by(person_id=feared, until=None)).first() is not None:
        raise Invalid(N_("Geef de taak van deze persoon eerst aan iemand anders."))
    if not _fears(session, ward, feared):
        session.add(
            Shield(
                id=new_id(),
                household_id=child.household_id,
                ward_id=ward,
                feared_id=feared,
                since=now,
                until=None,
            )
        )
        session.flush()
    end_safety_link(session, ward=ward, person=feared, now=now)


def end_shield(session: Session, *, ward: UUID, feared: UUID, now: datetime) -> None:
    """Take someone off a ward's shield list. A safety link that ended with it does not come back."""
    mine = {"ward_id": ward, "feared_id": feared, "until": None}
    for shield in session.scalars(select(Shield).filter_by(**mine)):
        shield.until = now
    session.flush()


def change_ring(session: Session, *, person: UUID, ring: Ring, now: datetime) -> None:
    """Change how much someone is told: all worries, a part, or nothing."""
    present(session, person).ring = ring
    end_sign_ins(session, person=person, now=now)


def change_role(session: Session, *, person: UUID, role: Role, now: datetime) -> None:
    """Make someone something else; they sign in again as what they are now.

    What is shared with professionals is asked anew: what they said they said as what they were.
    """
    someone = present(session, person)
    if someone.role != role and {Role(someone.role), role} & set(HOUSEMATES):
        end_sharings(session, someone.household_id, now, side=Side(someone.side))
    someone.role = role
    if role is not Role.CIRCLE:
        _end_links(session, SafetyLink.person_id == person, now)
    end_sign_ins(session, person=person, now=now)


def end_membership(session: Session, *, person: UUID, now: datetime) -> None:
    """Someone leaves: all that lets them in, and all that hangs on them, ends in this transaction.

    A second safety person whose first one leaves becomes the first, for what is said from now on: a
    child keeps its channel.
    """
    hold(session, person)
    someone = present(session, person)
    someone.ended_at = now
    for row in session.scalars(select(Duty).filter_by(person_id=person, until=None)):
        row.until = now
    watched = select(SafetyLink.ward_id).filter_by(person_id=person, until=None, place=1)
    wards = session.scalars(watched).all()
    either = (SafetyLink.person_id == person) | (SafetyLink.ward_id == person)
    _end_links(session, either, now)
    for ward in wards:
        move_up(session, ward, now)
    _end_plans(session, person, now)
    end_names(session, person=person, now=now)
    end_all(session, person=person, now=now)


def _end_links(session: Session, which: ColumnElement[bool], now: datetime) -> None:
    for link in session.scalars(select(SafetyLink).filter_by(until=None).where(which)):
        link.until = now
    session.flush()


def move_up(session: Session, ward: UUID, now: datetime) -> None:
    """Make the second safety person the first as well: what they knew before they keep."""
    left = session.scalars(select(SafetyLink).filter_by(ward_id=ward, until=None)).all()
    second = next(iter(left), None)
    if second is not None and all(each.place != 1 for each in left):
        same = {"household_id": second.household_id, "person_id": second.person_id}
        session.add(SafetyLink(id=new_id(), ward_id=ward, place=1, since=now, until=None, **same))
        session.flush()


def _end_plans(session: Session, person: UUID, now: datetime) -> None:
    """What was planned for this person is done; what only they proposed is off."""
    for plan in session.scalars(select(Going).filter_by(person_id=person, done_at=None)):
        plan.done_at = now
    mine = select(Going).filter_by(asked_by=person, agreed_at=None, ended_at=None, done_at=None)
    for plan in session.scalars(mine.where(Going.kind != "suspend")):
        plan.ended_at = now


def _is_feared(session: Session, person: UUID) -> bool:
    mine = {"feared_id": person, "until": None}
    return session.scalars(select(Shield).filter_by(**mine)).first() is not None


def _fears(session: Session, ward: UUID, other: UUID) -> bool:
    mine = {"ward_id": ward, "feared_id": other, "until": None}
    return session.scalars(select(Shield).filter_by(**mine)).first() is not None


def _check_side(session: Session, household: UUID, role: Role, side: Side) -> None:
    home = session.get(Household, household)
    if home is None:
        raise NotHere(UNKNOWN)
    if home.mode == "apart" and role is Role.ADULT and side is Side.BOTH:
        raise Invalid(N_("Kies bij apart een kant voor elke volwassene."))
    if side is not Side.BOTH and (home.mode == "together" or role is Role.CHILD):
        raise Invalid(N_("Een kant kiezen kan hier niet."))
