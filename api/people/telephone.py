"""A telephone number as somebody types it, shows it and dials it. Pure: values in, values out.

Only digits reach the dialler: a star or a hash sign would be an order to the telephone, such as
sending every call on to somebody else.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from api.core.errors import Invalid
from api.core.text import tidy
from i18n.marking import N_

LONGEST_NAME: Final = 60
LONGEST_WHEN: Final = 160
LONGEST_NUMBER: Final = 60

# What people put between digits: spaces of any width, dots, slashes, and every sort of dash.
GAP: Final = re.compile(r"[\s./]+")
DASH: Final = re.compile(r"[\u2010-\u2015\u2212]")
UNSEEN: Final = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
SHAPE: Final = re.compile(r"[0-9+() -]+")
# +31 (0)6 …: who dials the country leaves that zero out.
SPARE_ZERO: Final = re.compile(r"^(\(?(?:\+|00)[^()]*\)?[ -]*)\(0\)")
DIALLED: Final = re.compile(r"\+[1-9][0-9]{2,14}|[0-9]{3,15}")

TOO_LONG: Final = N_("Dit is te lang. Maak het wat korter.")
NO_NAME: Final = N_("Schrijf op wie je belt.")
NO_WHEN: Final = N_("Schrijf op wanneer je dit nummer belt.")
NO_BOND: Final = N_("Kies wie dit is.")
NO_NUMBER: Final = N_("Dit nummer kun je niet bellen. Gebruik 3 tot 15 cijfers.")


class Bond(StrEnum):
    """How somebody on the list stands to the house: one of its own, or there because it is their work."""

    NEAR = "near"
    PROFESSIONAL = "professional"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Whom to call, on which number, and when one does that.

    `on_paper`: it also stands on the sheet for the fridge, where a visitor reads it.
    """

    name: str
    number: str
    when: str
    bond: Bond = Bond.NEAR
    on_paper: bool = False


def read_call(
    *, name: str, number: str, when: str, bond: str = Bond.NEAR, on_paper: bool = False
) -> Call:
    """Return what somebody filled in; raises Invalid with the field that is not right."""
    return Call(
        name=_words("name", name, LONGEST_NAME, NO_NAME),
        number=written(number),
        when=_words("when", when, LONGEST_WHEN, NO_WHEN),
        bond=_bond(bond),
        on_paper=on_paper,
    )


def written(typed: str) -> str:
    """Return the number as it stands on a screen, in ASCII digits; raises Invalid."""
    bare = UNSEEN.sub("", tidy(typed[: 2 * LONGEST_NUMBER]))
    plain = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in bare)
    number = GAP.sub(" ", DASH.sub("-", plain)).strip(" -")
    if len(number) > LONGEST_NUMBER or not SHAPE.fullmatch(number):
        raise Invalid(NO_NUMBER, field="number")
    if not DIALLED.fullmatch(dialled(number)):
        raise Invalid(NO_NUMBER, field="number")
    return number


def dialled(number: str) -> str:
    """Return what the telephone dials for a number on the screen: ``tel:`` and this."""
    bare = re.sub(r"[ ()-]", "", SPARE_ZERO.sub(r"\1", number))
    return re.sub(r"^00(?=[1-9])", "+", bare)


def _bond(said: str) -> Bond:
    """Nothing said is one of their own: so is every number from before this was asked."""
    if said not in {"", *Bond}:
        raise Invalid(NO_BOND, field="bond")
    return Bond(said or Bond.NEAR)


def _words(field: str, typed: str, longest: int, missing: str) -> str:
    words = " ".join(tidy(typed).split())
    if not words:
        raise Invalid(missing, field=field)
    if len(words) > longest:
        raise Invalid(TOO_LONG, field=field)
    return words
