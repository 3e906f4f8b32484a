"""The only place that looks at the clock. Everybody else gets ``now`` as an argument."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Something that tells the time in UTC."""

    def now(self) -> datetime:
        """Return an aware moment in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return this moment, aware, in UTC."""
        return datetime.now(UTC)


class FixedClock:
    """A clock that stands still until it is set; for tests and for filling the demo household."""

    def __init__(self, moment: datetime) -> None:
        """Start at an aware moment."""
        self.moment = moment

    def now(self) -> datetime:
        """Return the moment it was set to."""
        return self.moment
