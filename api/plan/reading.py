"""Turns rows into what one viewer may see of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.vault import Box
from api.people.policy import Audience, Role, Side, Viewer, is_away
from api.people.queries import names, viewers
from api.plan.rows import Row, settled
from api.plan.seen import sees
from api.plan.views import (
    AgreementView,
    ConditionView,
    DangerView,
    EventView,
    FloorView,
    GoalView,
    ProposalView,
)
from api.plan.words import (
    Agreement,
    Condition,
    Danger,
    Event,
    Floor,
    Goal,
    Kind,
    Part,
    Plan,
    Settled,
)
from i18n.dates import here


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who reads, whom they may know of, and who can do nothing now."""

    viewer: Viewer
    now: datetime
    box: Box
    known: frozenset[UUID]
    present: frozenset[UUID]

    @staticmethod
    def of(session: Session, viewer: Viewer, now: datetime) -> Reader:
        """Ask once who is here; names of the other side are not among them."""
        there = [each for each in viewers(session, viewer.household) if not is_away(each, now)]
        return Reader(
            viewer,
            now,
            Box.of(session, viewer.household),
            frozenset(names(session, viewer)),
            frozenset(each.person for each in there),
        )

    def seen(self, rows: Iterable[Row]) -> list[Row]:
        """Return what this reader may see. A proposal is never there without who made it: in a house that
        was put apart that would tell each side that the other is here.
        """
        return [
            row
            for row in rows
            if (row.version.in_force_at is not None or row.version.by_id in self.known)
            and sees(self.viewer, row, self.now)
        ]

    def people(self, row: Row, part: Part) -> tuple[UUID, ...]:
        """Return who is named as this, as far as the reader may know them."""
        return self.knows(row.people.get(part, ()))

    def knows(self, people: Iterable[UUID]) -> tuple[UUID, ...]:
        """Leave out whom the reader may not know of."""
        return tuple(each for each in people if each in self.known)


def agreement_view(reader: Reader, row: Row) -> AgreementView:
    """Return an agreement; a child reads it in the words that were made for it."""
    words = row.words
    assert isinstance(words, Agreement)  # noqa: S101 (the kind says so)
    child = reader.viewer.role is Role.CHILD
    does = reader.people(row, Part.DOES)
    return AgreementView(
        **_common(reader, row, words.child_words if child else words.text),
        when="" if child else words.when,
        does=does,
        looks=reader.people(row, Part.LOOKS),
        told=reader.people(row, Part.TOLD),
        planned_every=words.planned_every,
        unannounced_every=None if child else words.unannounced_every,
        danger_id=None if child else row.part.danger_id,
        child_words=words.child_words,
        child_picture=words.child_picture,
        on_fridge=words.on_fridge,
        plan=Plan(row.part.plan or Plan.DIRECT),
        orphaned=_nobody_does_it(reader, does),
        repeats="" if child else words.repeats,
        trigger="" if child else words.trigger,
        if_not="" if child else words.if_not,
    )


def danger_view(reader: Reader, row: Row, goals: Sequence[Row]) -> DangerView:
    """Return a danger with the goal that goes with it."""
    words = row.words
    assert isinstance(words, Danger)  # noqa: S101
    goal = next((each for each in goals if each.part.danger_id == row.part.id), None)
    return DangerView(
        **_common(reader, row, words.text),
        goal_text=goal.words.text if goal else "",
        who_worries=words.who_worries,
        what_happens=words.what_happens,
        worst=words.worst,
        for_whom=words.for_whom,
    )


def goal_view(reader: Reader, row: Row) -> GoalView:
    """Return a goal."""
    words = row.words
    assert isinstance(words, Goal)  # noqa: S101
    return GoalView(
        **_common(reader, row, words.text),
        danger_id=row.part.danger_id,
        circle=reader.knows(words.circle),
        reason_anyway=words.reason_anyway,
    )


def condition_view(reader: Reader, row: Row) -> ConditionView:
    """Return a condition with the days that are left."""
    words = row.words
    assert isinstance(words, Condition)  # noqa: S101
    return ConditionView(
        **_common(reader, row, words.text),
        until=words.until,
        days_left=(words.until - here(reader.now)).days,
        if_not=words.if_not,
    )


def floor_view(reader: Reader, row: Row) -> FloorView:
    """Return a floor and its guard."""
    words = row.words
    assert isinstance(words, Floor)  # noqa: S101
    guards = reader.people(row, Part.GUARDS)
    return FloorView(
        **_common(reader, row, words.text), guards=guards, orphaned=_nobody_does_it(reader, guards)
    )


def event_view(reader: Reader, row: Row) -> EventView:
    """Return an event."""
    words = row.words
    assert isinstance(words, Event)  # noqa: S101
    return EventView(**_common(reader, row, words.text), year=words.year)


def proposal_view(row: Row, in_force: Collection[UUID]) -> ProposalView:
    """Return a proposal or a draft. It is a change when something of the part holds already."""
    version, part = row.version, row.part
    return ProposalView(
        part_id=part.id,
        version_id=version.id,
        kind=Kind(part.kind),
        text=row.words.text,
        by=version.by_id,
        at=version.proposed_at or version.made_at,
        is_draft=version.proposed_at is None,
        is_change=part.id in in_force,
        plan=Plan(part.plan) if part.plan else None,
        side=Side(part.side),
        audience=Audience(part.audience),
        words=row.words,
    )


def _common(reader: Reader, row: Row, text: str) -> dict[str, Any]:
    version, part = row.version, row.part
    return {
        "id": part.id,
        "version_id": version.id,
        "text": text,
        "place": part.place,
        "side": Side(part.side),
        "audience": Audience(part.audience),
        "since": version.in_force_at or version.made_at,
        "settled": _settled(reader, row),
        "by": version.in_force_by if version.in_force_by in reader.known else None,
    }


def _settled(reader: Reader, row: Row) -> Settled | None:
    found = settled(reader.box, row)
    if found is None:
        return None
    return Settled(on=found.on, people=reader.knows(found.people), others=found.others)


def _nobody_does_it(reader: Reader, does: tuple[UUID, ...]) -> bool:
    """Told to who keeps the plan alone; whom they may not know of does not count."""
    return bool(reader.viewer.duties and does) and reader.present.isdisjoint(does)
