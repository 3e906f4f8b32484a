"""Coming in: an invitation becomes a PIN or pictures, and these become a sign-in on one device.

A link is spent by choosing a secret, never by looking at it (security R15). Secrets are hashed
outside any transaction, for that is slow on purpose; a try is counted before it is looked at, so
that many at once are not more than one after another.
"""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.core.db import EVERYWHERE
from api.core.errors import Gone, Invalid, NotHere
from api.core.house import House
from api.core.ids import digest, new_id
from api.people import rules
from api.people.devices import (
    Guest,
    Opened,
    ThisDevice,
    keep_secret,
    known_device,
    let_in,
    open_sign_in,
    place_on,
    this_device,
)
from api.people.ending import end_links, end_sign_ins, hold
from api.people.going.door import why_not_here
from api.people.hashing import hashed
from api.people.invitations import ways
from api.people.invitations.makers import stands
from api.people.model import Credential, Invitation, Person, Secret, SignIn
from api.people.notices.new_device import tell_of_new_device
from api.people.organisation.halted import stop_of
from api.people.policy import Role
from api.people.professionals.queries import check_comes_in
from api.people.queries import UNKNOWN, present
from api.people.quiet.codes import (
    Code,
    Codes,
    chance,
    check_not_quiet,
    codes_if_any,
    codes_of,
    shows_as,
    view_of,
    which,
)
from api.people.staying.actions import unlock
from i18n.marking import N_

SPENT: Final = N_("Deze link werkt niet meer. Vraag om een nieuwe link.")
CLOSED: Final = N_("Op dit toestel lukt het niet meer. Vraag om een nieuwe link.")
WRONG: Final = N_("Dit klopt niet. Probeer het nog een keer.")


def invite(session: Session, *, person: UUID, now: datetime) -> str:
    """Return the secret of a new invitation; earlier ones of this person end."""
    someone = present(session, person)
    check_comes_in(session, Role(someone.role), person)
    end_links(session, person=person, now=now)
    secret = ways.long_secret()
    session.add(
        Invitation(
            id=new_id(),
            household_id=someone.household_id,
            person_id=person,
            secret_hash=digest(secret),
            made_at=now,
            expires_at=now + timedelta(hours=rules.INVITATION_HOURS),
            used_at=None,
        )
    )
    session.flush()
    return secret


def look_at_invitation(house: House, *, secret: str, now: datetime) -> Guest:
    """Say for whom an invitation is, without using it; raises NotHere or Gone."""
    with house.db.reading(EVERYWHERE) as session:
        row = open_invitation(session, secret, now)
        return ways.as_asked(session, row, as_newcomer(present(session, row.person_id), now))


def accept_invitation(
    house: House, *, secret: str, chosen: list[str], device: ThisDevice, now: datetime
) -> Opened:
    """Spend an invitation: keep the PIN or the pictures and sign in on this device."""
    guest = look_at_invitation(house, secret=secret, now=now)
    if guest.keyed:
        raise NotHere(UNKNOWN)
    if guest.keeps:
        return _accept_with_own(
            house, secret=secret, guest=guest, chosen=chosen, device=device, now=now
        )
    kind, value = check_choice(guest, chosen)
    with house.db.reading(EVERYWHERE) as session:
        codes = codes_if_any(session, guest.person)
    if codes is not None:
        check_not_quiet(codes, value, house.secrets.pepper, pictures=guest.pictures)
    kept, second = hashed(value, house.secrets.pepper), chance()
    with house.db.writing(guest.household, by=guest.person, now=now) as session:
        hold(session, guest.person)
        ways.spend(session, open_invitation(session, secret, now), now)
        if codes_if_any(session, guest.person) != codes:
            raise Invalid(WRONG, field="code")
        end_sign_ins(session, person=guest.person, now=now)
        keep_secret(session, guest, kind, kept, now, second=second)
        place, device_token = this_device(session, device, now)
        if let_in(session, place, guest, now):
            tell_of_new_device(session, guest.person, place, now)
        return open_sign_in(session, place, device_token, guest, now)


def people_on(house: House, *, device_token: str | None) -> list[Guest]:
    """Return who may come in on this device."""
    with house.db.reading(EVERYWHERE) as session:
        device = known_device(session, device_token)
        if device is None:
            return []
        since = func.coalesce(Secret.since, Credential.since)
        rows = session.execute(
            select(Credential, Person, func.coalesce(Secret.kind, "pin"), since)
            .join(Person, Person.id == Credential.person_id)
            .outerjoin(Secret, Secret.person_id == Person.id)
            .where(Credential.device_id == device.id, Person.ended_at.is_(None))
            .where(Secret.person_id.is_not(None) | (Person.role == Role.PROFESSIONAL))
            .order_by(Credential.since)
        )
        return [
            as_guest(person, kind, since, disabled=place.disabled_at is not None)
            for place, person, kind, since in rows
        ]


def sign_in(
    house: House,
    *,
    device_token: str | None,
    person: UUID,
    chosen: list[str],
    now: datetime,
    held: str | None = None,
    anew: bool = False,
) -> Opened:
    """Sign in with a PIN or pictures; the tenth wrong try closes this device for this person.

    A code that was chosen ``anew`` a moment ago is no right try: it takes no wrong one back.

    With the token ``held`` by this browser the own locked sign-in is opened again, not a new one.
    """
    device_token, guest, codes, code = try_codes(house, device_token, person, chosen, now)
    view = view_of(code, house.secrets.pepper)
    with house.db.writing(guest.household, by=person, now=now) as session:
        place = place_on(session, device_token, person)
        if codes_of(session, person) != codes:
            raise Invalid(WRONG, field="code")
        if not anew:
            place.wrong_tries, place.disabled_at = 0, None
        refusal = why_not_here(session, person, now)
        if refusal is None:
            return unlock(
                session,
                person=person,
                device=place.device_id,
                held=held,
                device_token=device_token,
                now=now,
                shows=shows_as(code, house.secrets.pepper),
            ) or open_sign_in(session, place.device_id, device_token, guest, now, view=view)
    raise refusal


