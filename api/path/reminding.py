"""Knocks on the day on which a closing plan is looked at again, for who keeps it. Each version once.

Source: domain.md section 8.2, afsluitingsplan: a yearly check. The knock says nothing of it.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.db import EVERYWHERE
from api.core.each import for_each
from api.core.house import House
from api.path import queries, rules
from api.path.kinds import Kind
from api.path.model import PathPart, PathReminder, PathVersion
from api.people.notices.actions import tell
from api.people.organisation.halted import stop_of
from api.people.policy import Viewer
from api.people.queries import lives_apart, viewers
from api.push import queue
from api.push.queries import may_be_knocked_for
from api.push.rules import Word
from i18n.dates import AMSTERDAM, here

FIRST: Final = time(9)
LAST: Final = time(20)
TOLD: Final = "path_check"


def remind_of_path(house: House, now: datetime) -> None:
    """Knock in each house where a closing plan is due."""
    if not FIRST <= now.astimezone(AMSTERDAM).time() < LAST:
        return
    due = select(PathVersion.household_id).join(PathPart, PathPart.id == PathVersion.part_id)
    told = select(PathReminder.version_id)
    due = due.where(PathPart.kind == Kind.CLOSING, PathVersion.day <= here(now))
    with house.db.reading(EVERYWHERE) as session:
        found = session.scalars(due.where(PathVersion.id.not_in(told)).distinct()).all()
    for_each(found, lambda each: _remind(house, each, now), chore="remind_of_path")


def _remind(house: House, household: UUID, now: datetime) -> None:
    with house.db.writing(household, by=None, now=now) as session:
        if stop_of(session, household) is not None:
            return
        due = _write_down(session, household, now)
        for someone in viewers(session, household):
            if about := _own(session, someone, due, now):
                _knock(session, someone, about, now)


def _write_down(session: Session, household: UUID, now: datetime) -> set[UUID]:
    """Return the versions whose day has come, from now on told; words that others replaced are told too."""
    rows = select(PathVersion.id).join(PathPart, PathPart.id == PathVersion.part_id)
    rows = rows.where(PathVersion.household_id == household, PathPart.kind == Kind.CLOSING)
    told = select(PathReminder.version_id)
    due = rows.where(PathVersion.day <= here(now), PathVersion.id.not_in(told))
    found = set(session.scalars(due))
    for each in found:
        session.add(PathReminder(version_id=each, household_id=household, at=now))
    session.flush()
    return found


def _own(session: Session, someone: Viewer, due: set[UUID], now: datetime) -> UUID | None:
    """Return the plan that is due and that this person keeps, or writes."""
    if not queries.may_enter(someone, now):
        return None
    apart = lives_apart(session, someone.household)
    for sheet in rules.sheets_of(someone.side, apart=apart):
        plan = queries.path(session, someone, sheet, now).closing
        keeps = plan and (someone.person in plan.mentioned or rules.may_keep(someone))
        if plan and keeps and plan.version_id in due:
            return plan.version_id
    return None


def _knock(session: Session, someone: Viewer, about: UUID, now: datetime) -> None:
    mine = {"person": someone.person, "household": someone.household}
    tell(session, to=[someone.person], kind=TOLD, about=someone.person, now=now)
    if may_be_knocked_for(session, someone.person, now):
        queue.send(session, **mine, word=Word.NEWS, about=about, now=now)
