"""The plan as this viewer reads it: since when it holds, who keeps it, and who said yes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.path.evidence.facts_of_plan import Guarded, PlanFacts, PlanInForce, Yes
from api.path.evidence.rules import around, holds_since, last_change
from api.people.numbers import numbers
from api.people.policy import Audience, Duty, Viewer
from api.people.queries import Member, members, viewers
from api.people.telephone import Bond
from api.plan.spans import Span, spans
from api.plan.views import AgreementView, EndorsementView, PlanView
from api.plan.words import Plan
from i18n.dates import here


def planned(session: Session, viewer: Viewer, plan: PlanView, now: datetime) -> PlanFacts:
    """Return the facts of a plan that was read for this viewer."""
    held = spans(session, viewer, now)
    known = {each.id: each for each in members(session, viewer)}
    said = _yes(plan, known)
    direct = _in_force(Plan.DIRECT, plan.direct, held)
    stable = _in_force(Plan.STABLE, plan.stable, held)
    return PlanFacts(
        dangers=plan.dangers,
        without_goal=tuple(each for each in plan.dangers if not each.goal_text),
        events=len(plan.events),
        direct=direct,
        stable=stable,
        conditions=plan.conditions,
        floors=tuple(
            Guarded(floor=each, guards=_people(each.guards, known)) for each in plan.floors
        ),
        chairs=tuple(each for each in known.values() if each.is_chair),
        keepers=_keepers(session, viewer, known),
        yes=said,
        not_yet=_not_yet(tuple(known.values()), said, direct, stable),
        professionals=tuple(
            each
            for each in numbers(session, viewer)
            if each.bond is Bond.PROFESSIONAL and not each.damaged
        ),
    )


def _in_force(
    plan: Plan, agreements: Sequence[AgreementView], held: Mapping[Plan, tuple[Span, ...]]
) -> PlanInForce | None:
    stretches = held.get(plan, ())
    since = holds_since(stretches)
    if since is None or not agreements:
        return None
    changed = last_change(stretches, since)
    return PlanInForce(
        plan=plan,
        since=here(since),
        changed=here(changed) if changed else None,
        agreements=tuple(agreements),
    )


def _yes(plan: PlanView, known: Mapping[UUID, Member]) -> tuple[Yes, ...]:
    """What is for chosen people makes nobody's yes old: perhaps they may not read it."""
    for_all = {each.id for each in (*plan.direct, *plan.stable) if each.audience is Audience.CIRCLE}
    said = [_one_yes(each, known, for_all) for each in plan.endorsements if each.person in known]
    return tuple(sorted(said, key=lambda each: (each.plan, each.by.called.casefold())))


def _one_yes(said: EndorsementView, known: Mapping[UUID, Member], for_all: set[UUID]) -> Yes:
    return Yes(
        by=known[said.person],
        plan=said.plan,
        on=here(said.at),
        older=not for_all.isdisjoint(said.newer),
    )


def _not_yet(
    people: Sequence[Member],
    said: Sequence[Yes],
    direct: PlanInForce | None,
    stable: PlanInForce | None,
) -> tuple[Member, ...]:
    """Return of whom no yes is seen to each plan that holds. Who gave one on any side gave it."""
    holds = {each.plan for each in (direct, stable) if each}
    good = {(each.by.id, each.plan) for each in said if not each.older}
    return tuple(
        each for each in around(people) if any((each.id, plan) not in good for plan in holds)
    )


def _keepers(session: Session, viewer: Viewer, known: Mapping[UUID, Member]) -> tuple[Member, ...]:
    keep = {e.person for e in viewers(session, viewer.household) if Duty.PLAN_HOLDER in e.duties}
    return _people(keep, known)


def _people(ids: Sequence[UUID] | set[UUID], known: Mapping[UUID, Member]) -> tuple[Member, ...]:
    return tuple(each for each in known.values() if each.id in set(ids))
