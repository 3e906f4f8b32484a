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

from api.core.vault import Box
from api.people.apart.queries import names_of_adults
from api.people.apart.rules import names_in, side_after
from api.people.model import Person
from api.people.policy import Side
from api.plan.model import Endorsement
from api.plan.rows import Row, everything, reason_of, settled
from api.plan.words import Words


def sort_parts(session: Session, household: UUID) -> None:
    """Give the whole plan of a house its sides. The people have theirs already."""
    people = session.scalars(select(Person).filter_by(household_id=household))
    sides = {each.id: Side(each.side) for each in people}
    adults, box = names_of_adults(session, household), Box.of(session, household)
    versions: defaultdict[UUID, list[Row]] = defaultdict(list)
    for row in everything(session, household):
        versions[row.part.id].append(row)
    for rows in versions.values():
        counted = [row for row in rows if _counts(row, sides)]
        named = {person for row in counted for person in row.named}
        named |= names_in(_typed(box, counted), adults)
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


def _counts(row: Row, sides: Mapping[UUID, Side]) -> bool:
    """What somebody of one side wrote and nobody agreed on moves nothing: only that side reads it."""
    return row.version.in_force_at is not None or sides[row.version.by_id] is Side.BOTH


def _typed(box: Box, rows: Iterable[Row]) -> str:
    return "\n".join(text for row in rows for text in (*_texts(row.words), *_around(box, row)))


def _around(box: Box, row: Row) -> Iterable[str]:
    """Return who else was there when it was agreed, and why it ended, as they were typed."""
    found = settled(box, row)
    return (found.others if found else "", reason_of(box, row.version))


def _texts(words: Words) -> Iterable[str]:
    values = (getattr(words, each.name) for each in fields(words))
    return (value for value in values if isinstance(value, str))
