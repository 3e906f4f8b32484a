"""Saying to a push service who we are (VAPID, RFC 8292): one signature for each service, kept for hours."""

import base64
from datetime import datetime, timedelta
from typing import Final

import jwt
from cryptography.hazmat.primitives.asymmetric import ec

from api.core import envelope

LASTS: Final = timedelta(hours=12)
RENEWED: Final = timedelta(hours=6)
"""Long before it runs out, so that a clock which is hours off harms nothing; never over the 24 of the RFC."""


def public_key(key: ec.EllipticCurvePrivateKey) -> str:
    """Return what a browser needs to subscribe: the 65 bytes of the key, for a URL."""
    return base64.urlsafe_b64encode(envelope.public_bytes(key)).rstrip(b"=").decode()


class Vapid:
    """Our key, and whom a push service may reach about it. Safe to share between threads."""

    def __init__(self, key: ec.EllipticCurvePrivateKey, contact: str) -> None:
        """Sign nothing yet."""
        self._key = key
        self._contact = contact
        self._public = public_key(key)
        self._kept: dict[str, tuple[datetime, str]] = {}

    def header(self, origin: str, now: datetime) -> str:
        """Return the authorization for one service, for its origin with the port."""
        made, header = self._kept.get(origin, (None, ""))
        if made is None or not made <= now < made + RENEWED:
            header = self._sign(origin, now)
            self._kept[origin] = (now, header)
        return header

    def _sign(self, origin: str, now: datetime) -> str:
        claims = {"aud": origin, "exp": int((now + LASTS).timestamp()), "sub": self._contact}
        return f"vapid t={jwt.encode(claims, self._key, algorithm='ES256')}, k={self._public}"
