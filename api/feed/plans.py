"""The plan as a program reads it: what holds, of all seats that the reader has in one house together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.feed.notes import consent_of
from api.feed.sheets import Endorsed, Part, PlanSheet
from api.people.professionals.queries import Reader
from api.people.queries import Member, household_name, names
from api.plan.queries import plan
from api.plan.views import PlanView

Known = Mapping[UUID, Member]


def plan_sheet(session: Session, readers: Sequence[Reader], now: datetime) -> PlanSheet:
    """Return what these seats may read of the plan, each part once."""
    household = readers[0].seat.household
    title = household_name(session, household)
    parts: dict[UUID, Part] = {}
    said: dict[tuple[UUID, str], Endorsed] = {}
    for reader in readers:
        known, seen = names(session, reader.viewer), plan(session, reader.viewer, now)
        for part in _parts(seen, known):
            parts.setdefault(part.id, part)
        for each in seen.endorsements:
            if each.person in known:
                name = known[each.person].name
                yes = Endorsed(by=name, plan=each.plan, at=each.at, older=bool(each.newer))
                said.setdefault((each.person, each.plan), yes)
    return PlanSheet(
        household=household,
        household_name=title,
        read_by=tuple(consent_of(each, {household: title}) for each in readers),
        parts=tuple(parts.values()),
        endorsements=tuple(said.values()),
    )


def _parts(seen: PlanView, known: Known) -> Iterator[Part]:
    for danger in seen.dangers:
        yield Part(
            id=danger.id,
            kind="danger",
            text=danger.text,
            since=danger.since,
            goal=danger.goal_text or None,
        )
    for goal in seen.goals:
        yield Part(id=goal.id, kind="goal", text=goal.text, since=goal.since)
    for each in (*seen.direct, *seen.stable):
        yield Part(
            id=each.id,
            kind="agreement",
            plan=each.plan,
            text=each.text,
            since=each.since,
            when=each.when or None,
            if_not=each.if_not or None,
            does=_named(each.does, known),
            looks=_named(each.looks, known),
        )
    for condition in seen.conditions:
        yield Part(
            id=condition.id,
            kind="condition",
            text=condition.text,
            since=condition.since,
            until=condition.until,
            if_not=condition.if_not or None,
        )
    for floor in seen.floors:
        guards = _named(floor.guards, known)
        yield Part(id=floor.id, kind="floor", text=floor.text, since=floor.since, guards=guards)
    for event in seen.events:
        yield Part(id=event.id, kind="event", text=event.text, since=event.since, year=event.year)


def _named(people: Iterable[UUID], known: Known) -> tuple[str, ...]:
    return tuple(known[each].name for each in people if each in known)
