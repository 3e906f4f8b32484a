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
from api.people.ending import hold
from api.people.entering import SPENT, invite
from api.people.invitations.ways import long_secret
from api.people.model import Household, Person
from api.people.notices.actions import tell
from api.people.organisation.halted import stop_of
from api.people.organisation.model import Organisation
from api.people.organisation.queries import check_host
from api.people.policy import Role, Side, Verb, Viewer, is_away, may
from api.people.professionals.accounts import known_account
from api.people.professionals.ending import end_seat
from api.people.professionals.items import kept_by, seat_item
from api.people.professionals.model import Account, Seat
from api.people.professionals.rules import (
    LINK_LASTS,
    WorksAs,
    can_be_taken,
    check_seat_side,
)
from api.people.queries import UNKNOWN, viewer, viewers
from i18n.marking import N_

ALREADY: Final = N_("Jij leest hier al mee voor dit werk.")


def open_account(
    session: Session,
    *,
    by: Viewer,
    name: str,
    works_at: str,
    now: datetime,
    account: UUID | None = None,
) -> UUID:
    """Open an account of the organisation for a professional; ``by`` is a host. Raises NotHere, Invalid.

    It opens nothing: the way in is a link (entering.invite), what is read a seat and a consent.
    """
    check_host(session, by)
    if not works_at.strip():
        raise Invalid(N_("Vul in waar deze persoon werkt."), field="works_at")
    home = by.household
    person = add_person(
        session, household=home, role=Role.PROFESSIONAL, name=name, now=now, person=account
    )
    body = Box.of(session, home).lock_json(
        "professional_accounts", "body", person, {"works_at": works_at.strip()}
    )
    session.add(Account(person_id=person, household_id=home, since=now, body=body))
    session.flush()
    return person


def open_with_link(
    house: House, *, by: Viewer, account: UUID, name: str, works_at: str, now: datetime
) -> str | None:
    """Open an account under this id; return the secret of its first link. Raises NotHere, Invalid.

    The same page sent twice opens one: then None, for its link was shown.
    """
    with house.db.writing(EVERYWHERE, by=by.person, now=now) as session:
        check_host(session, by)
        # Two presses at once wait for each other here.
        session.get_one(Organisation, by.household, with_for_update=True)
        if session.get(Person, account) is not None:
            return None
        open_account(session, by=by, name=name, works_at=works_at, account=account, now=now)
        return invite(session, person=account, now=now)


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
    # Two presses at once wait for each other here.
    mode = session.get_one(Household, by.household, with_for_update=True).mode
    if not may_lay(by, side, now):
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
    row = _empty(seat, by, works_as, side, now)
    row.secret_hash = digest(secret)
    row.body = Box.of(session, by.household).lock_json(
        "seats", "body", seat, {"name": name.strip()}
    )
    session.add(row)
    session.flush()
    return secret


def take_seat(house: House, *, account: UUID, secret: str, now: datetime) -> UUID:
    """Take a seat with its link; return it. The same account again is once; raises NotHere or Gone.

    Who may know of it in that house is told who reads along, and that nothing is shared yet.
    """
    with house.db.writing(EVERYWHERE, by=None, now=now) as session:
        hold(session, account)
        who, seat = known_account(session, account), by_secret(session, secret).id
        row = session.get_one(Seat, seat, with_for_update=True, populate_existing=True)
        household = row.household_id
        if row.account_id == account and row.ended_at is None:
            return seat
        check_stands(session, row, now)
        if _sits(session, row, account):
            raise Invalid(ALREADY)
        person = add_person(
            session, household=household, role=Role.PROFESSIONAL, name=who.name, now=now
        )
        session.get_one(Person, person).side = row.side
        row.person_id, row.account_id, row.taken_at = person, account, now
        _write_where(session, row, who.works_at)
        session.flush()
        _tell(session, row, person, who.works_at, now)
    return seat


