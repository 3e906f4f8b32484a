"""Which of somebody's two codes was given. Both are always tried, so that the clock tells nothing."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import Invalid
from api.people.hashing import fits, hashed
from api.people.model import Secret, SignIn
from api.people.quiet.model import SecondCode
from i18n.marking import N_

Sealing = Callable[[UUID], bytes]
# Said of any code that is easy to guess, and of any row of pictures that is none.
NOT_THIS_ONE: Final = N_("Deze code is makkelijk te raden. Kies andere cijfers.")
NOT_THESE: Final = N_("Kies je plaatjes nog een keer.")


class Code(Enum):
    """What was given at the door."""

    WRONG = "wrong"
    WHOLE = "whole"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Codes:
    """Both codes of somebody, as they are kept."""

    person: UUID
    first: str
    second: str
    seal: bytes


def codes_of(session: Session, person: UUID) -> Codes:
    """Return what is kept of somebody who has a code."""
    second = session.get_one(SecondCode, person)
    return Codes(person, session.get_one(Secret, person).hash, second.hash, second.seal)


def codes_if_any(session: Session, person: UUID) -> Codes | None:
    """Return what is kept of somebody who may be new."""
    return codes_of(session, person) if session.get(SecondCode, person) else None


def which(codes: Codes, given: str, pepper: bytes) -> Code:
    """Try a code. Slow on purpose, and as slow for whoever has no second code, or gave the wrong one."""
    whole = fits(codes.first, given, pepper)
    quiet = fits(codes.second, given, pepper) & is_on(codes, pepper)
    if whole:
        return Code.WHOLE
    return Code.QUIET if quiet else Code.WRONG


def check_not_quiet(codes: Codes, chosen: str, pepper: bytes, *, pictures: int) -> None:
    """Let no code open everything that opens the quiet view. As slow for whoever has no quiet view."""
    if fits(codes.second, chosen, pepper) & is_on(codes, pepper):
        raise as_any_refused(pictures)


def as_any_refused(pictures: int) -> Invalid:
    """Return the refusal of a code that is taken: whoever reads along may not learn that there is another."""
    if pictures:
        return Invalid(NOT_THESE, field="picture")
    return Invalid(NOT_THIS_ONE, field="code")


def try_in_vain(given: str, pepper: bytes) -> None:
    """Take as long as a try of both codes."""
    for _ in ("first", "second"):
        hashed(given, pepper)


def is_on(codes: Codes, pepper: bytes) -> bool:
    """Say whether somebody chose the second code; for their own page in the whole view."""
    return hmac.compare_digest(codes.seal, _seal(codes.person, codes.second, pepper))


def chance() -> tuple[str, bytes]:
    """Return the hash and the seal of a second code that nobody chose."""
    return hashed(secrets.token_hex(), secrets.token_bytes()), secrets.token_bytes()


def chosen_second(person: UUID, code: str, pepper: bytes) -> tuple[str, bytes]:
    """Return the hash and the seal of a second code that somebody chose."""
    kept = hashed(code, pepper)
    return kept, _seal(person, kept, pepper)


def keep_second(session: Session, person: UUID, household: UUID, kept: tuple[str, bytes]) -> None:
    """Keep a second code; it takes the place of the one before."""
    found = session.get(SecondCode, person)
    if found is None:
        found = SecondCode(person_id=person, household_id=household)
        session.add(found)
    found.hash, found.seal = kept
    session.flush()


def whole_view(_sign_in: UUID) -> bytes:
    """Return the mark of a sign-in that shows everything: chance."""
    return secrets.token_bytes()


def quiet_view(pepper: bytes) -> Sealing:
    """Return how a quiet sign-in is marked, so that only who has the pepper can tell it from others."""
    return lambda sign_in: _mac(pepper, "view", str(sign_in))


def view_of(code: Code, pepper: bytes) -> Sealing:
    """Return how the sign-in is marked that this code opens."""
    return quiet_view(pepper) if code is Code.QUIET else whole_view


def stands_for(codes: Codes | None, pepper: bytes) -> Code:
    """Return for which code a finger or a face stands: it can be taken, so for the quiet one if there is."""
    return Code.QUIET if codes is not None and is_on(codes, pepper) else Code.WHOLE


def shows_as(code: Code, pepper: bytes) -> Callable[[SignIn], bool]:
    """Return which sign-ins this code opens again: those of its own view."""
    return lambda row: is_quiet(row, pepper) is (code is Code.QUIET)


def is_quiet(row: SignIn, pepper: bytes) -> bool:
    """Say whether this sign-in shows only what anybody may see."""
    return hmac.compare_digest(row.view, quiet_view(pepper)(row.id))


def page_mark(sign_in: UUID, pepper: bytes) -> str:
    """Return what pages of one sign-in have in common. A phone keeps none of another sign-in."""
    return _mac(pepper, "pages", str(sign_in)).hex()[:32]


def _seal(person: UUID, kept: str, pepper: bytes) -> bytes:
    return _mac(pepper, "second", f"{person} {kept}")


def _mac(pepper: bytes, use: str, text: str) -> bytes:
    return hmac.new(pepper, f"quiet {use} {text}".encode(), hashlib.sha256).digest()
