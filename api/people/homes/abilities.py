"""Who can do what: each of the circle says it of themselves, for the grown-ups whose side meets."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.core.ids import new_id
from api.people.homes.model import Ability
from api.people.homes.rules import Can
from api.people.policy import Item, Side, Verb, Viewer, may
from api.people.queries import UNKNOWN, members


def abilities(session: Session, reader: Viewer) -> Mapping[UUID, tuple[Can, ...]]:
    """Return what people here can do, as far as this reader may know it."""
    sides = {each.id: each.side for each in members(session, reader)}
    found: defaultdict[UUID, set[Can]] = defaultdict(set)
    for row in _rows(session, reader.household):
        if row.person_id in sides and may(
            reader, Verb.SEE, _item(reader, row.person_id, sides[row.person_id])
        ):
            found[row.person_id].add(Can(row.kind))
    return {person: tuple(each for each in Can if each in can) for person, can in found.items()}


def may_tell(by: Viewer) -> bool:
    """Say whether somebody tells what they can do: people of the circle."""
    return may(by, Verb.WRITE, _item(by, by.person, by.side))


def tell_abilities(session: Session, *, by: Viewer, can: Collection[Can], now: datetime) -> None:
    """Say exactly what one can do; what was not ticked again ends. Raises NotHere."""
    if not may_tell(by):
        raise NotHere(UNKNOWN)
    mine = {
        Can(row.kind): row for row in _rows(session, by.household) if row.person_id == by.person
    }
    for ended in mine.keys() - set(can):
        mine[ended].until = now
    for kind in sorted(set(can) - mine.keys()):
        session.add(
            Ability(
                id=new_id(),
                household_id=by.household,
                person_id=by.person,
                kind=kind,
                since=now,
                until=None,
            )
        )
    session.flush()


def _rows(session: Session, household: UUID) -> list[Ability]:
    return list(session.scalars(select(Ability).filter_by(household_id=household, until=None)))


def _item(reader: Viewer, person: UUID, side: Side) -> Item:
    """It counts as told to whoever joins later: it is about now."""
    return Item(
        kind="ability",
        household=reader.household,
        author=person,
        side=side,
        shared_at=reader.joined_at,
    )
