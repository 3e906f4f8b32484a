"""One's own turns to look, with the days on which one cannot come left out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from api.people.policy import Viewer
from api.plan.checking import queries
from api.plan.checking.rules import Pause, is_soon
from api.plan.checking.views import Turn
from api.plan.queries import agreements
from api.plan.views import AgreementView
from api.safe_object.gathering import absents_of
from i18n.dates import here


def own_turns(
    session: Session,
    viewer: Viewer,
    now: datetime,
    among: Iterable[AgreementView] | None = None,
) -> list[Turn]:
    """Return one's own next turns at what is agreed, the first one first."""
    if among is None and not queries.is_a_looker(session, viewer.person):
        return []
    agreed = agreements(session, viewer, now) if among is None else among
    return queries.turns(session, viewer, agreed, now, away=_away(session, viewer))


def to_look_at(session: Session, viewer: Viewer, now: datetime) -> list[AgreementView]:
    """Return the agreements that somebody may tell of: first those at which they look."""
    agreed = agreements(session, viewer, now)
    return sorted(agreed, key=lambda each: viewer.person not in each.looks)


def soon(turns: Iterable[Turn], now: datetime, most: int) -> list[Turn]:
    """Return the turns that belong on the first page."""
    return [each for each in turns if is_soon(each.due, here(now))][:most]


def _away(session: Session, viewer: Viewer) -> list[Pause]:
    """Return when somebody could not look: sent away, or not there. A turn then comes after it."""
    sent = [
        Pause(viewer.person, here(began), _last(until))
        for began, until in viewer.absences
        if until is not None
    ]
    return sent + [
        Pause(viewer.person, here(row.from_at), _last(row.until_at))
        for row in absents_of(session, viewer.household)
        if row.person_id == viewer.person and row.from_at is not None and row.until_at is not None
    ]


def _last(until: datetime) -> date:
    return here(until - timedelta(seconds=1))
