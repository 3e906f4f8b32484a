"""Rules of staying in. Values in, values out (security R14).

A clock that was wrong and is put right may never open anything: whoever was hidden "later than now"
is locked, and a proof "from the future" is none.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from api.people import rules as coming_in
from api.people.roles import Role
from api.people.rules import day_of

AT_ONCE: Final = timedelta(0)
# How long a page may be out of sight before its sign-in is locked.
HIDDEN: Final[Mapping[Role, timedelta]] = {
    Role.CHILD: AT_ONCE,
    Role.ADULT: timedelta(minutes=2),
    Role.CIRCLE: timedelta(minutes=2),
    Role.PROFESSIONAL: timedelta(minutes=15),
    Role.HOST: timedelta(minutes=15),
}
AT_WORK: Final = frozenset({Role.PROFESSIONAL, Role.HOST})
IDLE: Final = timedelta(minutes=15)
A_WORKING_DAY: Final = timedelta(hours=12)
PROOF: Final = timedelta(minutes=5)
# Whoever works is seen at most once in this time, so that reading is not writing.
NOTED: Final = timedelta(minutes=1)


def is_locked(
    role: Role, *, hidden_at: datetime | None, active_at: datetime | None, now: datetime
) -> bool:
    """Say whether a sign-in may read nothing until its own person has said who they are again."""
    return _too_long(hidden_at, HIDDEN[role], now) or (
        role in AT_WORK and _too_long(active_at, IDLE, now)
    )


def is_over(role: Role, *, began_at: datetime, used_at: datetime, now: datetime) -> bool:
    """Say whether a sign-in has ended by itself. Whoever works here begins anew every working day."""
    if role in AT_WORK and now >= began_at + A_WORKING_DAY:
        return True
    return coming_in.is_over(began_at=began_at, used_at=used_at, now=now)


def is_proven(proved_at: datetime | None, now: datetime) -> bool:
    """Say whether the own code or pictures were given less than five minutes ago."""
    return proved_at is not None and not _too_long(proved_at, PROOF, now)


def hidden_since(role: Role, now: datetime) -> datetime:
    """Return what to write down when a page is hidden.

    A child is locked at once, so the day is enough: nobody may read from a row when it was last here.
    """
    return day_of(now) if HIDDEN[role] == AT_ONCE else now


def _too_long(since: datetime | None, limit: timedelta, now: datetime) -> bool:
    return since is not None and (now >= since + limit or now < since)
