"""Who may be sent to at once: a lane for each push service, so that a dead one delays no other. Pure.

A healthy lane has room for a few at once, when its service takes its time. One that answers sooner than
we write it down gets two: more would win nothing, and what a worker sent and had not written down when
it died is sent twice.
One that fails lets a single try through until one succeeds, and one that asks for rest gets it: all that
waits for it never comes down on it together.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

FEW: Final = 8
TWO: Final = 2
ONE: Final = 1
MOST: Final = 64
AT_ONCE: Final = timedelta(milliseconds=25)
"""Sooner than this a service answers about as quickly as its answer is written down, on a quiet day."""
LONGEST_REST: Final = timedelta(seconds=60)


@dataclass
class Lane:
    """What is on its way to one service, and how that goes."""

    flying: int = 0
    ails: bool = False
    takes_time: bool = False
    rests_until: datetime | None = None

    @property
    def width(self) -> int:
        """How many may be on their way together."""
        if self.ails:
            return ONE
        return FEW if self.takes_time else TWO


@dataclass
class Lanes:
    """All lanes of one process."""

    _lanes: dict[str, Lane] = field(default_factory=dict)
    _writing: timedelta = AT_ONCE

    @property
    def flying(self) -> int:
        """How many are on their way."""
        return sum(lane.flying for lane in self._lanes.values())

    def in_order(self, names: Iterable[str]) -> list[str]:
        """Return these lanes, the healthy ones first: those that fail take what is left."""
        return sorted(names, key=lambda name: self._lane(name).ails)

    def room(self, name: str, now: datetime) -> int:
        """Return how many more may go to this service now."""
        lane = self._lane(name)
        rest = lane.rests_until
        # A clock that was ahead is put right: nobody rests longer than the longest rest.
        if rest is not None and now < rest <= now + LONGEST_REST:
            return 0
        return max(0, min(lane.width - lane.flying, MOST - self.flying))

    def takes(self, name: str, many: int) -> None:
        """So many went on their way."""
        self._lane(name).flying += many

    def wrote(self, took: timedelta) -> None:
        """To write down what came back took so long, waiting for the database included."""
        self._writing = max(AT_ONCE, took)

    def back(
        self, name: str, *, well: bool, took: timedelta, rest: timedelta | None, now: datetime
    ) -> None:
        """One came back after so long, well or not, and with a wish for rest or not."""
        lane = self._lane(name)
        lane.flying -= 1
        lane.ails = not well
        lane.takes_time = took >= self._writing
        if rest is not None:
            lane.rests_until = now + min(rest, LONGEST_REST)

    def _lane(self, name: str) -> Lane:
        return self._lanes.setdefault(name, Lane())
