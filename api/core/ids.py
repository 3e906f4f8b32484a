"""Random ids and secrets. An id says nothing about order, number or time (security: random ids)."""

import hashlib
import re
import secrets
from uuid import UUID, uuid4


def new_id() -> UUID:
    """Return a random id (UUID version 4)."""
    return uuid4()


def token() -> str:
    """Return 256 random bits, safe in a cookie or a link."""
    return secrets.token_urlsafe(32)


def is_token(text: str) -> bool:
    """Say whether this could be a token of ours."""
    return re.fullmatch(r"[A-Za-z0-9_-]{43}", text) is not None


def digest(secret: str) -> bytes:
    """Return what is stored of a random secret: its SHA-256, from which nobody signs in."""
    return hashlib.sha256(secret.encode()).digest()
