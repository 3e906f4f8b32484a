"""What somebody typed, as it is kept: tidied, never changed. Pure."""

import re
import unicodedata
from datetime import date
from typing import Final

# Control characters, marks that turn the reading direction of what follows, and halves of characters.
UNWANTED: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
FIRST_DAY: Final = date(1900, 1, 1)
LAST_DAY: Final = date(2999, 12, 31)


def tidy(text: str) -> str:
    """Return the text with one kind of line end and without characters nobody can see."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", UNWANTED.sub("", lines)).strip()


def whole_number(typed: str, *, most: int) -> int | None:
    """Return the number that somebody typed in plain digits; None for what is none, or more than ``most``.

    Digits are counted before they are read: Python itself breaks off at 4300 of them.
    """
    bare = typed.strip()
    if not (bare.isascii() and bare.isdigit()) or len(bare) > len(str(most)):
        return None
    number = int(bare)
    return number if number <= most else None


def typed_day(typed: str) -> date | None:
    """Return the day that somebody typed as 2026-11-21; None for what is none, or of another century.

    A day at the edge of time has no Monday before it, or no week after it.
    """
    try:
        day = date.fromisoformat(typed.strip())
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None
