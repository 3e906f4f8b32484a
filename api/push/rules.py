"""What a knock is, what the answer of a push service means, and when it is tried again. Pure."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import Enum, StrEnum
from typing import Final

LEASE: Final = timedelta(seconds=15)
"""A worker that took a delivery and died holds it this long: a little more than one request may take."""
CLOCKS_DIFFER: Final = timedelta(seconds=60)
LONGEST_WAIT: Final = timedelta(seconds=60)
LONGEST_PATIENCE: Final = timedelta(hours=1)
NEW_FOR: Final = timedelta(days=8)
SHOWN_WITHIN: Final = timedelta(days=7)
PUSH: Final = "push"
SECOND: Final = "second"


class Word(StrEnum):
    """Why somebody is knocked for. It never leaves the server."""

    SIGNAL = "signal"
    REMINDER = "reminder"
    NEWS = "news"
    TEST = "test"

    @property
    def rank(self) -> int:
        """Which goes first when many wait."""
        return (Word.SIGNAL, Word.TEST, Word.REMINDER, Word.NEWS).index(self)

    @property
    def is_urgent(self) -> bool:
        """A test goes the very way of a signal, or it would prove nothing."""
        return self in {Word.SIGNAL, Word.TEST}

    @property
    def lasts(self) -> timedelta:
        """How long it is worth having, also on a phone that was off."""
        return timedelta(hours=24) if self.is_urgent else timedelta(hours=1)

    @property
    def urgency(self) -> str:
        """What a push service is told (RFC 8030, section 5.3)."""
        return "high" if self.is_urgent else "normal"

    @property
    def sentence(self) -> int:
        """Which of the neutral sentences the phone shows: the same one for all but a test."""
        return 1 if self is Word.TEST else 0


class Outcome(Enum):
    """What the answer of a push service means for the message and for the device."""

    ACCEPTED = "accepted"
    DEAD = "dead"
    OUR_FAULT = "our fault"
    AGAIN = "again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back: the status, None when nothing came; ``wait`` as asked, ``keeps`` as promised."""

    status: int | None
    wait: timedelta | None = None
    keeps: timedelta | None = None


def outcome(status: int | None) -> Outcome:
    """Say what an answer means (security R22). A redirect is nothing that a push service may answer."""
    match status:
        case 200 | 201 | 202 | 204:
            return Outcome.ACCEPTED
        case 404 | 410:
            return Outcome.DEAD
        case None | 408 | 425 | 429:
            return Outcome.AGAIN
        case _ if status >= 500:  # noqa: PLR2004 - of HTTP
            return Outcome.AGAIN
        case _:
            return Outcome.OUR_FAULT


def retry_after(header: str | None, now: datetime) -> timedelta | None:
    """Read both forms of Retry-After: seconds, and a date. None for anything else."""
    if header is None:
        return None
    if header.isascii() and header.isdigit():
        return timedelta(seconds=min(int(header[:9]), 10**6))
    try:
        moment = parsedate_to_datetime(header)
    except (ValueError, TypeError):
        return None
    # "-0000" says that the zone is not known: RFC 9110 has only GMT.
    known = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    return max(known - now, timedelta(0))


def wait_before(word: Word, *, tries: int, asked: timedelta | None, chance: float) -> timedelta:
    """Return how long to wait after ``tries``: 2, 4, 8 … 60 seconds, a little less by ``chance`` (0 to 1).

    What the service asks counts, up to a minute for what is urgent and an hour for the rest.
    """
    most = LONGEST_WAIT if word.is_urgent else LONGEST_PATIENCE
    step = min(timedelta(seconds=2 ** min(tries, 6)), LONGEST_WAIT)
    return max(min(asked or timedelta(0), most), step * (1 - chance / 4))


def is_reachable(*, since: datetime, shown_at: datetime | None, now: datetime) -> bool:
    """Say whether a device that is not dead can be counted on: a new one, or one that showed something lately."""
    if now - since <= NEW_FOR:
        return True
    return shown_at is not None and now - shown_at <= SHOWN_WITHIN
