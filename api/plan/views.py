"""The plan as somebody may see it. People are ids that this viewer may know of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from api.people.policy import Audience, Side
from api.plan.words import Plan, Settled, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """What all parts have. `since` is when the version came into force."""

    id: UUID
    version_id: UUID
    text: str
    place: int
    side: Side
    audience: Audience
    since: datetime
    settled: Settled | None = None
    by: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DangerView(PartView):
    """A danger with its goal, when there is one that may be read."""

    goal_text: str = ""
    who_worries: str = ""
    what_happens: str = ""
    worst: str = ""
    for_whom: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalView(PartView):
    """What people want to see, and which danger is gone then."""

    danger_id: UUID | None
    circle: tuple[UUID, ...] = ()
    reason_anyway: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionView(PartView):
    """What must be so by a day. `days_left` is information, never a verdict; below 0 it has passed."""

    until: date
    days_left: int
    if_not: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorView(PartView):
    """The least that must be so, and who guards it; `orphaned` as of an agreement."""

    guards: tuple[UUID, ...] = ()
    orphaned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView(PartView):
    """Something unsafe that happened."""

    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementView(PartView):
    """An agreement in force; for a child in the words that were made for it.

    `orphaned` is told to who keeps the plan alone: nobody of those who do it is here now.
    """

    when: str
    does: tuple[UUID, ...]
    looks: tuple[UUID, ...]
    told: tuple[UUID, ...]
    planned_every: int | None
    unannounced_every: int | None
    danger_id: UUID | None
    child_words: str
    child_picture: str
    on_fridge: bool
    plan: Plan
    orphaned: bool
    repeats: str = ""
    trigger: str = ""
    if_not: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalView:
    """A version that is not in force: a proposal, or the viewer's own draft."""

    part_id: UUID
    version_id: UUID
    kind: str
    text: str
    by: UUID
    at: datetime
    is_draft: bool
    is_change: bool
    plan: Plan | None
    side: Side
    audience: Audience
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class EndorsementView:
    """Somebody found the plan good. `newer` are the parts of it that came into force after that."""

    person: UUID
    plan: Plan
    at: datetime
    newer: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """The plan of a household, as far as somebody may read it, each kind in its order."""

    dangers: tuple[DangerView, ...]
    goals: tuple[GoalView, ...]
    direct: tuple[AgreementView, ...]
    stable: tuple[AgreementView, ...]
    conditions: tuple[ConditionView, ...]
    floors: tuple[FloorView, ...]
    events: tuple[EventView, ...]
    proposals: tuple[ProposalView, ...]
    endorsements: tuple[EndorsementView, ...]
