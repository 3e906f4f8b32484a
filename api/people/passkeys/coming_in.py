"""Coming in by finger or face, and saying so once more. A try counts as one with a code does.

For a person without a passkey, a child and nobody at all the answer is the same: it is not here.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import Invalid, NotHere
from api.core.house import House
from api.people.devices import Guest, Opened, open_sign_in, place_on
from api.people.ending import hold
from api.people.entering import count_try
from api.people.going.door import why_not_here
from api.people.passkeys import ceremony
from api.people.passkeys.asking import answered, ask
from api.people.passkeys.ceremony import FAILED, Key
from api.people.passkeys.queries import Spot, passkey_on, spot_for
from api.people.proving import go_on
from api.people.queries import UNKNOWN
from api.people.quiet.codes import codes_if_any, shows_as, stands_for, view_of
from api.people.staying.actions import unlock


def ask_to_come_in(house: House, *, device_token: str | None, person: UUID, now: datetime) -> str:
    """Return what asks this phone to sign; raises NotHere where there is nothing to sign with."""
    spot, key = _with_key(house, device_token, person)
    challenge = ask(house, spot, device_token=device_token, what_for="come_in", now=now)
    return ceremony.options_to_come_in(spot.site, challenge=challenge, credential=key.credential)


def sign_in(
    house: House,
    *,
    device_token: str | None,
    person: UUID,
    answer: str,
    now: datetime,
    held: str | None = None,
) -> Opened:
    """Sign in on the phone that signed; the own locked sign-in is opened again, as with a code.

    A finger can be taken. So of whoever has a quiet view it opens that one, and the own code the other.
    """
    spot, before, after = _try(house, device_token, person, answer, now)
    guest, token = _guest(spot), device_token or ""
    pepper = house.secrets.pepper
    with house.db.writing(guest.household, by=person, now=now) as session:
        _signed(session, token, spot, before, after)
        code = stands_for(codes_if_any(session, person), pepper)
        refusal = why_not_here(session, person, now)
        if refusal is None:
            mine = {"person": person, "device": spot.device, "device_token": token}
            shows = shows_as(code, pepper)
            opened = unlock(session, held=held, now=now, shows=shows, **mine)  # type: ignore[arg-type]
            view = view_of(code, pepper)
            return opened or open_sign_in(session, spot.device, token, guest, now, view=view)
    raise refusal


def prove(
    house: House,
    *,
    device_token: str | None,
    person: UUID,
    sign_in: UUID,
    answer: str,
    now: datetime,
) -> Opened | None:
    """Say once more who one is; raises SignInFirst when the screen was ended.

    As with the quiet code, a sign-in that shows everything ends for whoever has a quiet view.
    """
    spot, before, after = _try(house, device_token, person, answer, now)
    token = device_token or ""
    with house.db.writing(spot.viewer.household, by=person, now=now) as session:
        hold(session, person)
        _signed(session, token, spot, before, after)
        guest, pepper = _guest(spot), house.secrets.pepper
        code = stands_for(codes_if_any(session, person), pepper)
        return go_on(session, sign_in, token, guest, code=code, pepper=pepper, now=now)


def _try(
    house: House, device_token: str | None, person: UUID, answer: str, now: datetime
) -> tuple[Spot, Key, Key]:
    """Count a try, spend what was asked, and look; return the passkey before and after signing."""
    spot, key = _with_key(house, device_token, person)
    count_try(house, device_token or "", _guest(spot), now)
    challenge = answered(house, spot, answer=answer, what_for="come_in", now=now)
    after = ceremony.read_again(spot.site, answer=answer, challenge=challenge, key=key)
    return spot, key, after


def _with_key(house: House, device_token: str | None, person: UUID) -> tuple[Spot, Key]:
    spot = spot_for(house, device_token=device_token, person=person)
    if spot.key is None:
        raise NotHere(UNKNOWN)
    return spot, spot.key


def _signed(session: Session, device_token: str, spot: Spot, before: Key, after: Key) -> None:
    """Write down how often it signed; raises Invalid when it ended, or another try came between."""
    place = place_on(session, device_token, spot.viewer.person)
    row = passkey_on(session, spot.device, spot.viewer.person)
    if row is None or (row.credential, row.sign_count) != (before.credential, before.sign_count):
        raise Invalid(FAILED, field="code")
    row.sign_count, row.backup = after.sign_count, after.backup
    place.wrong_tries, place.disabled_at = 0, None


def _guest(spot: Spot) -> Guest:
    mine = spot.viewer
    return Guest(person=mine.person, household=mine.household, role=mine.role, pictures=0)
