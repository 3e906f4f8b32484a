"""A part of the plan as the policy sees it. Pure: facts in, an Item out."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from api.people.policy import Audience, Item, Ring, Role, Side, Verb, Viewer, may
from api.plan.model import Endorsement
from api.plan.rows import Row
from api.plan.words import Agreement, Kind, Part

DUTIES: Final = (Part.DOES, Part.LOOKS, Part.TOLD, Part.GUARDS)


def sees(viewer: Viewer, row: Row, now: datetime) -> bool:
    """Say whether somebody may read this version; for a child there are no proposals, whoever they name."""
    if viewer.role is Role.CHILD and row.version.in_force_at is None:
        return False
    return may(viewer, Verb.SEE, item_of(viewer, row, now))


def item_of(viewer: Viewer, row: Row, now: datetime) -> Item:
    """Return a version as the policy sees it.

    What is in force is about now: who joined later reads it too. What ended is for who was there then.
    Who knows a part reads what it is named in. A proposal that was taken back is its writer's alone.
    """
    version, part = row.version, row.part
    if version.in_force_at is None or version.in_force_by is None:
        kind, author, audience = "plan_draft", version.by_id, Audience(part.audience)
        shared_at = version.proposed_at or version.made_at
        if version.proposed_at is None or version.ended_at is not None:
            audience = Audience.SELF
    else:
        kind, author, audience = "plan_agreed", version.in_force_by, Audience(part.audience)
        shared_at = version.ended_at or now
        if viewer.ring is Ring.PART and viewer.person in row.named:
            audience = Audience.CHOSEN
    return Item(
        kind=kind,
        household=part.household_id,
        author=author,
        shared_at=shared_at,
        audience=audience,
        chosen=row.named | {version.by_id},
        side=Side(part.side),
        child_good=bool(isinstance(row.words, Agreement) and row.words.child_words),
    )


def draft_item(by: Viewer, side: Side, now: datetime) -> Item:
    """Return a draft that somebody is about to write."""
    return Item(
        kind="plan_draft", household=by.household, author=by.person, shared_at=now, side=side
    )


def agreed_item(by: Viewer, side: Side, now: datetime) -> Item:
    """Return what somebody is about to enter as agreed."""
    return Item(
        kind="plan_agreed", household=by.household, author=by.person, shared_at=now, side=side
    )


def endorsement_item(row: Endorsement, now: datetime) -> Item:
    """Return somebody's yes. It is about the plan that is in force, so it is about now."""
    return Item(
        kind="endorsement",
        household=row.household_id,
        author=row.person_id,
        shared_at=now,
        side=Side(row.side),
    )


def new_endorsement(by: Viewer, now: datetime) -> Item:
    """Return a yes that somebody is about to give."""
    return Item(
        kind="endorsement", household=by.household, author=by.person, shared_at=now, side=by.side
    )


def is_own_to_do(person: UUID, row: Row) -> bool:
    """Say whether somebody has a part in an agreement, or guards a floor, that holds."""
    named = {each for part in DUTIES for each in row.people.get(part, ())}
    return row.kind in {Kind.AGREEMENT, Kind.FLOOR} and row.in_force and person in named
