"""Fetches what is to be known of one signal before its next step, as the values of `rules`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.people.model import Household
from api.people.policy import Viewer
from api.people.queries import lives_apart, viewers
from api.push import queries as push
from api.safe_object.available import away_now
from api.safe_object.ladder_model import Absent, Ladder, Rung
from api.safe_object.ladder_rules import default_order, may_answer
from api.safe_object.model import Answer, Signal, Told
from api.safe_object.rules import Order, Place, Reach, Telling
from api.safe_object.standing import Answered
from api.safe_object.words import Kind, Why


@dataclass(frozen=True, slots=True)
class Known:
    """One signal with its people, its ladder, and who was told and answered, as it is `now`."""

    signal: Signal
    ward: Viewer
    people: Sequence[Viewer]
    order: Order
    told: Sequence[Telling]
    answers: Sequence[Answered]
    may: frozenset[UUID]
    now: datetime


def take_turns(session: Session, household: UUID) -> None:
    """Let all who change the signals of one household in one after another: of two, one owns.

    It holds the row as weakly as that allows: a new person of this house need not wait.
    """
    query = select(Household.id).filter_by(id=household)
    session.execute(query.with_for_update(key_share=True))


def known(session: Session, signal: Signal, now: datetime) -> Known | None:
    """Return what is known of a signal; None when its ward is no longer here."""
    people = viewers(session, signal.household_id)
    ward = next((each for each in people if each.person == signal.ward_id), None)
    if ward is None:
        return None
    order, agreed = order_for(session, ward, people)
    may = (p.person for p in people if may_answer(p, ward, signal.came_at, now, agreed=agreed))
    return Known(
        signal,
        ward,
        people,
        order,
        tellings(session, signal.id),
        answered(session, signal.id),
        frozenset(may),
        now,
    )


def order_for(
    session: Session, ward: Viewer, people: Sequence[Viewer]
) -> tuple[Order, frozenset[UUID]]:
    """Return the ladder that holds for a ward, and whom the ward itself said yes to.

    Without its yes nobody was of the house when it was agreed: who moved in since comes no more. One
    whose people all left holds no more. The safety people are the last of each, before nobody comes.
    """
    ladder = holding_ladder(session, ward.person)
    rungs = rungs_of(session, ladder)
    here = {each.person for each in people}
    if ladder is None or not any(rung.person_id in here for rung in rungs):
        apart = lives_apart(session, ward.household)
        return default_order(ward, people, apart=apart), frozenset()
    agreed = rungs if ladder.agreed_at is not None else ()
    return _order(ladder, rungs, ward.safety_people), frozenset(rung.person_id for rung in agreed)


def absents_of(session: Session, household: UUID) -> Sequence[Absent]:
    """Return all that people of a household said of when they cannot come."""
    return session.scalars(select(Absent).filter_by(household_id=household, ended_at=None)).all()


def reach(session: Session, found: Known, now: datetime) -> Reach:
    """Return who could hear it now, and who stands in for whom."""
    absents = absents_of(session, found.signal.household_id)
    stand_ins = away_now(absents, now, may=found.may)
    could = found.may - push.in_vain(session, found.signal.id)
    hears = frozenset(each for each in could if push.reachable(session, each, now))
    return Reach(found.may, hears, stand_ins)


def holding_ladder(session: Session, ward: UUID) -> Ladder | None:
    """Return the ladder that was agreed and holds."""
    mine = select(Ladder).filter_by(ward_id=ward, replaced_at=None)
    return session.scalars(mine.where(Ladder.confirmed_at.is_not(None))).first()


def rungs_of(session: Session, ladder: Ladder | None) -> Sequence[Rung]:
    """Return the people of a ladder in their order."""
    if ladder is None:
        return ()
    mine = select(Rung).filter_by(ladder_id=ladder.id)
    return session.scalars(mine.order_by(Rung.place)).all()


def tellings(session: Session, signal: UUID) -> list[Telling]:
    """Return who was told, in order."""
    mine = select(Told).filter_by(signal_id=signal).order_by(Told.at)
    return [
        Telling(row.person_id, row.place, row.at, Why(row.why)) for row in session.scalars(mine)
    ]


def answered(session: Session, signal: UUID) -> list[Answered]:
    """Return the answers without their words, in order."""
    mine = select(Answer).filter_by(signal_id=signal).order_by(Answer.number)
    return [
        Answered(row.person_id, Kind(row.kind), row.at, row.to_id) for row in session.scalars(mine)
    ]


def _order(ladder: Ladder, rungs: Iterable[Rung], watching: frozenset[UUID]) -> Order:
    rungs = list(rungs)
    places = [Place((rung.person_id,), timedelta(minutes=rung.after_minutes)) for rung in rungs]
    end, others = (
        timedelta(minutes=ladder.card_after),
        watching - {each.person_id for each in rungs},
    )
    if others:
        places.append(Place(tuple(sorted(others)), end))
    return Order(tuple(places), end, tuple(sorted(watching)))
