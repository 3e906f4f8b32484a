"""What an address may look like, how long a code lasts, and when the second way is taken. Pure."""

import hashlib
import hmac
import re
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from api.core.errors import Invalid
from api.core.text import tidy
from api.people import telephone
from i18n.marking import N_

CODE_DIGITS: Final = 6
CODE_LASTS: Final = timedelta(minutes=15)
MOST_TRIES: Final = 5
ONE_CODE_EACH: Final = timedelta(minutes=1)
"""Nobody is sent more than one code a minute: the address may be somebody else's."""
SILENCE: Final = timedelta(minutes=2)
"""As long as a phone may stay silent after a signal."""
LATEST: Final = timedelta(hours=1)
"""A signal older than this was answered, or went on to others."""

MAIL: Final = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}")
NO_MAIL: Final = N_("Dit adres klopt niet. Kijk het nog een keer na.")
NO_NUMBER: Final = N_("Dit nummer klopt niet. Begin met 06, of met + en je land.")
WRONG_CODE: Final = N_("Deze code klopt niet. Kijk hem nog een keer na.")
CODE_OVER: Final = N_("Deze code werkt niet meer. Vraag een nieuwe code.")
NOT_SENT: Final = N_("De code ging niet weg. Probeer het straks nog een keer.")
TOO_SOON: Final = N_("Je vroeg net al een code. Wacht 1 minuut.")


class Kind(StrEnum):
    """By what the sentence comes."""

    MAIL = "mail"
    SMS = "sms"


def address(kind: Kind, typed: str) -> str:
    """Return an address as it is used; raises Invalid."""
    bare = tidy(typed[:300]).strip()
    if kind is Kind.MAIL:
        if not MAIL.fullmatch(bare) or ".." in bare:
            raise Invalid(NO_MAIL, field="address")
        return bare
    return _mobile(bare)


def _mobile(bare: str) -> str:
    try:
        number = telephone.dialled(telephone.written(bare))
    except Invalid:
        raise Invalid(NO_NUMBER, field="address") from None
    if re.fullmatch(r"06[0-9]{8}", number):
        return f"+31{number[1:]}"
    if re.fullmatch(r"00[1-9][0-9]{7,14}", number):
        return f"+{number[2:]}"
    if not re.fullmatch(r"\+[1-9][0-9]{7,14}", number):
        raise Invalid(NO_NUMBER, field="address")
    return number


def code_hash(pepper: bytes, way: UUID, code: str) -> str:
    """Return what is kept of a code."""
    return hmac.new(pepper, f"{way}\0{code}".encode(), hashlib.sha256).hexdigest()


def check_code(*, kept: str, given: str, since: datetime, tries: int, now: datetime) -> bool:
    """Say whether a code is right; raises Invalid when it is worth nothing any more."""
    if not kept or tries >= MOST_TRIES or not since <= now < since + CODE_LASTS:
        raise Invalid(CODE_OVER, field="code")
    return hmac.compare_digest(kept, given)


def is_silent(*, shown: bool, given_up: bool, first_made_at: datetime, now: datetime) -> bool:
    """Say whether phones stay silent about a signal: for two minutes, or none of them is there at all."""
    return not shown and (given_up or now - first_made_at >= SILENCE)
