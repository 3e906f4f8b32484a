"""Looks a week ahead: is there a moment at which nobody could come for a ward? Its people hear it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.db import EVERYWHERE
from api.core.each import for_each
from api.core.house import House
from api.core.ids import new_id
from api.people.model import SafetyLink
from api.people.notices.actions import tell
from api.people.policy import Role, Viewer
from api.people.queries import viewers
from api.people.roles import Duty
from api.people.rules import day_of
from api.safe_object.available import available, away_now, turns
from api.safe_object.gathering import absents_of, holding_ladder, order_for, take_turns
from api.safe_object.ladder_model import Absent, Gap, Ladder
from api.safe_object.ladder_rules import may_answer
from api.safe_object.objects_model import SafeObject
from api.safe_object.rules import Order

AHEAD: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Coming:
    """Who comes for one ward, and when they cannot."""

    ward: Viewer
    people: Sequence[Viewer]
    order: Order
    agreed: frozenset[UUID]
    absents: Sequence[Absent]

    def has_somebody(self, at: datetime) -> bool:
        """Say whether somebody on the ladder, or who stands in, could come at this moment."""
        can = {
            each.person
            for each in self.people
            if may_answer(each, self.ward, at, at, agreed=self.agreed)
        }
        stand_ins = away_now(self.absents, at, may=can)
        on_it = {each for place in self.order.places for each in place.people}
        return any(available(each, stand_ins) in can for each in on_it)


def warn(house: House, now: datetime) -> None:
    """Warn in every household where a ward has people, or a thing for which they came; each moment once."""
    with house.db.reading(EVERYWHERE) as session:
        linked = select(SafetyLink.household_id).filter_by(until=None)
        agreed = select(Ladder.household_id).filter_by(replaced_at=None)
        chosen = select(SafeObject.household_id).filter_by(until=None)
        found = {*session.scalars(linked), *session.scalars(agreed), *session.scalars(chosen)}
    for_each(found, lambda each: _warn(house, each, now), chore="warn")


def _warn(house: House, household: UUID, now: datetime) -> None:
    with house.db.reading(household) as session:
        gaps = list(_new_gaps(session, household, now))
    if not gaps:
        return
    with house.db.writing(household, by=None, now=now) as session:
        take_turns(session, household)
        for ward, moment in _new_gaps(session, household, now):
            row = Gap(
                id=new_id(), household_id=household, ward_id=ward, from_at=moment, told_at=now
            )
            session.add(row)
            session.flush()
            values = {"at": max(moment, now).isoformat()}
            to = _to_be_told(session, ward, household)
            tell(session, to=to, kind="nobody_left", about=ward, now=now, values=values)


def _new_gaps(session: Session, household: UUID, now: datetime) -> Iterator[tuple[UUID, datetime]]:
    """One that goes on now is told again the next day."""
    people, absents = viewers(session, household), absents_of(session, household)
    has_thing = set(
        session.scalars(select(SafeObject.ward_id).filter_by(household_id=household, until=None))
    )
    for ward in people:
        order, agreed = order_for(session, ward, people)
        unagreed = holding_ladder(session, ward.person) is None
        if not ward.safety_people and unagreed and ward.person not in has_thing:
            continue
        moment = _first_gap(Coming(ward, people, order, agreed, absents), now)
        if moment is None:
            continue
        known = day_of(now) if moment == now else moment
        told = select(Gap.id).filter_by(ward_id=ward.person, from_at=known)
        if session.scalars(told).first() is None:
            yield ward.person, known


def _first_gap(coming: Coming, now: datetime) -> datetime | None:
    """Return the first moment of the coming week at which nobody could come."""
    starts = (began for each in coming.people for began, _until in each.absences)
    away = [began for began in starts if now < began <= now + AHEAD]
    moments = sorted({*turns(coming.absents, now, now + AHEAD), *away})
    return next((each for each in moments if not coming.has_somebody(each)), None)


def _to_be_told(session: Session, ward: UUID, household: UUID) -> set[UUID]:
    """Its safety people, and who leads from outside the house; the notices leave out who may be feared."""
    people = viewers(session, household)
    lead = {
        each.person for each in people if each.role is Role.CIRCLE and Duty.CHAIR in each.duties
    }
    return lead | {each.person for each in people if ward in each.wards}
