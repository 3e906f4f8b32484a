"""Rules of what is seen: months in a row, stretches of time, who takes part. Values in, values out.

A month is its first day, as Amsterdam has it. Nothing here says that something is reached: people do.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from api.path.evidence.facts_of_people import Did
from api.people.policy import Ring, Role
from api.people.queries import Member
from api.scales.rules import months_after
from i18n.dates import here

# domain.md 1: a case is not closed before at least 3 unpaid people take an active part.
FEWEST_ACTIVE: Final = 3
LATELY: Final = timedelta(days=30)
# domain.md 4: adjusted and monitored for at least 6 months; a child is spoken with within 2 weeks.
MONITORED: Final = timedelta(days=184)
GROWN_UP: Final = frozenset({Role.ADULT, Role.CIRCLE})

Stretch = tuple[datetime, datetime | None]


def months_at(values: Mapping[date, int], this_month: date, least: int) -> int:
    """Return for how many months in a row somebody gave this number or more, up to now.

    This month counts once it has a number. A month without one ends the row: silence is not safety.
    """
    month = this_month if this_month in values else months_after(this_month, -1)
    number = 0
    while month in values and values[month] >= least:
        number, month = number + 1, months_after(month, -1)
    return number


def first_month(values: Mapping[date, int], this_month: date, least: int) -> date | None:
    """Return the first month of that row; None when there is none."""
    number = months_at(values, this_month, least)
    last = this_month if this_month in values else months_after(this_month, -1)
    return months_after(last, 1 - number) if number else None


def holds_since(stretches: Collection[Stretch]) -> datetime | None:
    """Return since when something held without a break; None when nothing holds now.

    What took the place of another in the same moment goes on.
    """
    if all(until is not None for _, until in stretches):
        return None
    began: datetime | None = None
    reached: datetime | None = None
    for start, until in sorted(stretches, key=lambda each: each[0]):
        if began is None or (reached is not None and start > reached):
            began, reached = start, until
        elif reached is not None:
            reached = None if until is None else max(reached, until)
    return began


def last_change(stretches: Iterable[Stretch], since: datetime) -> datetime | None:
    """Return when something began or ended after that, the last time."""
    moments = [each for stretch in stretches for each in stretch if each and each > since]
    return max(moments, default=None)


def around(people: Iterable[Member]) -> tuple[Member, ...]:
    """Return the grown-ups who are told everything: of them a number and a yes may be expected."""
    return tuple(each for each in people if each.role in GROWN_UP and each.ring is Ring.ALL)


def by_generation(people: Sequence[Member]) -> tuple[tuple[int, tuple[Member, ...]], ...]:
    """Put the people of house and circle with their generation, the oldest first."""
    ours = [each for each in people if each.role in {*GROWN_UP, Role.CHILD}]
    numbers = sorted({each.generation for each in ours})
    return tuple(
        (number, tuple(each for each in ours if each.generation == number)) for number in numbers
    )


def took_part(
    acts: Iterable[tuple[UUID, Did, datetime]], now: datetime
) -> Mapping[UUID, tuple[tuple[Did, ...], date]]:
    """Return who did what in the last 30 days, and on which day last."""
    since, today = here(now) - LATELY, here(now)
    found: dict[UUID, dict[Did, date]] = {}
    for person, did, at in acts:
        day = here(at)
        if since <= day <= today:
            mine = found.setdefault(person, {})
            mine[did] = max(day, mine.get(did, day))
    return {
        person: (tuple(each for each in Did if each in mine), max(mine.values()))
        for person, mine in found.items()
    }
