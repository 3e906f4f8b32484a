"""What somebody took on at a table, for their first page."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.vault import Box, Tampered
from api.meetings.model import Meeting, MeetingInvited
from api.meetings.table.model import TableAct
from api.meetings.table.state import Kind
from api.people.policy import Viewer, is_away
from api.plan.views import AgreementView, PlanView


def own_tasks(session: Session, viewer: Viewer, plan: PlanView) -> list[AgreementView]:
    """Return what this viewer took on at a table, as long as it stands in the plan.

    ``plan`` is the plan as they read it: what is done ends there, and whatever becomes of the meeting
    takes nothing away. Never when another reads along.
    """
    agreed = [each for each in (*plan.direct, *plan.stable) if viewer.person in each.does]
    if viewer.quiet or not agreed:
        return []
    took_on = _took_on(session, viewer)
    return [each for each in agreed if each.id in took_on]


def _took_on(session: Session, viewer: Viewer) -> Collection[UUID]:
    """Return the parts of the plan that were decided at a table to which this viewer was asked then.

    Who was away then, or not asked, hears of no table: what they are to do stands in the plan.
    """
    decided = (
        select(TableAct)
        .join(Meeting, Meeting.id == TableAct.meeting_id)
        .join(MeetingInvited, MeetingInvited.meeting_id == Meeting.id)
        .where(
            Meeting.household_id == viewer.household,
            Meeting.closed_at.is_not(None),
            TableAct.kind == Kind.DECIDED,
            MeetingInvited.person_id == viewer.person,
            MeetingInvited.at <= TableAct.at,
            MeetingInvited.ended_at.is_(None) | (MeetingInvited.ended_at > TableAct.at),
        )
    )
    box, found = Box.of(session, viewer.household), set()
    for act in session.scalars(decided):
        try:
            said = box.open_json("table_acts", "body", act.id, act.body)
        except Tampered:
            continue
        if str(viewer.person) in said["does"] and not is_away(viewer, act.at):
            found.add(UUID(said["part"]))
    return found
