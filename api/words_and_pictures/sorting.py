"""The books go along when a house is put apart: each gets the side of the adults it names.

One that names both, or none, stays with both: then each side goes on answering its own asking, and
those of one side write in it no more.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.people.apart.rules import side_after
from api.people.model import Person
from api.people.policy import Side
from api.words_and_pictures.rows import all_facts


def sort_books(session: Session, household: UUID) -> None:
    """Give the books of a house their sides. The people have theirs already."""
    people = session.scalars(select(Person).filter_by(household_id=household))
    sides = {each.id: Side(each.side) for each in people}
    for found in all_facts(session, household):
        writer = sides[found.book.by_id]
        named = (sides[each.person] for each in found.named)
        found.book.side = side_after(writer, named)
    session.flush()
