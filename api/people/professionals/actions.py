"""Opening accounts, and laying and taking seats."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.db import EVERYWHERE
from api.core.errors import Gone, Invalid, NotHere
from api.core.house import House
from api.core.ids import digest
from api.core.vault import Box
from api.people import rules as coming_in
from api.people.actions import add_person
from api.people.entering import SPENT
from api.people.invitations.ways import long_secret
from api.people.model import Household, Person
from api.people.organisation.queries import check_host
from api.people.policy import Item, Role, Side, Verb, Viewer, may
from api.people.professionals.ending import end_seat
from api.people.professionals.model import Account, Seat
from api.people.professionals.queries import is_account
from api.people.professionals.rules import (
    LINK_LASTS,
    WorksAs,
    can_be_taken,
    check_seat_side,
)
from api.people.queries import UNKNOWN, oneself
from i18n.marking import N_

ALREADY: Final = N_("Jij leest hier al mee voor dit werk.")


def open_account(session: Session, *, by: Viewer, name: str, works_at: str, now: datetime) -> UUID:
    """Open an account of the organisation for a professional; ``by`` is a host. Raises NotHere, Invalid.

    It opens nothing: the way in is a link (entering.invite), what is read a seat and a consent.
    """
    check_host(session, by)
    if not works_at.strip():
        raise Invalid(N_("Vul in waar deze persoon werkt."), field="works_at")
    home = by.household
    person = add_person(session, household=home, role=Role.PROFESSIONAL, name=name, now=now)
    body = Box.of(session, home).lock_json(
        "professional_accounts", "body", person, {"works_at": works_at.strip()}
    )
    session.add(Account(person_id=person, household_id=home, since=now, body=body))
    session.flush()
    return person


def lay_seat(
    session: Session,
    *,
    by: Viewer,
    seat: UUID,
    name: str,
    works_as: WorksAs,
    side: Side,
    now: datetime,
) -> str | None:
    """Lay a seat for a professional; return the secret of its link, or None when it lies there already.

    Only who keeps the plan or leads, and who stands on its side. Raises NotHere or Invalid.
    """
    mode = session.get_one(Household, by.household).mode
    if not may(by, Verb.WRITE, seat_item(by.household, by.person, side, now)):
        raise NotHere(UNKNOWN)
    check_seat_side(mode, side)
    if not name.strip():
        raise Invalid(N_("Vul een naam in."), field="name")
    found = session.get(Seat, seat)
    if found is not None:
        if found.household_id != by.household:
            raise NotHere(UNKNOWN)
        return None
    secret = long_secret()
    body = Box.of(session, by.household).lock_json("seats", "body", seat, {"name": name.strip()})
    session.add(
        Seat(
            id=seat,
            household_id=by.household,
            account_id=None,
            person_id=None,
            side=side,
            works_as=works_as,
            made_by=by.person,
            made_at=now,
            secret_hash=digest(secret),
            expires_at=now + LINK_LASTS,
            taken_at=None,
            feed_since=None,
            ended_at=None,
            body=body,
        )
    )
    session.flush()
    return secret


def take_seat(house: House, *, account: UUID, secret: str, now: datetime) -> UUID:
    """Take a seat with its link; return it. The same account again is once; raises NotHere or Gone."""
    with house.db.reading(EVERYWHERE) as session:
        name = _name_of(session, account)
        found = _by_secret(session, secret)
        household, seat = found.household_id, found.id
    with house.db.writing(household, by=None, now=now) as session:
        row = session.get_one(Seat, seat, with_for_update=True)
        if row.account_id == account and row.ended_at is None:
            return seat
        taken, ended = row.taken_at is not None, row.ended_at is not None
        if not can_be_taken(taken=taken, ended=ended, expires_at=row.expires_at, now=now):
            raise Gone(SPENT)
        if _sits(session, row, account):
            raise Invalid(ALREADY)
        row.person_id = add_person(
            session, household=household, role=Role.PROFESSIONAL, name=name, now=now
        )
        session.get_one(Person, row.person_id).side = row.side
        row.account_id, row.taken_at = account, now
        session.flush()
    return seat


def let_programs_read(
    session: Session, *, by: Viewer, seat: UUID, allowed: bool, now: datetime
) -> None:
    """Let the professional of a seat read with a program of their own, or no longer. Raises NotHere."""
    row = _kept_by(session, by, seat, now)
    if allowed != (row.feed_since is not None):
        row.feed_since = now if allowed else None
        session.flush()


def take_away(session: Session, *, by: Viewer, seat: UUID, now: datetime) -> None:
    """Somebody reads here no more, from this moment. Raises NotHere; twice is once."""
    row = _kept_by(session, by, seat, now)
    end_seat(session, seat=seat, now=now)
    if row.person_id is not None:
        person = session.get_one(Person, row.person_id)
        person.ended_at = person.ended_at or now
    session.flush()


def seat_item(household: UUID, who: UUID, side: Side, at: datetime) -> Item:
    """Return a seat as the policy sees it; ``who`` is the professional, or who lays it."""
    return Item(kind="seat", household=household, author=who, side=side, shared_at=at)


def _kept_by(session: Session, by: Viewer, seat: UUID, now: datetime) -> Seat:
    row = session.get(Seat, seat, with_for_update=True)
    if row is None or row.household_id != by.household:
        raise NotHere(UNKNOWN)
    who = row.person_id or row.made_by
    if not may(by, Verb.WRITE, seat_item(row.household_id, who, Side(row.side), now)):
        raise NotHere(UNKNOWN)
    return row


def _by_secret(session: Session, secret: str) -> Seat:
    read = coming_in.read_invitation(secret)
    found = session.scalars(select(Seat).filter_by(secret_hash=digest(read))).first()
    if found is None:
        raise NotHere(UNKNOWN)
    return found


def _name_of(session: Session, account: UUID) -> str:
    if not is_account(session, account):
        raise NotHere(UNKNOWN)
    return oneself(session, account).name


def _sits(session: Session, seat: Seat, account: UUID) -> bool:
    """One task of one account has one seat on one side."""
    mine = {"household_id": seat.household_id, "account_id": account, "ended_at": None}
    same = {"works_as": seat.works_as, "side": seat.side}
    return session.scalars(select(Seat.id).filter_by(**mine, **same)).first() is not None
