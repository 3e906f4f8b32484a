"""Choosing on which day one comes to look. Each action may come twice, late, or from another.

An unannounced day is the visitor's alone: nobody else can choose it, see it, or take it away.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import Invalid, NotHere
from api.people.policy import Verb, Viewer, may
from api.people.queries import UNKNOWN
from api.plan.checking import rules
from api.plan.checking.items import visit_item
from api.plan.checking.model import PlannedVisit
from api.plan.checking.queries import agreed_by, last_looks, pauses_of
from api.plan.checking.rules import Kind
from api.plan.keeping import take_turns
from api.plan.queries import agreement as agreement_of
from api.plan.views import AgreementView
from i18n.dates import here
from i18n.marking import N_

WHICH_DAY: Final = N_("Kies een dag vanaf vandaag. Niet later dan over 1 jaar.")
WHO: Final = N_("Kies iemand die hier kijkt.")
ONLY_OWN: Final = N_("Onverwacht komen kies je alleen voor jezelf.")
NOT_BY_CHANCE: Final = N_("Hier kan de app geen dag kiezen. Kies zelf een dag.")


def choose_day(
    session: Session,
    *,
    by: Viewer,
    visit_id: UUID,
    agreement_id: UUID,
    person: UUID,
    day: date,
    kind: Kind,
    now: datetime,
) -> None:
    """Write down on which day somebody comes; twice is once. Raises NotHere, and Invalid.

    Who keeps the plan may choose a planned day for another. While another reads along an unannounced one
    is answered the same and not kept.
    """
    take_turns(session, by)
    agreement = agreement_of(session, by, agreement_id, now)
    if session.get(PlannedVisit, visit_id) is not None:
        return
    _check(by, agreement, person=person, kind=kind, day=day, now=now)
    if _is_not_kept(by, kind) or _is_chosen(session, agreement_id, person, day, kind):
        return
    session.add(
        PlannedVisit(
            id=visit_id,
            household_id=by.household,
            agreement_id=agreement_id,
            person_id=person,
            day=day,
            kind=kind,
            by_id=by.person,
            made_at=now,
            cancelled_by=None,
            cancelled_at=None,
        )
    )
    session.flush()


def take_chance(
    session: Session,
    *,
    by: Viewer,
    visit_id: UUID,
    agreement_id: UUID,
    now: datetime,
    chance: Callable[[int], int],
) -> None:
    """Let chance choose one's own unannounced day within the rhythm. Raises NotHere, and Invalid."""
    agreement = agreement_of(session, by, agreement_id, now)
    own = agreed_by(agreement, by.person)
    pauses = [] if by.quiet else pauses_of(session, by.person)
    last = rules.last_of(own, last_looks(session, by.person), by.person, Kind.UNANNOUNCED)
    day = rules.by_chance(own, last, pauses, here(now), chance)
    if day is None:
        raise Invalid(NOT_BY_CHANCE, field="day")
    choose_day(
        session,
        by=by,
        visit_id=visit_id,
        agreement_id=agreement_id,
        person=by.person,
        day=day,
        kind=Kind.UNANNOUNCED,
        now=now,
    )


def cancel(session: Session, *, by: Viewer, visit_id: UUID, now: datetime) -> None:
    """Take a chosen day away; twice is once. Raises NotHere for what one may not know or change."""
    row = session.get(PlannedVisit, visit_id)
    if row is None or row.household_id != by.household or _is_not_kept(by, Kind(row.kind)):
        raise NotHere(UNKNOWN)
    agreement = agreement_of(session, by, row.agreement_id, now)
    if not _may(by, agreement, row.person_id, Kind(row.kind), now):
        raise NotHere(UNKNOWN)
    if row.cancelled_at is None:
        row.cancelled_at, row.cancelled_by = now, by.person
        session.flush()


def _check(
    by: Viewer, agreement: AgreementView, *, person: UUID, kind: Kind, day: date, now: datetime
) -> None:
    if kind is Kind.UNANNOUNCED and person != by.person:
        raise Invalid(ONLY_OWN, field="kind")
    if person not in agreement.looks or not _may(by, agreement, person, kind, now):
        raise Invalid(WHO, field="person")
    if not rules.may_choose_day(day, here(now)):
        raise Invalid(WHICH_DAY, field="day")


def _may(by: Viewer, agreement: AgreementView, person: UUID, kind: Kind, now: datetime) -> bool:
    if _is_not_kept(by, kind):
        return person == by.person
    return may(by, Verb.WRITE, visit_item(agreement, person, by, kind, now))


def _is_not_kept(by: Viewer, kind: Kind) -> bool:
    return by.quiet and kind is Kind.UNANNOUNCED


def _is_chosen(session: Session, agreement: UUID, person: UUID, day: date, kind: Kind) -> bool:
    same = select(PlannedVisit.id).filter_by(
        agreement_id=agreement, person_id=person, day=day, kind=kind, cancelled_at=None
    )
    return session.scalars(same.limit(1)).first() is not None
