"""Where a page of a feed ended, as a word that only this house can read and only this key can use.

Sealed, not just signed: the place may be that of a note that the reader may not see. The same place
is the same word, so that the same page has the same bytes.
"""

import base64
import hmac
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from api.core.errors import Refusal
from api.logbook.news import Place
from i18n.marking import N_

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
NOT_OURS: Final = N_("Dit is geen plek in deze lijst. Begin opnieuw bij het begin.")


class BadCursor(Refusal):
    """A cursor that is not of this feed and this key."""

    status = 400


def to_cursor(pepper: bytes, bound: str, place: Place) -> str:
    """Return a place as a word; ``bound`` says of which key and which feed it is."""
    micros = (place[0] - EPOCH) // timedelta(microseconds=1)
    raw = micros.to_bytes(8, "big", signed=True) + place[1].bytes
    return base64.urlsafe_b64encode(_cipher(pepper).encrypt(raw, [bound.encode()])).decode()


def from_cursor(pepper: bytes, bound: str, cursor: str) -> Place:
    """Read a cursor back; raises BadCursor when it is another's, of another feed, or no cursor at all."""
    try:
        sealed = base64.b64decode(cursor.encode("ascii"), altchars=b"-_", validate=True)
        raw = _cipher(pepper).decrypt(sealed, [bound.encode()])
        micros, entry = int.from_bytes(raw[:8], "big", signed=True), UUID(bytes=raw[8:])
        return EPOCH + timedelta(microseconds=micros), entry
    except (ValueError, OverflowError, InvalidTag):
        raise BadCursor(NOT_OURS) from None


def _cipher(pepper: bytes) -> AESSIV:
    return AESSIV(hmac.digest(pepper, b"places in a feed", "sha512"))
