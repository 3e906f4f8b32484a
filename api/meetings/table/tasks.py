"""What somebody took on at the last meeting, for their first page."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.meetings.model import Meeting, MeetingInvited
from api.meetings.table.queries import state_of
from api.people.policy import Viewer
from api.plan.views import AgreementView, PlanView

# By then the next meeting came, or the plan is where one looks.
STANDS: Final = timedelta(days=60)


def own_tasks(
    session: Session, viewer: Viewer, plan: PlanView, now: datetime
) -> list[AgreementView]:
    """Return what this viewer said to do at the last meeting, as far as it still stands in the plan.

    ``plan`` is the plan as they read it. Never when another reads along.
    """
    mine = (
        select(Meeting)
        .join(MeetingInvited, MeetingInvited.meeting_id == Meeting.id)
        .where(
            MeetingInvited.person_id == viewer.person,
            MeetingInvited.ended_at.is_(None),
            Meeting.household_id == viewer.household,
            Meeting.closed_at > now - STANDS,
        )
        .order_by(Meeting.closed_at.desc())
    )
    last = None if viewer.quiet else session.scalars(mine.limit(1)).first()
    if last is None:
        return []
    decided = {
        UUID(each.body["part"])
        for each in state_of(session, last).decisions
        if str(viewer.person) in each.body["does"]
    }
    agreed = (*plan.direct, *plan.stable)
    return [each for each in agreed if each.id in decided and viewer.person in each.does]
