"""How many tries a minute, for what. Values in, values out."""

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Final
from uuid import UUID

MINUTE: Final = timedelta(minutes=1)
PER_PLACE: Final = 5
PER_RANGE: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Tap:
    """Something that may be tried so many times a minute."""

    key: bytes
    most: int


def place(pepper: bytes, device_token: str, person: UUID) -> Tap:
    """One person's place on one device: other devices of this person go on as they were."""
    return Tap(key=_key(pepper, "place", f"{device_token} {person}"), most=PER_PLACE)


def names(pepper: bytes, device_token: str) -> Tap:
    """Coming in by name on one device: known and unknown names count alike, or one could tell."""
    return Tap(key=_key(pepper, "names", device_token), most=PER_PLACE)


def address_range(pepper: bytes, address: str) -> Tap:
    """The neighbourhood of an address: a /24, or a /56 as one home has it."""
    return Tap(key=_key(pepper, "range", range_of(address)), most=PER_RANGE)


def range_of(address: str) -> str:
    """Return the range of an address; what is no address is a range of its own."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    mapped = getattr(found, "ipv4_mapped", None) or found
    bits = 24 if mapped.version == 4 else 56  # noqa: PLR2004
    return str(ipaddress.ip_network((mapped, bits), strict=False))


def wait(began_at: datetime, now: datetime) -> int:
    """Return in how many seconds it may be tried again: never none, never more than a minute."""
    left = (began_at + MINUTE - now).total_seconds()
    return min(max(ceil(left), 1), 60)


def _key(pepper: bytes, kind: str, what: str) -> bytes:
    return hmac.new(pepper, f"{kind}\0{what}".encode(), hashlib.sha256).digest()
