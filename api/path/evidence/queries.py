"""Gathering what the rooms show. Everything goes through the viewer who asks; nothing hidden is counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from api.path.evidence import around, notes, taking_part, weeks
from api.path.evidence.facts import Facts
from api.path.evidence.facts_of_path import Met
from api.path.evidence.numbers import scores, voices_of
from api.path.evidence.planned import planned
from api.path.evidence.tested import tests
from api.people.policy import Viewer
from api.plan.queries import plan as plan_of
from i18n.dates import here


def facts(session: Session, viewer: Viewer, now: datetime, *, met: tuple[Met, ...] = ()) -> Facts:
    """Return what this viewer sees of how it goes, asked of every room.

    ``met`` is what the page asked the meetings, a neighbour that this room does not know. It asks as somebody who did not just give their code: what is private never stands on this sheet.
    """
    open_to = replace(viewer, proven=False)
    plan = plan_of(session, open_to, now)
    voices = voices_of(session, open_to, plan.dangers, now)
    lived = weeks.lived(session, open_to, now)
    every_week = [week for of in lived for week in of]
    return Facts(
        at=now,
        today=here(now),
        scores=scores(session, open_to, voices, now),
        checks=notes.checks(session, open_to, (*plan.direct, *plan.stable), now),
        log=notes.log(session, open_to, now),
        children=notes.children(session, open_to, now),
        books=around.books(session, open_to, now),
        weeks=tuple(weeks.last_week(of) for of in lived),
        people=taking_part.people(session, open_to, voices, every_week, now),
        safety=around.safety(session, open_to),
        plan=planned(session, open_to, plan, now),
        tests=tests(session, open_to, now),
        met=met,
    )
