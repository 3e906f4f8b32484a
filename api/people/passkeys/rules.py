"""Rules of passkeys. Values in, values out (security R18)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Final, Literal
from urllib.parse import urlsplit

from api.people.roles import Role

LASTS: Final = timedelta(minutes=5)
# An answer of a phone is about 1 kB; certificates of its maker are not asked for.
MOST_SIGNS: Final = 16_384
# A child's place is its pictures: a finger can be held, and a copied passkey is a parent's to use.
WHO: Final = frozenset({Role.ADULT, Role.CIRCLE, Role.PROFESSIONAL})
WhatFor = Literal["keep", "come_in"]
Backup = Literal["never", "may", "made"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """To whom a phone answers: the name of this house on the net, and its address in full."""

    name: str
    origin: str


def site_of(base_url: str) -> Site | None:
    """Return the site of an address; None for one of only numbers, for which no phone answers."""
    address = urlsplit(base_url)
    host = address.hostname or ""
    try:
        ip_address(host)
    except ValueError:
        return Site(name=host, origin=f"{address.scheme}://{address.netloc}") if host else None
    return None


def may_have(role: Role, *, stands_apart: bool, others_here: bool) -> bool:
    """Say whether somebody may come in by finger or face on a device.

    On a phone that others come in on too, their fingers may be known as well. For who has a side it
    never may be: that it stopped working would tell them that the other side came in on it.
    """
    return role in WHO and not stands_apart and not others_here


def backup_of(*, eligible: bool, made: bool) -> Backup:
    """Say in one word what the phone's maker may do, and did, with a passkey."""
    if not eligible:
        return "never"
    return "made" if made else "may"


def is_same_kind(before: Backup, after: Backup) -> bool:
    """Say whether a passkey may still be the one it was: whether it may be copied never changes."""
    return (before == "never") == (after == "never")


def is_fresh(asked_at: datetime, now: datetime) -> bool:
    """Say whether an answer is in time. Asked "later than now" is a clock that was wrong, and is not."""
    return asked_at <= now < asked_at + LASTS
