"""How a PIN or picture row is kept: Argon2id over an HMAC with the server's pepper.

Whoever takes the database has no pepper, so a short PIN cannot be tried at home (security R12).
Slow on purpose: never call this inside a transaction that keeps others waiting.
"""

import hashlib
import hmac
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# 64 MiB and three passes, the second recommendation of RFC 9106.
SLOW: Final = PasswordHasher(time_cost=3, memory_cost=65536, parallelism=4)


def hashed(secret: str, pepper: bytes) -> str:
    """Return what is stored."""
    return SLOW.hash(_peppered(secret, pepper))


def fits(stored: str, secret: str, pepper: bytes) -> bool:
    """Say whether the secret is the one that was stored."""
    try:
        return SLOW.verify(stored, _peppered(secret, pepper))
    except (VerificationError, InvalidHashError):
        return False


def _peppered(secret: str, pepper: bytes) -> bytes:
    return hmac.new(pepper, secret.encode(), hashlib.sha256).digest()
