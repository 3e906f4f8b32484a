"""When it is whose turn to look. Values in, values out: no database, no clock, no chance of its own.

Checking is planned and unannounced (domain.md 3, "Stabiel veiligheidsplan"): each has its own rhythm.
A turn is worked out from what this one person did and arranged, never from what others did: somebody
else's check may be hidden from them, and a turn that moved would tell of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

A_DAY: Final = timedelta(days=1)
LONGEST_AHEAD: Final = timedelta(days=366)
SOON: Final = timedelta(days=7)
WORK_OF: Final = timedelta(weeks=4)
FIRST_KNOCK: Final = time(9)
LAST_KNOCK: Final = time(21)
SPREAD_SECONDS: Final = 600


class Kind(StrEnum):
    """Whether people know that somebody comes."""

    PLANNED = "planned"
    UNANNOUNCED = "unannounced"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What an agreement says about looking: who, and every how many days. It holds `since` a day."""

    agreement: UUID
    since: date
    lookers: tuple[UUID, ...]
    planned_every: int | None = None
    unannounced_every: int | None = None

    def every(self, kind: Kind) -> int | None:
        return self.planned_every if kind is Kind.PLANNED else self.unannounced_every


@dataclass(frozen=True, slots=True)
class Looked:
    """Somebody looked. `kind` is None when they did not say whether people knew that they came."""

    agreement: UUID
    person: UUID
    on: date
    kind: Kind | None


@dataclass(frozen=True, slots=True)
class Arranged:
    """Somebody chose this day to look."""

    agreement: UUID
    person: UUID
    on: date
    kind: Kind


@dataclass(frozen=True, slots=True)
class Pause:
    """Somebody does not look from the first day until the last one, both included."""

    person: UUID
    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """It is somebody's turn `on` a day. `late_days` counts no day on which they stepped back.

    `arranged`: they chose the day; otherwise the rhythm of the agreement did.
    """

    agreement: UUID
    person: UUID
    on: date
    kind: Kind
    late_days: int
    arranged: bool


def due(
    agreement: Agreed,
    checks: Iterable[Looked],
    visits: Iterable[Arranged],
    pauses: Iterable[Pause],
    today: date,
) -> list[Due]:
    """Return the next turn of each who looks, for each way of looking, the first one first.

    Nothing for whom is stepping back today. A day that was chosen goes before the rhythm, also when
    the turn has passed, unless it lies so far away that a whole turn would be left out.
    """
    looked, arranged, away = list(checks), list(visits), list(pauses)
    turns = (
        _turn(
            agreement,
            person,
            kind,
            looked=last_of(agreement, looked, person, kind),
            arranged=_of(agreement, arranged, person, kind),
            pauses=[each for each in away if each.person == person],
            today=today,
        )
        for person in agreement.lookers
        for kind in Kind
    )
    return sorted((each for each in turns if each), key=lambda each: each.on)


def is_soon(turn: Due, today: date) -> bool:
    """Say whether a turn belongs on the first page: late, or within a week."""
    return turn.on <= today + SOON


def by_chance(
    agreement: Agreed,
    last: date | None,
    pauses: Collection[Pause],
    today: date,
    chance: Callable[[int], int],
) -> date | None:
    """Choose a day for an unannounced visit within the rhythm; None when there is no rhythm or no day.

    From tomorrow until the turn itself, or one rhythm ahead when that has passed. ``chance(n)`` gives a
    number below n.
    """
    every = agreement.unannounced_every
    if every is None:
        return None
    until = max((last or agreement.since) + every * A_DAY, today)
    until = until if until > today else today + every * A_DAY
    days = [each for each in _days(today + A_DAY, until) if not _paused(pauses, each)]
    return days[chance(len(days))] if days else None


def may_choose_day(on: date, today: date) -> bool:
    """A day that is past cannot be arranged, nor one more than a year away."""
    return today <= on <= today + LONGEST_AHEAD


def is_whole(pause: Pause, today: date) -> bool:
    """A pause has an end, within a year, that is still to come: nobody steps back for good by it."""
    return pause.first <= pause.last and today <= pause.last <= today + LONGEST_AHEAD


def without_anybody(
    agreement: Agreed, here: Collection[UUID], pauses: Iterable[Pause], today: date
) -> bool:
    """Say whether nobody looks today: all who would are away or stepped back. Who looks now?"""
    away = {each.person for each in pauses if each.holds(today)}
    return bool(agreement.lookers) and not set(agreement.lookers) & set(here) - away


def may_knock(at: time) -> bool:
    """Nobody is knocked for about a turn at night or in the evening."""
    return FIRST_KNOCK <= at < LAST_KNOCK


def knock_offset(household: UUID) -> timedelta:
    """Return how long after nine this house has its turn: all at once would be a crowd."""
    return timedelta(seconds=household.int % SPREAD_SECONDS)


def newly(turns: Iterable[Due], told_until: date, today: date) -> list[Due]:
    """Return the turns that came since the last day on which was told. Each comes once."""
    return [each for each in turns if told_until < each.on <= today]


def last_of(agreement: Agreed, checks: Iterable[Looked], person: UUID, kind: Kind) -> date | None:
    """Return when somebody last looked in this way. A check that names no way is the usual one."""
    only_unannounced = agreement.unannounced_every and not agreement.planned_every
    usual = Kind.UNANNOUNCED if only_unannounced else Kind.PLANNED
    days = (
        each.on
        for each in checks
        if (each.agreement, each.person) == (agreement.agreement, person)
        and (each.kind or usual) is kind
    )
    return max(days, default=None)


def _turn(
    agreement: Agreed,
    person: UUID,
    kind: Kind,
    *,
    looked: date | None,
    arranged: Iterable[date],
    pauses: list[Pause],
    today: date,
) -> Due | None:
    every = agreement.every(kind)
    rhythm = (looked or agreement.since) + every * A_DAY if every else None
    chosen = min((each for each in arranged if looked is None or each > looked), default=None)
    if every and rhythm and chosen and chosen >= max(rhythm, today) + every * A_DAY:
        chosen = None
    wanted = chosen or rhythm
    if wanted is None or _paused(pauses, today):
        return None
    on = _after(pauses, wanted)
    return Due(
        agreement=agreement.agreement,
        person=person,
        on=on,
        kind=kind,
        late_days=sum(not _paused(pauses, each) for each in _days(on, today - A_DAY)),
        arranged=on == chosen,
    )


def _of(agreement: Agreed, arranged: Iterable[Arranged], person: UUID, kind: Kind) -> list[date]:
    mine = (agreement.agreement, person, kind)
    return [each.on for each in arranged if (each.agreement, each.person, each.kind) == mine]


def _after(pauses: list[Pause], day: date) -> date:
    """A turn that falls in a pause comes on the first day after it."""
    while held := [each.last for each in pauses if each.holds(day)]:
        day = max(held) + A_DAY
    return day


def _paused(pauses: Iterable[Pause], day: date) -> bool:
    return any(each.holds(day) for each in pauses)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + each * A_DAY for each in range(max(0, (last - first).days + 1)))
