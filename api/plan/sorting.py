"""What was agreed goes along when a house is put apart: each part and each yes gets its side.

A part goes to the side of the adults it names, as a note does. One that names both, or none, stays
with both; nobody new of one side is named in it any more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import fields
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.people.apart.queries import names_of_adults
from api.people.apart.rules import names_in, side_after
from api.people.model import Person
from api.people.policy import Side
from api.plan.model import Endorsement
from api.plan.rows import Row, everything
from api.plan.words import Words


def sort_parts(session: Session, household: UUID) -> None:
    """Give the whole plan of a house its sides. The people have theirs already."""
    people = session.scalars(select(Person).filter_by(household_id=household))
    sides = {each.id: Side(each.side) for each in people}
    adults = names_of_adults(session, household)
    versions: defaultdict[UUID, list[Row]] = defaultdict(list)
    for row in everything(session, household):
        versions[row.part.id].append(row)
    for rows in versions.values():
        named = {person for row in rows for person in row.named} | names_in(_typed(rows), adults)
        rows[0].part.side = side_after(_writer(rows, sides), (sides[each] for each in named))
    for yes in session.scalars(select(Endorsement).filter_by(household_id=household)):
        yes.side = sides[yes.person_id]
    session.flush()


def _writer(rows: Iterable[Row], sides: Mapping[UUID, Side]) -> Side:
    """What was agreed belongs to nobody alone; a proposal goes with who made it."""
    found = list(rows)
    if any(row.version.in_force_at is not None for row in found):
        return Side.BOTH
    return sides[found[0].part.by_id]


def _typed(rows: Iterable[Row]) -> str:
    return "\n".join(text for row in rows for text in _texts(row.words))


def _texts(words: Words) -> Iterable[str]:
    values = (getattr(words, each.name) for each in fields(words))
    return (value for value in values if isinstance(value, str))
