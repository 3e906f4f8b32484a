"""What somebody takes along of their own in the house: the numbers that they put on the list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.people.model import OwnNumber
from api.people.numbers import numbers
from api.people.policy import Item, Verb, Viewer, may
from api.people.queries import Member

# Plain values that go into a file: texts, numbers, moments, and lists of these.
Values = dict[str, Any]


def takes_own(viewer: Viewer, at: datetime) -> bool:
    """Say whether somebody takes along what was their own at this moment; not while another reads along."""
    item = Item(
        kind="own_data",
        household=viewer.household,
        author=viewer.person,
        ward=viewer.person,
        shared_at=at,
        side=viewer.side,
    )
    return may(viewer, Verb.EXPORT, item)


def called(known: Mapping[UUID, Member], people: Iterable[UUID]) -> list[str]:
    """Return what these people are called, as far as this reader may know of them."""
    return [known[each].called or known[each].name for each in people if each in known]


def whole(values: Values) -> Values:
    """Leave out what is empty, as a file need not say it."""
    return {name: value for name, value in values.items() if value not in (None, "", [], ())}


def to_take(session: Session, viewer: Viewer) -> list[Values]:
    """Return the numbers that this person put on the list, in its order."""
    if not takes_own(viewer, viewer.joined_at):
        return []
    own = select(OwnNumber.id).filter_by(
        household_id=viewer.household, author_id=viewer.person, until=None
    )
    mine = set(session.scalars(own))
    return [
        whole({"name": each.name, "number": each.number, "when": each.when})
        for each in numbers(session, viewer)
        if each.id in mine and not each.damaged
    ]
