"""A meeting as one reader may see it. Nothing in here counts what that reader may not see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from api.meetings.kinds import Mode, Phase, Says, What
from api.people.policy import Side
from api.people.queries import Member
from api.plan.views import DangerView

A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayView:
    """A day to choose from. `answers` holds one's own, and everybody's for who leads."""

    id: UUID
    at: datetime
    minutes: int
    mine: Says | None = None
    answers: tuple[tuple[Member, Says], ...] = ()
    best: bool = False

    @property
    def until(self) -> datetime:
        """When it would be over."""
        return self.at + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChairView:
    """Who leads. `name` is that of a professional without an account; `person` is None when unknown here."""

    mode: Mode
    person: Member | None
    name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class InputView:
    """What somebody brought along; with `ward` what its safety person says for a child.

    `stays` is said to who wrote it alone: it comes on no table, for who else sits there.
    """

    by: Member
    ward: Member | None
    what: What
    text: str
    at: datetime
    mine: bool
    stays: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsView:
    """Where it is and what it is for, and who said so last."""

    number: int
    place: str
    goal: str
    by: Member | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingView:
    """One sitting. `place` is None for who is not invited and does not lead.

    To a child it says neither where nor what for: who holds its tablet may not be asked. `words` are for
    who leads. `missing` are those who brought nothing: for who leads before it opens, for everybody of whom nothing lies there for them.
    `mine` says that one is invited, `leads` that one may change it.
    """

    id: UUID
    phase: Phase
    side: Side
    danger: DangerView | None
    day: DayView | None
    days: tuple[DayView, ...]
    place: str | None
    goal: str
    words: WordsView | None
    invited: tuple[Member, ...]
    came: tuple[Member, ...]
    chair: ChairView | None
    inputs: tuple[InputView, ...]
    missing: tuple[Member, ...]
    made_at: datetime
    number: int
    opened_at: datetime | None
    began_at: datetime | None
    closed_at: datetime | None
    called_off_at: datetime | None
    next_id: UUID | None
    mine: bool
    leads: bool

    @property
    def over(self) -> bool:
        """It was closed, or it is not held at all."""
        return self.closed_at is not None or self.called_off_at is not None

    def is_past(self, now: datetime) -> bool:
        """It is over, or its day went by: also when it began and nobody said that it ended."""
        moments = [each for each in (self.day and self.day.until, self.began_at) if each]
        return self.over or (bool(moments) and max(moments) + A_DAY < now)

    @property
    def gave(self) -> bool:
        """Say whether this reader brought something of their own."""
        return any(each.mine and each.ward is None for each in self.inputs)
