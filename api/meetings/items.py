"""What of a meeting the policy is asked about."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from api.meetings.model import Meeting, MeetingInput
from api.people.policy import Audience, Duty, Item, Role, Side, Verb, Viewer, is_away, may

KEEPERS = {Duty.CHAIR, Duty.PLAN_HOLDER}


def keeps(viewer: Viewer) -> bool:
    """Say whether somebody calls people together: the chair and who keeps the plan."""
    return bool(viewer.duties & KEEPERS)


def sees(
    viewer: Viewer,
    meeting: Meeting,
    invited: Mapping[UUID, datetime],
    *,
    verb: Verb = Verb.SEE,
) -> bool:
    """Say whether a meeting is there for somebody: for the invited, and for who keeps the meetings.

    Not for who was away when it was held: of those days they hear nothing unless somebody tells them.
    """
    if any(at and is_away(viewer, at) for at in (meeting.began_at, meeting.closed_at)):
        return False
    at = invited.get(viewer.person, meeting.made_at)
    item = _item(meeting, "meeting", at, set(invited) | _keeper(viewer))
    return may(viewer, verb, _as_shared(viewer, item))


def leads(viewer: Viewer, meeting: Meeting, chair: UUID | None) -> bool:
    """Say whether somebody changes a meeting: who keeps them all, and who leads this one."""
    chosen = _keeper(viewer) | ({chair} if chair else set())
    item = _item(meeting, "meeting_lead", meeting.made_at, chosen)
    return viewer.person in chosen and may(viewer, Verb.WRITE, item)


def may_plan(viewer: Viewer, side: Side, now: datetime) -> bool:
    """Say whether somebody may call people of this side together."""
    item = Item(
        kind="meeting_lead",
        household=viewer.household,
        author=viewer.person,
        side=side,
        audience=Audience.CHOSEN,
        chosen=frozenset(_keeper(viewer)),
        shared_at=now,
    )
    return keeps(viewer) and may(viewer, Verb.WRITE, item)


def may_bring(viewer: Viewer, meeting: Meeting, now: datetime) -> bool:
    """Say whether somebody writes down what they bring along."""
    item = Item(
        kind="meeting_input",
        household=meeting.household_id,
        author=viewer.person,
        audience=Audience.SELF,
        side=Side(meeting.side),
        shared_at=now,
    )
    return may(viewer, Verb.SEE, item)


def hears(
    viewer: Viewer, meeting: Meeting, brought: MeetingInput, invited: Collection[UUID], at: datetime
) -> bool:
    """Say whether somebody hears what another brought, now that it lies on the table."""
    item = Item(
        kind="meeting_told",
        household=meeting.household_id,
        author=brought.person_id,
        ward=brought.ward_id,
        side=Side(meeting.side),
        audience=Audience.CHOSEN,
        chosen=frozenset(invited),
        shared_at=at,
    )
    return may(viewer, Verb.SEE, item)


def reads_minutes(
    viewer: Viewer,
    meeting: Meeting,
    invited: Collection[UUID],
    by: UUID,
    at: datetime,
    *,
    verb: Verb = Verb.SEE,
) -> bool:
    """Say whether somebody reads what another wrote of a meeting at that moment."""
    chosen = set(invited) | _keeper(viewer)
    item = _item(meeting, "meeting_notes", at, chosen, by=by)
    return may(viewer, verb, _as_shared(viewer, item))


def _as_shared(viewer: Viewer, item: Item) -> Item:
    """For who reads along by consent nobody was chosen: what the house shares counts as told to all."""
    if viewer.role is not Role.PROFESSIONAL:
        return item
    return replace(item, audience=Audience.CIRCLE, chosen=frozenset())


def _keeper(viewer: Viewer) -> set[UUID]:
    return {viewer.person} if keeps(viewer) else set()


def _item(
    meeting: Meeting, kind: str, at: datetime, chosen: Collection[UUID], *, by: UUID | None = None
) -> Item:
    return Item(
        kind=kind,
        household=meeting.household_id,
        author=by or meeting.by_id,
        side=Side(meeting.side),
        audience=Audience.CHOSEN,
        chosen=frozenset(chosen),
        shared_at=at,
    )