def newcomer(house: House, *, person: UUID, now: datetime) -> Guest:
    """Return somebody as one who chooses anew: a child that grew older takes one picture more."""
    with house.db.reading(EVERYWHERE) as session:
        return as_newcomer(present(session, person), now)


def sign_out(house: House, *, token: str, now: datetime) -> None:
    """End this one sign-in. What cannot be found has ended already."""
    with house.db.reading(EVERYWHERE) as session:
        found = session.scalars(select(SignIn).filter_by(token_hash=digest(token))).first()
    if found is not None:
        with house.db.writing(found.household_id, by=found.person_id, now=now) as session:
            session.get_one(SignIn, found.id).ended_at = now


def enter(house: House, *, person: UUID, device: ThisDevice, now: datetime) -> Opened:
    """Sign a person in without a secret: only for tests of what comes after."""
    with house.db.reading(EVERYWHERE) as session:
        guest = as_newcomer(present(session, person), now)
    with house.db.writing(guest.household, by=person, now=now) as session:
        place, device_token = this_device(session, device, now)
        return open_sign_in(session, place, device_token, guest, now)


def _accept_with_own(
    house: House, *, secret: str, guest: Guest, chosen: list[str], device: ThisDevice, now: datetime
) -> Opened:
    """Spend an invitation with the PIN or pictures that one has; what is open elsewhere stays so."""
    with house.db.writing(guest.household, by=guest.person, now=now) as session:
        hold(session, guest.person)
        ways.count_try(session, open_invitation(session, secret, now))
        codes = codes_of(session, guest.person)
    code = which(codes, " ".join(chosen), house.secrets.pepper)
    if code is Code.WRONG:
        raise Invalid(WRONG, field="code")
    with house.db.writing(guest.household, by=guest.person, now=now) as session:
        hold(session, guest.person)
        # The last of the tries has closed it, and was right.
        ways.spend(session, open_invitation(session, secret, now, tried=True), now)
        if codes_of(session, guest.person) != codes:
            raise Invalid(WRONG, field="code")
        place, device_token = this_device(session, device, now)
        if let_in(session, place, guest, now):
            tell_of_new_device(session, guest.person, place, now)
        view = view_of(code, house.secrets.pepper)
        return open_sign_in(session, place, device_token, guest, now, view=view)


def open_invitation(
    session: Session, secret: str, now: datetime, *, tried: bool = False
) -> Invitation:
    """Find by hash and hold the row, so that of two at once only one can spend it."""
    query = select(Invitation).filter_by(secret_hash=digest(rules.read_invitation(secret)))
    if session.info.get("now") is not None:
        query = query.with_for_update()
    found = session.scalars(query).first()
    if found is None:
        raise NotHere(UNKNOWN)
    if found.used_at is not None or now >= found.expires_at:
        raise Gone(SPENT)
    if not tried and not ways.may_try(session, found):
        raise Gone(SPENT)
    if stop_of(session, found.household_id) is not None or not stands(session, found, now):
        # Whoever holds a link is nobody yet: they learn that it does not work, and no more.
        raise Gone(SPENT)
    return found


def as_guest(person: Person, kind: str, since: datetime, *, disabled: bool = False) -> Guest:
    """A child that grew older keeps its number of pictures until it chooses anew."""
    pictures = rules.pictures_needed(person.born_year, since) if kind == "pictures" else 0
    return Guest(
        person=person.id,
        household=person.household_id,
        role=Role(person.role),
        pictures=pictures,
        disabled=disabled,
    )


def as_newcomer(person: Person, now: datetime) -> Guest:
    """Children choose pictures, everybody else digits."""
    return as_guest(person, "pictures" if person.role == Role.CHILD else "pin", now)


def check_choice(guest: Guest, chosen: list[str]) -> tuple[str, str]:
    if guest.pictures:
        return "pictures", rules.check_pictures(chosen, guest.pictures)
    return "pin", rules.check_pin("".join(chosen))


def try_codes(
    house: House, device_token: str | None, person: UUID, chosen: list[str], now: datetime
) -> tuple[str, Guest, Codes, Code]:
    """Count a try and look at it; return where, who came, what is kept and which of both it was."""
    guests = people_on(house, device_token=device_token)
    guest = next((each for each in guests if each.person == person), None)
    if guest is None or device_token is None or guest.keyed:
        raise NotHere(UNKNOWN)
    if guest.disabled:
        # Guesses at a closed place write nothing, however many come.
        raise Gone(CLOSED)
    if (codes := count_try(house, device_token, guest, now)) is None:
        raise NotHere(UNKNOWN)
    code = which(codes, " ".join(chosen), house.secrets.pepper)
    if code is Code.WRONG:
        raise Invalid(WRONG, field="code")
    return device_token, guest, codes, code


def count_try(house: House, device_token: str, guest: Guest, now: datetime) -> Codes | None:
    """Count the try as a wrong one and return the codes, if any; raises Gone when no tries are left.

    Only the right secret takes the count back, and what it closed.
    """
    with house.db.writing(guest.household, by=guest.person, now=now) as session:
        place = place_on(session, device_token, guest.person)
        if place.disabled_at is not None:
            raise Gone(CLOSED)
        place.wrong_tries += 1
        if place.wrong_tries >= rules.WRONG_TRIES:
            place.disabled_at = now
        return codes_if_any(session, guest.person)
