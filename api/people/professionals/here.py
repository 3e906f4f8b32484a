"""The seats of a house as who keeps its plan sees them, to lay one, end one, and let programs read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.core.vault import Box
from api.people.model import Household
from api.people.policy import Side, Verb, Viewer, may
from api.people.professionals.actions import may_lay
from api.people.professionals.items import seat_item
from api.people.professionals.model import Seat
from api.people.queries import UNKNOWN, oneself


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A seat that stands. `taken`: somebody sits there; else `open` says whether its link still works.

    `works_at` is known once it is taken. `waits_since`: nothing is read until somebody says who it is.
    """

    id: UUID
    name: str
    works_as: str
    works_at: str
    side: Side
    taken: bool
    open: bool
    programs: bool
    waits_since: datetime | None


def sides_for(session: Session, by: Viewer, now: datetime) -> tuple[Side, ...]:
    """Return of which sides somebody may lay a seat now; ``(BOTH,)`` in a house together.

    Raises NotHere for who may lay none.
    """
    apart = session.get_one(Household, by.household).mode == "apart"
    wanted = (Side.A, Side.B) if apart else (Side.BOTH,)
    found = tuple(side for side in wanted if may_lay(by, side, now))
    if not found:
        raise NotHere(UNKNOWN)
    return found


def seats_here(session: Session, by: Viewer, now: datetime) -> Sequence[Laid]:
    """Return the seats that this viewer may end, oldest first."""
    rows = session.scalars(
        select(Seat)
        .filter_by(household_id=by.household, ended_at=None)
        .order_by(Seat.made_at, Seat.id)
    )
    return [_laid(session, row, now) for row in rows if _may(by, row, now)]


def _may(by: Viewer, row: Seat, now: datetime) -> bool:
    item = seat_item(row.household_id, row.person_id or row.made_by, Side(row.side), now)
    return may(by, Verb.WRITE, item)


def _laid(session: Session, row: Seat, now: datetime) -> Laid:
    said = Box.of(session, row.household_id).open_json("seats", "body", row.id, row.body)
    sits = row.person_id is not None
    return Laid(
        id=row.id,
        name=oneself(session, row.person_id).name if row.person_id else str(said["name"]),
        works_as=row.works_as,
        works_at=str(said.get("works_at", "")),
        side=Side(row.side),
        taken=sits,
        open=not sits and now < row.expires_at,
        programs=row.feed_since is not None,
        waits_since=row.waits_since,
    )
