"""What signals are tested with: setting one, looking at what came of it, a house that hears."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID, uuid4

from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.house import House
from api.people.queries import viewer
from api.safe_object import due
from api.safe_object.actions import set_signal
from api.safe_object.answering import Said, answer
from api.safe_object.model import Signal, Told
from api.safe_object.queries import open_for
from api.safe_object.standing import Standing
from api.safe_object.views import SignalView
from api.safe_object.words import Face, How, Kind
from tests.push.knocking import subscribe_on_new
from tests.world import World

Found = TypeVar("Found")


def all_hear(house: House, *people: UUID) -> None:
    """Each of them has a phone that is knocked for."""
    for person in people:
        subscribe_on_new(house, person)


def move(
    house: House,
    world: World,
    *,
    ward: UUID | None = None,
    signal: UUID | None = None,
    practice: bool = False,
    made_at: datetime | None = None,
) -> UUID:
    """The ward moves its thing; return the id of the record."""
    now, given = house.clock.now(), signal or uuid4()
    with house.db.writing(world.household, by=None, now=now) as session:
        set_signal(
            session,
            ward=ward or world.noor,
            household=world.household,
            signal_id=given,
            how=How.MOVED,
            by=ward or world.noor,
            made_at=made_at or now,
            practice=practice,
            now=now,
        )
    return given


def later(house: House, **more: float) -> datetime:
    """Let the clock of the house go on."""
    house.clock.moment += timedelta(**more)  # type: ignore[attr-defined]
    return house.clock.now()


def told(house: House, signal: UUID) -> list[tuple[UUID | None, str]]:
    """Who was told of a signal and why, in order."""
    with house.db.reading(EVERYWHERE) as session:
        mine = select(Told).filter_by(signal_id=signal).order_by(Told.at, Told.place)
        return [(row.person_id, row.why) for row in session.scalars(mine)]


def signals(house: House) -> list[Signal]:
    """All signals of the house."""
    with house.db.reading(EVERYWHERE) as session:
        return list(session.scalars(select(Signal).order_by(Signal.came_at)))


def step(house: House, **more: float) -> None:
    """Let time go on and the worker look."""
    due.step(house, later(house, **more) if more else house.clock.now())


def say(
    house: House,
    person: UUID,
    signal: UUID,
    kind: Kind,
    *,
    to: UUID | None = None,
    text: str = "",
    face: Face | None = None,
) -> Standing:
    """Somebody answers."""
    now = house.clock.now()
    with house.db.writing(EVERYWHERE, by=person, now=now) as session:
        return answer(
            session,
            by=viewer(session, person),
            signal_id=signal,
            kind=kind,
            now=now,
            to=to,
            said=Said(text=text, face=face),
        )


def seen_by(house: House, person: UUID) -> list[SignalView]:
    """The open signals that somebody sees."""
    with house.db.reading(EVERYWHERE) as session:
        return open_for(session, viewer(session, person), house.clock.now())


def act(house: House, person: UUID, action: Callable[..., None], /, **values: object) -> None:
    """Let somebody do something now."""
    now = house.clock.now()
    with house.db.writing(EVERYWHERE, by=person, now=now) as session:
        action(session, by=viewer(session, person), now=now, **values)


def ask(house: House, person: UUID, query: Callable[..., Found], /, *values: object) -> Found:
    """Let somebody look."""
    with house.db.reading(EVERYWHERE) as session:
        return query(session, viewer(session, person), *values)
