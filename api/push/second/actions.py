"""Giving an address, proving it, and putting it off."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import Invalid, NotHere
from api.core.house import House
from api.core.ids import new_id
from api.core.vault import Box
from api.people.ending import hold
from api.people.model import Credential
from api.people.policy import Viewer
from api.people.queries import UNKNOWN
from api.push.second import rules
from api.push.second.carrying import Letter, can_carry, send
from api.push.second.model import SecondWay
from api.push.second.rules import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What somebody fills in, on which device, and which language it is told in."""

    kind: Kind
    address: str
    device: UUID
    language: str


def give(house: House, *, by: Viewer, given: Given, now: datetime) -> None:
    """Keep an address that is not proved yet and send it a code. It takes the place of the one before.

    While another reads along it fails as if nobody took it: whose address it is, is not known then.
    Raises Invalid for what is no address, for a code too soon or one that nobody takes, NotHere where no such way is set up.
    """
    address = rules.address(given.kind, given.address)
    code = f"{secrets.randbelow(10**rules.CODE_DIGITS):0{rules.CODE_DIGITS}}"
    with house.db.writing(by.household, by=by.person, now=now) as session:
        if not can_carry(house, given.kind):
            raise NotHere(UNKNOWN)
        if by.quiet:
            raise Invalid(rules.NOT_SENT, field="address")
        hold(session, by.person)
        _end_before(session, by.person, given.kind, now)
        row = new_id()
        told = {
            "address": address,
            "language": given.language,
            "code": rules.code_hash(house.secrets.pepper, row, code),
        }
        session.add(
            SecondWay(
                id=row,
                household_id=by.household,
                person_id=by.person,
                credential_id=_place(session, by.person, given.device),
                kind=given.kind,
                since=now,
                wrong_tries=0,
                confirmed_at=None,
                body=Box.of(session, by.household).lock_json("second_ways", "body", row, told),
            )
        )
    if not send(house, Letter(given.kind, address, given.language, code=code)):
        put_off(house, by=by, kind=given.kind, now=now)
        raise Invalid(rules.NOT_SENT, field="address")


def confirm(house: House, *, by: Viewer, kind: Kind, code: str, now: datetime) -> None:
    """Prove that the code arrived. Raises Invalid for a wrong or an old one; a wrong one counts."""
    with house.db.writing(by.household, by=by.person, now=now) as session:
        hold(session, by.person)
        way = _way(session, by, kind)
        if way.confirmed_at is not None:
            return
        box = Box.of(session, by.household)
        told = box.open_json("second_ways", "body", way.id, way.body)
        right = rules.check_code(
            kept=told["code"],
            given=rules.code_hash(house.secrets.pepper, way.id, code),
            since=way.since,
            tries=way.wrong_tries,
            now=now,
        )
        if right:
            way.confirmed_at = now
            way.body = box.lock_json("second_ways", "body", way.id, {**told, "code": ""})
        else:
            way.wrong_tries += 1
    if not right:
        raise Invalid(rules.WRONG_CODE, field="code")


def put_off(house: House, *, by: Viewer, kind: Kind, now: datetime) -> None:
    """Take an address away, at once and for good. Said twice, the same."""
    with house.db.writing(by.household, by=by.person, now=now) as session:
        if by.quiet:
            raise NotHere(UNKNOWN)
        for way in session.scalars(select(SecondWay).filter_by(person_id=by.person, kind=kind)):
            session.delete(way)


def _end_before(session: Session, person: UUID, kind: Kind, now: datetime) -> None:
    """One address of a kind. Who asks again and again must wait: the address may be another's."""
    for way in session.scalars(select(SecondWay).filter_by(person_id=person, kind=kind)):
        if way.confirmed_at is None and way.since <= now < way.since + rules.ONE_CODE_EACH:
            raise Invalid(rules.TOO_SOON, field="address")
        session.delete(way)
    session.flush()


def _place(session: Session, person: UUID, device: UUID) -> UUID:
    mine = select(Credential.id).filter_by(person_id=person, device_id=device, disabled_at=None)
    found = session.scalars(mine).first()
    if found is None:
        raise NotHere(UNKNOWN)
    return found


def _way(session: Session, by: Viewer, kind: Kind) -> SecondWay:
    found = session.scalars(select(SecondWay).filter_by(person_id=by.person, kind=kind)).first()
    if found is None or by.quiet:
        raise NotHere(UNKNOWN)
    return found
