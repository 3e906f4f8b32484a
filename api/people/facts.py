"""The rows of a house that say who is there and how they stand to each other; of many houses in one go.

Who asks of many lets them be fetched together first (``meet``). What is asked of one house afterwards is
asked by the same words: it finds what was fetched, and decides what it always does.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.once import is_kept, keep, keeps, once
from api.people import asked
from api.people.going.model import Going
from api.people.model import Duty, Household, Person, SafetyLink, Shield
from api.people.policy import Role, Side

STANDING_STILL: Final = "standing still"  # in session.info: who is who does not change meanwhile


@dataclass(frozen=True, slots=True)
class Facts:
    """The rows of one household that say how its people stand to each other."""

    duties: Sequence[Duty]
    links: Sequence[SafetyLink]
    shields: Sequence[Shield]
    goings: Sequence[Going]
    held: frozenset[UUID]
    held_since: datetime | None
    apart: frozenset[UUID]


def facts_of(session: Session, household: UUID) -> Facts:
    """Return how the people of a house stand to each other."""
    return once(
        session,
        ("facts", household),
        lambda: _facts_of_one(session, household),
        still=STANDING_STILL,
    )


def people_of(session: Session, household: UUID) -> Sequence[Person]:
    """Return all who are or were of a house."""
    return once(
        session,
        ("people", household),
        lambda: session.scalars(asked.OF_ONE.people, {"household": household}).all(),
    )


def meet(session: Session, households: Collection[UUID]) -> None:
    """Fetch what is asked of each of these houses, all of them at once. In a session that only reads.

    For a handful of houses: all of it stays in memory until the session ends.
    """
    new = [each for each in households if not is_kept(session, ("facts", each))]
    if not keeps(session) or not new:
        return
    values = {"households": new}
    homes = session.scalars(select(Household).where(Household.id.in_(new))).all()
    # Held, so that the session still knows them when it is asked for each.
    keep(session, ("homes", frozenset(new)), homes)
    people = _by_house(session.scalars(asked.OF_MANY.people, values))
    sides = {household: _sides(people[household]) for household in new}
    facts = _facts(session, asked.OF_MANY, values, sides)
    for household in new:
        keep(session, ("people", household), people[household])
        keep(session, ("facts", household), facts[household])


def _facts_of_one(session: Session, household: UUID) -> Facts:
    values = {"household": household}
    adults = session.execute(asked.ADULTS, values)
    sides = {household: {person: Side(side) for person, side in adults}}
    return _facts(session, asked.OF_ONE, values, sides)[household]


def _sides(people: Iterable[Person]) -> dict[UUID, Side]:
    """Return where the grown-ups of a house stand, those who left included."""
    return {each.id: Side(each.side) for each in people if each.role == Role.ADULT}


def _facts(
    session: Session,
    ask: asked.Asked,
    values: Mapping[str, Any],
    sides: Mapping[UUID, Mapping[UUID, Side]],
) -> dict[UUID, Facts]:
    """Return the facts of the houses of ``sides``, which says where their grown-ups stand."""
    frozen = {row.household_id: row.frozen_at for row in session.execute(ask.frozen, values)}
    duties = _by_house(session.scalars(ask.duties, values))
    links = _by_house(session.scalars(ask.links, values))
    shields = _by_house(session.scalars(ask.shields, values))
    goings = _by_house(session.scalars(ask.goings, values))

    def of(household: UUID) -> Facts:
        adults, since = sides[household], frozen.get(household)
        together = frozenset(each for each, side in adults.items() if side is Side.BOTH)
        return Facts(
            duties[household],
            links[household],
            shields[household],
            goings=goings[household],
            held=together if since else frozenset(),
            held_since=since,
            apart=frozenset(adults) if since else frozenset(adults) - together,
        )

    return {household: of(household) for household in sides}


def _by_house(rows: Iterable[Any]) -> defaultdict[UUID, list[Any]]:
    found: defaultdict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.household_id].append(row)
    return found
