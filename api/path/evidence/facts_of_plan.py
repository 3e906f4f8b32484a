"""What this viewer sees of the plan: what is in force, who found it good, who guards and who keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from api.people.numbers import Number
from api.people.queries import Member
from api.plan.views import AgreementView, ConditionView, DangerView, FloorView
from api.plan.words import Plan


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
    """The plan as this viewer reads it. `chairs` call people together, `keepers` keep the plan.

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
    keepers: tuple[Member, ...]
    yes: tuple[Yes, ...]
    not_yet: tuple[Member, ...]
    professionals: tuple[Number, ...]
