"""What this viewer sees of the numbers that people gave to a danger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from api.people.queries import Member
from api.plan.views import DangerView


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorer:
    """Somebody's last number on the scale of a danger, and what they saw; `seen` is "" when not to be read.

    `for_all` is False when it was given for chosen people: it stays off paper and out of what is said aloud.
    `months_at_six` and `months_at_seven` are months in a row up to now, each with a number;
    `six_since` and `seven_since` the first of those months, None when there is none.
    """

    by: Member
    value: int
    on: date
    seen: str
    for_all: bool
    mine: bool
    months_at_six: int
    months_at_seven: int
    six_since: date | None
    seven_since: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DangerScores:
    """One danger with what was given. `own_first`: others' numbers of this month open after one's own.

    `unheard` are grown-ups of whom this viewer sees no number in this month or the one before.
    """

    danger: DangerView
    scorers: tuple[Scorer, ...]
    unheard: tuple[Member, ...]
    own_first: bool
