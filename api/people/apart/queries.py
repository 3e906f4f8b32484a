"""How far a house is on its way from together to apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.core.vault import Box, Tampered
from api.people.apart.model import ApartSwitch
from api.people.apart.rules import may_put_apart
from api.people.model import Household, Person
from api.people.policy import Role, Viewer
from api.people.queries import UNKNOWN, Member, members

SORTED: Final = (Role.ADULT, Role.CIRCLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What the plan holder sees: is the house apart, does it stand still, and who is to be placed."""

    apart: bool
    frozen: bool
    adults: tuple[Member, ...]
    circle: tuple[Member, ...]
    children: tuple[Member, ...]


def state(session: Session, viewer: Viewer) -> State:
    """Return how far the house is; raises NotHere for whoever may not put it apart."""
    if not may_put_apart(viewer):
        raise NotHere(UNKNOWN)
    here = members(session, viewer)
    return State(
        apart=session.get_one(Household, viewer.household).mode == "apart",
        frozen=open_switch(session, viewer.household) is not None,
        adults=tuple(each for each in here if each.role is Role.ADULT),
        circle=tuple(each for each in here if each.role is Role.CIRCLE),
        children=tuple(each for each in here if each.role is Role.CHILD),
    )


def open_switch(session: Session, household: UUID) -> ApartSwitch | None:
    """Return the switch of a house that stands still, if it does."""
    mine = select(ApartSwitch).filter_by(household_id=household, done_at=None)
    return session.scalars(mine).first()


def names_of_adults(session: Session, household: UUID) -> Mapping[UUID, frozenset[str]]:
    """Return by what names the adults of a house are called, to find them in what was written."""
    box = Box.of(session, household)
    adults = select(Person).filter_by(household_id=household, role=Role.ADULT)
    return {each.id: _names(box, each) for each in session.scalars(adults)}


def _names(box: Box, person: Person) -> frozenset[str]:
    try:
        body = box.open_json("people", "body", person.id, person.body)
    except Tampered:
        return frozenset()
    return frozenset({body["name"], body["called"]}) - {""}
