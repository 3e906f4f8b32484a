"""Arriving by a link with a passkey: how a professional comes in the first time, and after a loss.

They have no code (security R14), so the link is spent by making the passkey. One device at a time: what
was open elsewhere ends, and so does every passkey of before; their seats wait until each house says that
it is really them. A link that is looked at is not spent.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.db import EVERYWHERE
from api.core.errors import Invalid, NotHere
from api.core.house import House
from api.people.devices import (
    Guest,
    Opened,
    ThisDevice,
    has_others,
    known_device,
    let_in,
    open_sign_in,
    this_device,
)
from api.people.ending import end_places, end_sign_ins, hold
from api.people.entering import look_at_invitation, open_invitation
from api.people.invitations import ways
from api.people.model import Device
from api.people.passkeys import ceremony
from api.people.passkeys.asking import forget, keep_asked
from api.people.passkeys.ceremony import Key
from api.people.passkeys.keeping import keep
from api.people.passkeys.model import Passkey
from api.people.passkeys.rules import Site, is_fresh, site_of
from api.people.professionals.waiting import let_seats_wait
from api.people.queries import UNKNOWN
from i18n.marking import N_

NO_NAME: Final = N_("Op dit adres kan dit niet. Vraag wie dit beheert om een ander adres.")
NOT_ALONE: Final = N_("Op dit toestel komen ook anderen binnen. Neem een toestel van jou alleen.")
FAILED: Final = N_("Dat lukte niet. Probeer het nog een keer.")


@dataclass(frozen=True, slots=True)
class _Newcomer:
    """Whose link this is, and to which site their phone answers."""

    guest: Guest
    site: Site


def ask_newcomer(
    house: House, *, secret: str, device: ThisDevice, called: str, now: datetime
) -> str:
    """Return what asks this device to make a passkey for whose link this is.

    Raises NotHere for everybody who chooses a code, Gone for a link that is spent, Invalid where it
    cannot be.
    """
    mine = _newcomer(house, secret, now)
    person = mine.guest.person
    with house.db.writing(EVERYWHERE, by=person, now=now) as session:
        hold(session, person)
        place, _token = this_device(session, device, now)
        _check_alone(session, place, person)
        challenge = keep_asked(
            session, household=mine.guest.household, device=place, person=person, now=now
        )
    handle = ceremony.handle_of(house.secrets.pepper, person)
    return ceremony.options_to_keep(
        mine.site, challenge=challenge, called=called, handle=handle, at_work=True
    )


def accept_with_key(
    house: House, *, secret: str, answer: str, device: ThisDevice, now: datetime
) -> Opened:
    """Spend the link with the passkey that this device made, and sign in.

    What was asked is forgotten before the answer is looked at. Raises Invalid for what was not signed as
    it should, NotHere and Gone as above.
    """
    mine = _newcomer(house, secret, now)
    guest = mine.guest
    key = _made(house, mine, device, answer, now)
    with house.db.writing(EVERYWHERE, by=guest.person, now=now) as session:
        hold(session, guest.person)
        ways.spend(session, open_invitation(session, secret, now), now)
        end_sign_ins(session, person=guest.person, now=now)
        end_places(session, person=guest.person)
        place, device_token = this_device(session, device, now)
        _check_alone(session, place, guest.person)
        let_in(session, place, guest, now)
        _check_new(session, key)
        place_of = {"household": guest.household, "person": guest.person, "device": place}
        keep(session, key, now=now, **place_of)
        let_seats_wait(session, account=guest.person, now=now)
        return open_sign_in(session, place, device_token, guest, now)


def _newcomer(house: House, secret: str, now: datetime) -> _Newcomer:
    guest = look_at_invitation(house, secret=secret, now=now)
    if not guest.keyed:
        raise NotHere(UNKNOWN)
    site = site_of(house.settings.base_url)
    if site is None:
        raise Invalid(NO_NAME)
    return _Newcomer(guest, site)


def _made(house: House, mine: _Newcomer, device: ThisDevice, answer: str, now: datetime) -> Key:
    try:
        challenge = ceremony.challenge_in(answer)
        with house.db.writing(EVERYWHERE, by=mine.guest.person, now=now) as session:
            asked_at = _asked_here(session, device, mine.guest.person, challenge)
        if asked_at is not None and is_fresh(asked_at, now):
            return ceremony.read_new(mine.site, answer=answer, challenge=challenge)
    except Invalid:  # it speaks of a code, and there is none
        pass
    raise Invalid(FAILED)


def _asked_here(
    session: Session, device: ThisDevice, person: UUID, challenge: bytes
) -> datetime | None:
    known: Device | None = known_device(session, device.token)
    if known is None:
        return None
    return forget(session, device=known.id, person=person, what_for="keep", challenge=challenge)


def _check_alone(session: Session, device: UUID, person: UUID) -> None:
    """Whose finger else is known there could come in as them."""
    if has_others(session, device, person):
        raise Invalid(NOT_ALONE)


def _check_new(session: Session, key: Key) -> None:
    """Of this place there is none any more: they ended with the screens."""
    again = select(Passkey.id).filter_by(credential=key.credential)
    if session.scalars(again).first() is not None:
        raise Invalid(FAILED)
