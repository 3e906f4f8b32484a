"""Rules of the organisation. Values in, values out."""

import secrets
from calendar import monthrange
from collections.abc import Container
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from api.core.errors import Invalid
from api.core.text import whole_number
from api.people.access import Reach, reach
from api.people.policy import Role, Verb, Viewer
from i18n.marking import N_

# Without what sounds or looks alike, and without vowels: no code spells a word or a name.
SIGNS: Final = "CDFGHKMNPQRTWXYZ245679"
GROUP: Final = 3
LENGTH: Final = 2 * GROUP
WAIT: Final = timedelta(days=30)
MOST_MONTHS: Final = 24
OTHER_CODE: Final = N_("Dit is een andere code. Typ de code van dit huis.")
CALL_FIRST: Final = N_("Bel eerst de veilige personen en de voorzitter. Vink het dan aan.")
MONTHS: Final = N_("Vul in hoeveel maanden: van 0 tot en met 24.")


class State(StrEnum):
    """How a house is: open, standing still, or on its way out."""

    OPEN = "open"
    STILL = "still"
    CLOSING = "closing"


def fresh_code(taken: Container[str] = ()) -> str:
    """Return a code that no house has: 26 bits, a name and no key. It opens nothing."""
    while True:
        signs = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
        code = f"{signs[:GROUP]}-{signs[GROUP:]}"
        if code not in taken:
            return code


def plain_code(typed: str) -> str:
    """Return a code as it is kept, however it was typed."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    return f"{signs[:GROUP]}-{signs[GROUP:]}"


def check_code(typed: str, code: str) -> None:
    """Raise Invalid unless this is the code of the house."""
    if plain_code(typed) != code:
        raise Invalid(OTHER_CODE, field="code")


def read_months(typed: str) -> int:
    """Return how many months a house agreed to keep its book, 0 when nothing was said; raises Invalid."""
    months = whole_number(typed.strip() or "0", most=MOST_MONTHS)
    if months is None:
        raise Invalid(MONTHS, field="months")
    return months


def check_months(months: int) -> None:
    """Raise Invalid below 0 and above 24."""
    if not 0 <= months <= MOST_MONTHS:
        raise Invalid(MONTHS, field="months")


def goes_at(closed: datetime, months: int) -> datetime:
    """Return when a house goes that is closed now: the agreed months, and thirty days on top of them.

    A month later is the same day of that month, or its last day.
    """
    year, month = divmod(closed.year * 12 + closed.month - 1 + months, 12)
    day = min(closed.day, monthrange(year, month + 1)[1])
    return closed.replace(year=year, month=month + 1, day=day) + WAIT


def is_last_month(until: datetime, now: datetime) -> bool:
    """Say whether the last thirty days of a house have begun: then everybody is told."""
    return until - WAIT <= now < until


def may_keep(host: Viewer, verb: Verb, name: str) -> bool:
    """Say whether a host may do this with this object of any house. Seeing never is among it."""
    return (
        host.role is Role.HOST
        and host.ended_at is None
        and verb is not Verb.SEE
        and reach(name, str(Role.HOST), verb) is Reach.ANY
    )


def lets_take(kind: str, until: datetime | None, now: datetime) -> bool:
    """Say whether everybody may still take along what is theirs: until the day on which it ends."""
    return kind == State.CLOSING and until is not None and now < until
