"""Reading the plan. Everything goes through the viewer who asks; nothing hidden is counted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.people.policy import Verb, Viewer, may
from api.people.queries import UNKNOWN
from api.plan import reading
from api.plan.history import history, past
from api.plan.model import Endorsement, PartVersion, PlanPart
from api.plan.reading import Reader
from api.plan.rows import Row, live, of_part
from api.plan.seen import endorsement_item, is_own_to_do
from api.plan.views import AgreementView, DangerView, EndorsementView, PartView, PlanView
from api.plan.words import Kind, Plan

__all__ = [
    "agreement",
    "agreements",
    "danger_since",
    "dangers",
    "duties_of",
    "history",
    "in_force_versions",
    "past",
    "plan",
    "plan_version",
]


def plan(session: Session, viewer: Viewer, now: datetime) -> PlanView:
    """Return the plan as this viewer may see it."""
    reader, seen = _seen(session, viewer, now)
    held = _by_kind(row for row in seen if row.in_force)
    agreed = [reading.agreement_view(reader, row) for row in held[Kind.AGREEMENT]]
    waiting = [row for row in seen if not row.in_force]
    in_force = {row.part.id for row in seen if row.in_force}
    return PlanView(
        dangers=tuple(reading.danger_view(reader, r, held[Kind.GOAL]) for r in held[Kind.DANGER]),
        goals=tuple(reading.goal_view(reader, row) for row in held[Kind.GOAL]),
        direct=tuple(each for each in agreed if each.plan is Plan.DIRECT),
        stable=tuple(each for each in agreed if each.plan is Plan.STABLE),
        conditions=tuple(reading.condition_view(reader, row) for row in held[Kind.CONDITION]),
        floors=tuple(reading.floor_view(reader, row) for row in held[Kind.FLOOR]),
        events=tuple(reading.event_view(reader, row) for row in held[Kind.EVENT]),
        proposals=tuple(reading.proposal_view(row, in_force) for row in waiting),
        endorsements=_endorsements(session, reader, held[Kind.AGREEMENT]),
    )


def agreements(session: Session, viewer: Viewer, now: datetime) -> list[AgreementView]:
    """Return the agreements in force, in their order."""
    reader, seen = _seen(session, viewer, now)
    return [
        reading.agreement_view(reader, row)
        for row in seen
        if row.in_force and row.kind is Kind.AGREEMENT
    ]


def agreement(session: Session, viewer: Viewer, agreement_id: UUID, now: datetime) -> AgreementView:
    """Return one agreement in force; raises NotHere."""
    for each in agreements(session, viewer, now):
        if each.id == agreement_id:
            return each
    raise NotHere(UNKNOWN)


def dangers(session: Session, viewer: Viewer, now: datetime) -> list[DangerView]:
    """Return the dangers in force with their goals, in their order; none for a child."""
    reader, seen = _seen(session, viewer, now)
    held = _by_kind(row for row in seen if row.in_force)
    return [reading.danger_view(reader, row, held[Kind.GOAL]) for row in held[Kind.DANGER]]


def danger_since(
    session: Session, viewer: Viewer, danger: UUID, since: datetime, now: datetime
) -> DangerView | None:
    """Return a danger that holds, or that held at a moment, to who may read it: a form may be open on it."""
    part = session.get(PlanPart, danger)
    if part is None or part.household_id != viewer.household or part.kind != Kind.DANGER:
        return None
    reader = Reader.of(session, viewer, now)
    rows = (row for row in of_part(session, part) if row.version.in_force_at is not None)
    held = [row for row in rows if row.in_force or (row.version.ended_at or since) > since]
    seen = reader.seen(held)
    return reading.danger_view(reader, seen[-1], ()) if seen else None


def duties_of(session: Session, viewer: Viewer, person: UUID, now: datetime) -> list[PartView]:
    """Return what somebody has a part in: agreements and guarded floors that this viewer may read."""
    reader, seen = _seen(session, viewer, now)
    return [
        reading.floor_view(reader, row)
        if row.kind is Kind.FLOOR
        else reading.agreement_view(reader, row)
        for row in seen
        if person in reader.known and is_own_to_do(person, row)
    ]


def plan_version(session: Session, viewer: Viewer, now: datetime) -> str:
    """Return a mark that changes when what this viewer sees of the plan changes, and only then."""
    _, seen = _seen(session, viewer, now)
    marks = (f"{row.version.id}/{row.part.place}" for row in seen if row.in_force)
    return hashlib.sha256("\n".join(marks).encode()).hexdigest()[:16]


def in_force_versions(session: Session, household: UUID) -> frozenset[UUID]:
    """Return which versions of agreements hold now, as bare ids: who may read what is not asked here.

    For what was told to a child of an agreement and must not stay when the agreement moved on.
    """
    held = (
        select(PartVersion.id)
        .join(PlanPart, PlanPart.id == PartVersion.part_id)
        .where(
            PlanPart.household_id == household,
            PlanPart.kind == Kind.AGREEMENT,
            PartVersion.in_force_at.is_not(None),
            PartVersion.ended_at.is_(None),
        )
    )
    return frozenset(session.scalars(held))


def _seen(session: Session, viewer: Viewer, now: datetime) -> tuple[Reader, list[Row]]:
    reader = Reader.of(session, viewer, now)
    return reader, reader.seen(live(session, viewer.household))


def _by_kind(rows: Iterable[Row]) -> dict[Kind, list[Row]]:
    found: dict[Kind, list[Row]] = {kind: [] for kind in Kind}
    for row in rows:
        found[row.kind].append(row)
    return found


def _endorsements(
    session: Session, reader: Reader, agreed: list[Row]
) -> tuple[EndorsementView, ...]:
    """Return everybody's latest yes, with what came into force since, as far as the reader sees it."""
    latest: dict[tuple[UUID, str], Endorsement] = {}
    rows = _last_endorsements(session, reader.viewer.household)
    for row in sorted(rows, key=lambda each: each.at):
        if row.person_id in reader.known and may(
            reader.viewer, Verb.SEE, endorsement_item(row, reader.now)
        ):
            latest[row.person_id, row.plan] = row
    return tuple(
        EndorsementView(
            person=row.person_id, plan=Plan(row.plan), at=row.at, newer=_since(row, agreed)
        )
        for row in latest.values()
    )


def _last_endorsements(session: Session, household: UUID) -> Iterable[Endorsement]:
    """Return everybody's last yes to each plan, on each side where they stood: not those of years."""
    by = (Endorsement.person_id, Endorsement.plan, Endorsement.side)
    last = (
        select(*by, func.max(Endorsement.at).label("at"))
        .where(Endorsement.household_id == household)
        .group_by(*by)
        .subquery()
    )
    same = (each == last.c[each.key] for each in (*by, Endorsement.at))
    return session.scalars(
        select(Endorsement).join(last, and_(*same)).where(Endorsement.household_id == household)
    )


def _since(row: Endorsement, agreed: list[Row]) -> tuple[UUID, ...]:
    return tuple(
        each.part.id
        for each in agreed
        if each.part.plan == row.plan
        and each.version.in_force_at is not None
        and each.version.in_force_at > row.at
    )