def look_at_seat(session: Session, *, account: UUID, secret: str, now: datetime) -> WorksAs:
    """Say for what work a link is, without taking it; raises NotHere or Gone. In a session of everywhere."""
    known_account(session, account)
    row = by_secret(session, secret)
    if row.account_id != account or row.ended_at is not None:
        check_stands(session, row, now)
    return WorksAs(row.works_as)


def check_stands(session: Session, row: Seat, now: datetime) -> None:
    """Raise Gone unless a link to a seat still works: whoever laid it must still be able to lay it."""
    taken, ended = row.taken_at is not None, row.ended_at is not None
    mode = session.get_one(Household, row.household_id).mode
    maker = viewer(session, row.made_by)
    stands = (
        can_be_taken(taken=taken, ended=ended, expires_at=row.expires_at, now=now)
        and (mode == "apart") == (row.side != Side.BOTH)
        and stop_of(session, row.household_id) is None
        and maker.ended_at is None
        and not is_away(maker, now)
        and may_lay(maker, Side(row.side), now)
    )
    if not stands:
        raise Gone(SPENT)


def may_lay(by: Viewer, side: Side, now: datetime) -> bool:
    """Say whether somebody may let a professional sit here. While a house goes apart its adults do not."""
    item = seat_item(by.household, by.person, side, now)
    return by.person not in by.held and may(by, Verb.WRITE, item)


def let_programs_read(
    session: Session, *, by: Viewer, seat: UUID, allowed: bool, now: datetime
) -> None:
    """Let the professional of a seat read with a program of their own, or no longer. Raises NotHere."""
    row = kept_by(session, by, seat, now)
    if allowed != (row.feed_since is not None):
        row.feed_since = now if allowed else None
        session.flush()


def take_away(session: Session, *, by: Viewer, seat: UUID, now: datetime) -> None:
    """Somebody reads here no more, from this moment. Raises NotHere; twice is once."""
    row = kept_by(session, by, seat, now)
    end_seat(session, seat=row.id, now=now)


def by_secret(session: Session, secret: str) -> Seat:
    """Return the seat of a link; raises Invalid for what is no link, NotHere for an unknown one."""
    read = coming_in.read_invitation(secret)
    found = session.scalars(select(Seat).filter_by(secret_hash=digest(read))).first()
    if found is None:
        raise NotHere(UNKNOWN)
    return found


def _empty(seat: UUID, by: Viewer, works_as: WorksAs, side: Side, now: datetime) -> Seat:
    return Seat(
        id=seat,
        household_id=by.household,
        account_id=None,
        person_id=None,
        side=side,
        works_as=works_as,
        made_by=by.person,
        made_at=now,
        expires_at=now + LINK_LASTS,
        taken_at=None,
        feed_since=None,
        waits_since=None,
        ended_at=None,
    )


def _write_where(session: Session, row: Seat, works_at: str) -> None:
    """Keep where they work beside the seat: the house cannot read what the organisation keeps."""
    box = Box.of(session, row.household_id)
    said = box.open_json("seats", "body", row.id, row.body)
    row.body = box.lock_json("seats", "body", row.id, {**said, "works_at": works_at})


def _tell(session: Session, row: Seat, person: UUID, works_at: str, now: datetime) -> None:
    item = seat_item(row.household_id, person, Side(row.side), now)
    here = [each for each in viewers(session, row.household_id) if may(each, Verb.SEE, item)]
    to = {each.person for each in here} - {person}
    tell(session, to=to, kind="reads_along", about=person, now=now, values={"works_at": works_at})


def _sits(session: Session, seat: Seat, account: UUID) -> bool:
    """One task of one account has one seat on one side."""
    mine = {"household_id": seat.household_id, "account_id": account, "ended_at": None}
    same = {"works_as": seat.works_as, "side": seat.side}
    return session.scalars(select(Seat.id).filter_by(**mine, **same)).first() is not None
