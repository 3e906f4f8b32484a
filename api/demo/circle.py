"""Who lives where in the two invented households, what their people can do, and whom they met."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from api.people.homes.abilities import tell_abilities
from api.people.homes.contacts import tell_contact
from api.people.homes.living import add_home
from api.people.homes.rules import Can
from api.people.policy import Side, Viewer
from api.people.queries import viewer
from i18n.dates import here


@dataclass(frozen=True)
class Lived:
    """One home, who keeps it on the list, and who lives there."""

    by: str
    name: str
    people: tuple[str, ...]
    side: Side = Side.BOTH


HOMES: Final = (
    Lived("tim", "Ons huis", ("sara", "mark", "noor", "sam")),
    Lived("tim", "Bij oma en opa", ("els", "piet", "noor", "sam")),
    Lived("ria", "Bij mama", ("lotte", "fem"), Side.A),
    Lived("ria", "Bij papa", ("daan", "fem"), Side.B),
)
ABILITIES: Final[Mapping[str, frozenset[Can]]] = {
    "els": frozenset({Can.NEAR, Can.NIGHT_PHONE, Can.MEAL}),
    "piet": frozenset({Can.CAR, Can.MEAL}),
    "ben": frozenset({Can.NIGHT_PHONE, Can.CAR, Can.NIGHT}),
    "tim": frozenset({Can.NEAR, Can.CAR}),
    "ria": frozenset({Can.NIGHT_PHONE, Can.NIGHT}),
    "joost": frozenset({Can.CAR}),
}
# Who met whom, so many days ago.
MET: Final = (("els", "noor", 3), ("ben", "noor", 6), ("ben", "sam", 5), ("ria", "fem", 2))


def say_where_they_live(session: Session, people: Mapping[str, UUID], then: datetime) -> None:
    """Put the homes and abilities of this household down, each as its own person."""
    for lived in HOMES:
        if lived.by in people:
            by = _as(session, people[lived.by])
            add_home(
                session,
                by=by,
                home_id=uuid5(by.household, lived.name),
                name=lived.name,
                side=lived.side,
                people=[people[each] for each in lived.people],
                now=then,
            )
    for handle, can in ABILITIES.items():
        if handle in people:
            tell_abilities(session, by=_as(session, people[handle]), can=can, now=then)


def say_whom_they_met(session: Session, people: Mapping[str, UUID], now: datetime) -> None:
    """Let the safety people tell when they met the children."""
    for handle, ward, days in MET:
        if handle in people:
            by, day = _as(session, people[handle]), here(now) - timedelta(days=days)
            tell_contact(session, by=by, ward=people[ward], day=day, now=now)


def _as(session: Session, person: UUID) -> Viewer:
    session.flush()
    session.info["by"] = person
    return viewer(session, person)
