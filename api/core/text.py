"""What somebody typed, as it is kept: tidied, never changed. Pure."""

import re
import unicodedata
from typing import Final

# Control characters, marks that turn the reading direction of what follows, and halves of characters.
UNWANTED: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def tidy(text: str) -> str:
    """Return the text with one kind of line end and without characters nobody can see."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", UNWANTED.sub("", lines)).strip()
