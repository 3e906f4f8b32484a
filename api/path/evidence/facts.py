"""What this viewer sees in all rooms together. Values only: names, days and behaviour, never a verdict.

An empty part means "not seen by this viewer", which is the same for what is hidden and for what is not
there: a sentence made of it says "je ziet hier geen ...", never "niemand ...", where others may know more.
Days are those of Amsterdam, a month is its first day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from api.logbook.note import Kept, Kind, Visit
from api.people.numbers import Number
from api.people.queries import Member
from api.plan.views import AgreementView, ConditionView, DangerView, FloorView
from api.plan.words import Plan
from api.resilience.elements import Element
from api.words_and_pictures.words import Kind as BookKind


class Did(StrEnum):
    """What makes somebody of the circle take part."""

    WROTE = "wrote"
    LOOKED = "looked"
    WENT_ALONG = "went_along"
    SCORED = "scored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorer:
    """Somebody's last number on the scale of a danger, and what they saw; `seen` is "" when not to be read.

    `months_at_six` and `months_at_seven` are months in a row up to now, each with a number;
    `six_since` and `seven_since` the first of those months, None when there is none.
    """

    by: Member
    value: int
    on: date
    seen: str
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Somebody looked whether an agreement was kept, and wrote it down."""

    entry: UUID
    by: Member
    on: date
    visit: Visit | None
    kept: Kept | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementChecks:
    """An agreement in force and who saw it: the last time at all and in each way, in the last months.

    `lately` are who looked in the last four weeks, `lookers` who look by agreement.
    """

    agreement: AgreementView
    lookers: tuple[Member, ...]
    last: Look | None
    planned: Look | None
    unannounced: Look | None
    lately: tuple[Member, ...]
    carried_out: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A note that this viewer may read: when it happened and who wrote it."""

    entry: UUID
    kind: Kind
    by: Member
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFacts:
    """The last note of each kind, and the day of the first one. `calm_months`: whole months since it last
    went wrong by the notes that this viewer reads, or since the first note; None without notes.
    """

    since: date | None
    good: Noted | None
    near: Noted | None
    wrong: Noted | None
    how: Noted | None
    check: Noted | None
    calm_months: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookFact:
    """One of the two books of a child. `shown_on` is None when this viewer knows of no showing.

    `known` says that this viewer knows of the book at all.
    """

    ward: Member
    kind: BookKind
    known: bool
    shown_on: date | None
    by: Member | None
    people: tuple[Member, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekFact:
    """The last whole week of somebody, or of the house (None): what came back on some day, and on each."""

    whose: Member | None
    monday: date
    came_back: tuple[Element, ...]
    every_day: tuple[Element, ...]
    still_open: tuple[Element, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Active:
    """Somebody of the circle who took part in the last 30 days, how, and when last."""

    person: Member
    did: tuple[Did, ...]
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleFacts:
    """Who is around the house: `active` of the circle in the last 30 days, `circle` all of it.

    `generations` are the people of house and circle by generation, oldest first; the empty ones are left out.
    """

    active: tuple[Active, ...]
    circle: tuple[Member, ...]
    generations: tuple[tuple[int, tuple[Member, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WardFact:
    """A child, or a grown-up with a safety person. `knows_contact`: this viewer may know when they met.

    Only then `last_contact` None means that no meeting was told.
    """

    ward: Member
    safety_people: tuple[Member, ...]
    knows_contact: bool
    last_contact: date | None
    met_with: Member | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanInForce:
    """The direct or the stable plan: since when something of it holds, when it last changed, what holds."""

    plan: Plan
    since: date
    changed: date | None
    agreements: tuple[AgreementView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Yes:
    """Somebody found a plan good. `older` says that something came into force after it."""

    by: Member
    plan: Plan
    on: date
    older: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarded:
    """A floor that must hold, and who guards it."""

    floor: FloorView
    guards: tuple[Member, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """The plan as this viewer reads it. `chairs` keep the plan and call people together.

    `not_yet` are grown-ups of whom this viewer sees no yes to what is in force now.
    """

    dangers: tuple[DangerView, ...]
    without_goal: tuple[DangerView, ...]
    events: int
    direct: PlanInForce | None
    stable: PlanInForce | None
    conditions: tuple[ConditionView, ...]
    floors: tuple[Guarded, ...]
    chairs: tuple[Member, ...]
    yes: tuple[Yes, ...]
    not_yet: tuple[Member, ...]
    professionals: tuple[Number, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything that this viewer sees of how it goes, on one moment."""

    at: datetime
    today: date
    scores: tuple[DangerScores, ...]
    checks: tuple[AgreementChecks, ...]
    log: LogFacts
    books: tuple[BookFact, ...]
    weeks: tuple[WeekFact, ...]
    people: PeopleFacts
    safety: tuple[WardFact, ...]
    plan: PlanFacts
