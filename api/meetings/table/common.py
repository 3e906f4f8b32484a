"""What of a meeting everybody around the table has in common: its worry, what was brought, the numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.meetings.items import sees
from api.meetings.kinds import What
from api.meetings.rows import Row
from api.meetings.showing import Look
from api.meetings.views import InputView, MeetingView
from api.people.policy import Role, Viewer
from api.people.queries import UNKNOWN, Member, members
from api.plan.views import DangerView
from api.scales.shared import SharedScore, seen_by_all

# Numbers are given every month (domain 3, veiligheidsschaal).
A_MONTH: Final = timedelta(days=31)
GIVES_A_NUMBER: Final = frozenset({Role.ADULT, Role.CIRCLE})


@dataclass(frozen=True, slots=True)
class Common:
    """What all of them may read, and the meeting as the first of them sees it."""

    view: MeetingView
    danger: DangerView | None
    brought: tuple[InputView, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers that lie on the table; of the others there lies none, given or not."""

    scores: tuple[SharedScore, ...]
    without: tuple[Member, ...]


def common(session: Session, people: Sequence[Viewer], row: Row, now: datetime) -> Common:
    """Return the meeting as the first of these people sees it, with what all of them may read of it."""
    views = [_view(session, each, row, now) for each in people]
    first = views[0]
    if first is None:
        raise NotHere(UNKNOWN)
    dangers = [each.danger if each else None for each in views]
    heard = [
        {_said(each) for each in view.inputs if not each.stays} if view else set() for view in views
    ]
    of_all = set.intersection(*heard)
    brought = sorted(
        (each for each in first.inputs if _said(each) in of_all),
        key=lambda each: (list(What).index(each.what), each.at),
    )
    return Common(first, dangers[0] if all(dangers) else None, tuple(brought))


def numbers(session: Session, people: Sequence[Viewer], row: Row, now: datetime) -> Numbers:
    """Return everybody's last number on the worry of this meeting, as far as all may see it."""
    danger, until = row.meeting.danger_id, row.meeting.closed_at or now
    if danger is None:
        return Numbers((), ())
    scores = seen_by_all(session, people, danger, until - A_MONTH)
    gave = {each.by.id for each in scores}
    without = (
        each
        for each in members(session, people[0])
        if each.id in row.invited and each.role in GIVES_A_NUMBER and each.id not in gave
    )
    return Numbers(tuple(scores), tuple(without))


def _view(session: Session, viewer: Viewer, row: Row, now: datetime) -> MeetingView | None:
    """Return the rows that were read already as this viewer sees them."""
    if not sees(viewer, row.meeting, row.invited):
        return None
    return Look(session, viewer, now).at(row)


def _said(brought: InputView) -> tuple[UUID, UUID | None, What, str]:
    ward = brought.ward.id if brought.ward else None
    return brought.by.id, ward, brought.what, brought.text
