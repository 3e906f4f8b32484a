"""What signals are tested with: setting one, looking at what came of it, a house that hears."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.house import House
from api.safe_object.actions import set_signal
from api.safe_object.model import Signal, Told
from api.safe_object.words import How
from tests.world import World


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
