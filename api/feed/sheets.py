"""The plan, the numbers and what is seen of how it goes, as values for a program.

Each is a list of what may go out: no draft or proposal, no safety person, nobody's wish, no number of
how many of something there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from api.feed.shapes import Consent


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Of which household it is, and by which consents it is read."""

    household: UUID
    household_name: str
    read_by: tuple[Consent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the plan that holds. What does not fit its kind is left out."""

    id: UUID
    kind: str
    plan: str | None = None
    text: str
    since: datetime
    goal: str | None = None
    when: str | None = None
    until: date | None = None
    if_not: str | None = None
    year: int | None = None
    does: tuple[str, ...] = ()
    looks: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Endorsed:
    """Somebody found a plan good; `older` says that something came into force after it."""

    by: str
    plan: str
    at: datetime
    older: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSheet(Sheet):
    """The plan of a household as it holds now."""

    parts: tuple[Part, ...]
    endorsements: tuple[Endorsed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number that somebody gave. What they saw is left out where this reader may not read it."""

    id: UUID
    by: str
    asked: str
    value: int
    at: datetime
    seen: str | None = None
    not_lower: str | None = None
    not_higher: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleOf:
    """One scale: of a danger, or the own one of a child. The words at 0 and 10 are the household's."""

    about: UUID
    kind: str
    text: str | None
    zero: str | None = None
    ten: str | None = None
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScalesSheet(Sheet):
    """The numbers of a household in the last months, oldest first."""

    scales: tuple[ScaleOf, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Somebody looked whether an agreement was kept."""

    by: str
    on: date
    visit: str | None
    kept: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """An agreement that holds, and who looked last: at all, as planned, and unannounced."""

    agreement: UUID
    text: str
    last: Look | None
    planned: Look | None
    unannounced: Look | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LastNote:
    """The last note of a kind, by a grown-up, for the whole circle."""

    kind: str
    by: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LastNumber:
    """Somebody's last number on a danger, and for how many months in a row it was 6 or more, or 7."""

    danger: UUID
    text: str
    by: str
    value: int
    on: date
    months_at_six: int
    months_at_seven: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TookPart:
    """Somebody of the circle who took part in the last 30 days, in which ways, and on which day last."""

    by: str
    did: tuple[str, ...]
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekSeen:
    """The last whole week of somebody, or of the house: what came back on some day, and on each."""

    whose: str | None
    monday: date
    came_back: tuple[str, ...]
    every_day: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A test of the plan, and how it went."""

    text: str
    day: date | None
    result: str | None
    told_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What one seat sees of how it goes. An empty list says nothing about what others see."""

    consent: Consent
    numbers: tuple[LastNumber, ...]
    checks: tuple[Checked, ...]
    notes: tuple[LastNote, ...]
    calm_months: int | None
    weeks: tuple[WeekSeen, ...]
    took_part: tuple[TookPart, ...]
    tests: tuple[Tried, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceSheet:
    """What is seen of how it goes in a household, for each seat that reads there."""

    household: UUID
    household_name: str
    sheets: tuple[Evidence, ...]
