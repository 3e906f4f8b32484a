"""Choosing another code or other pictures, and the second ones of the quiet view.

Only for who proved a moment ago who they are: the old ones are not asked here. The screen they were
chosen on must still be open when they are kept; raises SignInFirst.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.db import EVERYWHERE
from api.core.errors import Invalid
from api.core.house import House
from api.people.devices import Guest, keep_secret
from api.people.ending import end_sign_ins, hold
from api.people.entering import as_guest, as_newcomer, check_choice
from api.people.hashing import fits, hashed
from api.people.model import Secret, SignIn
from api.people.passkeys.ending import end_passkeys
from api.people.policy import Viewer
from api.people.queries import present
from api.people.quiet.codes import (
    Codes,
    as_any_refused,
    chance,
    check_not_quiet,
    chosen_second,
    codes_of,
    is_on,
    is_quiet,
)
from api.people.quiet.codes import keep_second as keep
from api.people.staying.actions import check_open
from i18n.marking import N_

OTHER_THAN_FIRST: Final = N_("Kies een andere code dan je gewone code.")


def change_secret(
    house: House, *, person: UUID, chosen: list[str], now: datetime, sign_in: UUID | None = None
) -> None:
    """Choose another PIN or other pictures; every sign-in ends, also this one.

    A child that grew older takes one picture more. The door then asks for so many, and its quiet row
    of pictures, which is shorter, ends.
    """
    guest, codes = _asked_anew(house, person, now)
    kind, value = check_choice(guest, chosen)
    check_not_quiet(codes, value, house.secrets.pepper, pictures=guest.pictures)
    kept, second = hashed(value, house.secrets.pepper), chance()
    with house.db.writing(guest.household, by=person, now=now) as session:
        hold(session, person)
        if sign_in is not None:
            check_open(session, sign_in)
        keep_secret(session, guest, kind, kept, now, second=second)
        end_sign_ins(session, person=person, now=now)


def has_second(house: House, *, by: Viewer) -> bool:
    """Say whether somebody has a quiet view. Whoever reads along learns of none."""
    with house.db.reading(by.household) as session:
        return not by.quiet and is_on(codes_of(session, by.person), house.secrets.pepper)


def keep_second(
    house: House, *, by: Viewer, chosen: list[str], now: datetime, sign_in: UUID
) -> None:
    """Choose the code of the quiet view, or another one; what it opened before ends.

    Where another reads along nothing is kept: they cannot take it over. There the quiet code poses as
    the own one, so it is refused as the own one is; whether it is the own one is not looked at.
    """
    guest, codes = _asked(house, by)
    _kind, value = check_choice(guest, chosen)
    if fits(codes.second if by.quiet else codes.first, value, house.secrets.pepper):
        raise Invalid(OTHER_THAN_FIRST, field="picture" if guest.pictures else "code")
    second = chosen_second(by.person, value, house.secrets.pepper)
    with house.db.writing(by.household, by=by.person, now=now) as session:
        hold(session, by.person)
        check_open(session, sign_in)
        if not by.quiet:
            _keep(house, session, by, second, now)


def change_second(
    house: House, *, by: Viewer, chosen: list[str], now: datetime, sign_in: UUID
) -> None:
    """Choose another code where another reads along: it takes the place of the quiet one.

    As slow as where nobody does, with a hash of chance that is kept nowhere.
    """
    guest, codes = _asked(house, by)
    _kind, value = check_choice(guest, chosen)
    if fits(codes.first, value, house.secrets.pepper):
        raise as_any_refused(guest.pictures)
    second, _unused = chosen_second(by.person, value, house.secrets.pepper), chance()
    with house.db.writing(by.household, by=by.person, now=now) as session:
        hold(session, by.person)
        check_open(session, sign_in)
        _keep(house, session, by, second, now)


def drop_second(house: House, *, by: Viewer, now: datetime, sign_in: UUID) -> None:
    """Have no quiet view any more. Twice is once; where another reads along it stays.

    What a finger stood for was little, and would be everything: whoever read along may have let
    theirs be known, so passkeys end.
    """
    second = chance()
    with house.db.writing(by.household, by=by.person, now=now) as session:
        hold(session, by.person)
        check_open(session, sign_in)
        if not by.quiet and is_on(codes_of(session, by.person), house.secrets.pepper):
            _keep(house, session, by, second, now)
            end_passkeys(session, person=by.person)


def asked_now(house: House, *, person: UUID) -> Guest:
    """Return somebody as the door asks them: a code, or so many pictures."""
    with house.db.reading(EVERYWHERE) as session:
        return as_at_the_door(session, person)


def as_at_the_door(session: Session, person: UUID) -> Guest:
    """Return somebody who has a code, with as many pictures as it has."""
    kept = session.get_one(Secret, person)
    return as_guest(present(session, person), kept.kind, kept.since)


def _asked(house: House, by: Viewer) -> tuple[Guest, Codes]:
    with house.db.reading(by.household) as session:
        return as_at_the_door(session, by.person), codes_of(session, by.person)


def _asked_anew(house: House, person: UUID, now: datetime) -> tuple[Guest, Codes]:
    with house.db.reading(EVERYWHERE) as session:
        return as_newcomer(present(session, person), now), codes_of(session, person)


def _keep(
    house: House, session: Session, by: Viewer, second: tuple[str, bytes], now: datetime
) -> None:
    keep(session, by.person, by.household, second)
    for row in session.scalars(select(SignIn).filter_by(person_id=by.person, ended_at=None)):
        if is_quiet(row, house.secrets.pepper):
            row.ended_at = now
