"""Reading whose turn it is to look. Nobody learns more of it than of the agreement itself.

One's own turns are worked out from one's own notes. When another reads along there are none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.people.policy import Item, Verb, Viewer, is_away, may
from api.people.queries import members, viewers
from api.plan.checking import rules
from api.plan.checking.items import knows_pauses, visit_item
from api.plan.checking.model import Check, HelperPause, PlannedVisit
from api.plan.checking.rules import Agreed, Arranged, Kind, Looked, Pause
from api.plan.checking.views import PauseView, Turn, Uncovered, VisitView
from api.plan.model import PartPerson
from api.plan.views import AgreementView
from api.plan.words import Part
from i18n.dates import here


def turns(
    session: Session,
    viewer: Viewer,
    agreements: Iterable[AgreementView],
    now: datetime,
    away: Iterable[Pause] = (),
) -> list[Turn]:
    """Return one's own next turns at these agreements, the first one first.

    ``away`` are days on which somebody cannot come for another reason than a pause.
    """
    mine = {each.id: each for each in agreements if viewer.person in each.looks}
    if viewer.quiet or not mine:
        return []
    looked, chosen = last_looks(session, viewer.person), _chosen(session, viewer)
    pauses = [*pauses_of(session, viewer.person), *away]
    found = (
        Turn(mine[due.agreement], due)
        for each in mine.values()
        for due in rules.due(agreed_by(each, viewer.person), looked, chosen, pauses, here(now))
    )
    return sorted(found, key=lambda each: each.due.on)


def visits(
    session: Session, viewer: Viewer, agreements: Iterable[AgreementView], now: datetime
) -> list[VisitView]:
    """Return the chosen days from today on that this viewer may know, in order."""
    known, people = {each.id: each for each in agreements}, _here(session, viewer)
    coming = select(PlannedVisit).filter_by(household_id=viewer.household, cancelled_at=None)
    rows = session.scalars(
        coming.where(PlannedVisit.day >= here(now)).order_by(PlannedVisit.day, PlannedVisit.id)
    )
    return [
        _visit(viewer, known[row.agreement_id], row, now)
        for row in rows
        if row.agreement_id in known
        and row.person_id in people
        and row.person_id in known[row.agreement_id].looks
        and may(viewer, Verb.SEE, _item(viewer, known[row.agreement_id], row, now))
    ]


def own_pauses(session: Session, viewer: Viewer, now: datetime) -> list[PauseView]:
    """Return when one steps back oneself, now or later; nothing when another reads along."""
    return [] if viewer.quiet else _pauses(session, viewer.household, {viewer.person}, here(now))


def uncovered(
    session: Session, viewer: Viewer, agreements: Sequence[AgreementView], now: datetime
) -> list[Uncovered]:
    """Return the agreements of which somebody who looks is away: who looks now? For who keeps the plan."""
    today, people = here(now), _here(session, viewer)
    there = people - {
        each.person for each in viewers(session, viewer.household) if is_away(each, now)
    }
    may_know = {each for each in people if viewer.duties and knows_pauses(viewer, each, now)}
    pauses = [
        each for each in _pauses(session, viewer.household, may_know, today) if each.first <= today
    ]
    found = (
        Uncovered(
            each,
            tuple(pause for pause in pauses if pause.person in each.looks),
            rules.without_anybody(agreed_by(each, *each.looks), there, map(_plain, pauses), today),
        )
        for each in agreements
    )
    return [each for each in found if viewer.duties and (each.away or each.nobody)]


def is_a_looker(session: Session, person: UUID) -> bool:
    """Say whether somebody ever was asked to look: most people are not, and wait for nothing."""
    asked = select(PartPerson.version_id).where(PartPerson.person_id == person)
    return session.scalars(asked.where(PartPerson.part == Part.LOOKS).limit(1)).first() is not None


def last_looks(session: Session, person: UUID) -> list[Looked]:
    """Return when somebody last looked at each agreement, in each way."""
    latest = select(Check.agreement_id, Check.visit, func.max(Check.at))
    mine = latest.where(Check.person_id == person)
    rows = session.execute(mine.group_by(Check.agreement_id, Check.visit))
    return [
        Looked(agreement, person, here(at), Kind(visit) if visit else None)
        for agreement, visit, at in rows
    ]


def checks_since(session: Session, household: UUID, since: datetime) -> Sequence[UUID]:
    """Return the notes that were checks since a moment. Whoever shows them asks who may read each."""
    lately = select(Check.entry_id).where(Check.household_id == household, Check.at >= since)
    return session.scalars(lately).all()


def pauses_of(session: Session, person: UUID) -> list[Pause]:
    """Return all the times that somebody stepped back, as they were in the end."""
    rows = session.scalars(select(HelperPause).filter_by(person_id=person))
    found = (Pause(person, row.first, _last_day(row)) for row in rows)
    return [each for each in found if each.first <= each.last]


def agreed_by(agreement: AgreementView, *lookers: UUID) -> Agreed:
    """Return what an agreement says about looking, for these who look."""
    return Agreed(
        agreement=agreement.id,
        since=here(agreement.since),
        lookers=tuple(each for each in lookers if each in agreement.looks),
        planned_every=agreement.planned_every,
        unannounced_every=agreement.unannounced_every,
    )


def _here(session: Session, viewer: Viewer) -> frozenset[UUID]:
    """Return who is here, as far as the viewer may know: who left comes no more and looks no more."""
    return frozenset(each.id for each in members(session, viewer))


def _pauses(
    session: Session, household: UUID, people: Iterable[UUID], today: date
) -> list[PauseView]:
    rows = session.scalars(
        select(HelperPause)
        .filter_by(household_id=household, ended_at=None)
        .where(HelperPause.last >= today)
        .order_by(HelperPause.first, HelperPause.id)
    )
    wanted = set(people)
    return [
        PauseView(row.id, row.person_id, row.first, row.last)
        for row in rows
        if row.person_id in wanted
    ]


def _last_day(row: HelperPause) -> date:
    """Who came back earlier looks again from that day on."""
    if row.ended_at is None:
        return row.last
    return min(row.last, here(row.ended_at) - timedelta(days=1))


def _chosen(session: Session, viewer: Viewer) -> list[Arranged]:
    mine = select(PlannedVisit).filter_by(person_id=viewer.person, cancelled_at=None)
    return [
        Arranged(row.agreement_id, row.person_id, row.day, Kind(row.kind))
        for row in session.scalars(mine)
    ]


def _visit(viewer: Viewer, agreement: AgreementView, row: PlannedVisit, now: datetime) -> VisitView:
    may_cancel = may(viewer, Verb.WRITE, _item(viewer, agreement, row, now))
    return VisitView(row.id, agreement, row.person_id, row.day, Kind(row.kind), may_cancel)


def _item(viewer: Viewer, agreement: AgreementView, row: PlannedVisit, now: datetime) -> Item:
    return visit_item(agreement, row.person_id, viewer, Kind(row.kind), now)


def _plain(pause: PauseView) -> Pause:
    return Pause(pause.person, pause.first, pause.last)
