"""Lets what people did happen, in order: each thing at its own moment, by its own person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.db import EVERYWHERE
from api.core.house import House
from api.people.facts import STANDING_STILL
from api.people.model import Person
from api.people.policy import Viewer
from api.people.queries import viewers

AT_ONCE: Final = 25  # so many events in one transaction


@dataclass(frozen=True)
class Deed:
    """Who does something, when, and in which session."""

    session: Session
    by: Viewer
    now: datetime


Does = Callable[[Deed], object]


@dataclass(frozen=True)
class Step:
    """One thing that one person did; `ready` is what takes long and needs no transaction."""

    at: datetime
    key: str
    by: str
    does: Does
    ready: Callable[[], object] | None = None


@dataclass(frozen=True)
class Filling:
    """What is needed while one household is filled; who is who does not change meanwhile."""

    house: House
    home: UUID
    people: Mapping[str, UUID]
    seen: Mapping[UUID, Viewer]

    @classmethod
    def of(cls, house: House, people: Mapping[str, UUID]) -> Filling:
        """Look once who is who."""
        with house.db.reading(EVERYWHERE) as session:
            home = session.get_one(Person, next(iter(people.values()))).household_id
            return cls(house, home, people, {each.person: each for each in viewers(session, home)})

    def them(self, names: Iterable[str]) -> tuple[UUID, ...]:
        """Return these people, each once."""
        return tuple(dict.fromkeys(self.people[name] for name in names))


def live(filling: Filling, steps: Iterable[Step]) -> None:
    """Let everything happen in order, a handful of events to a transaction."""
    ordered = sorted(steps, key=lambda step: (step.at, step.key))
    for first in range(0, len(ordered), AT_ONCE):
        together = ordered[first : first + AT_ONCE]
        for step in together:
            if step.ready is not None:
                step.ready()
        with filling.house.db.writing(filling.home, by=None, now=together[0].at) as session:
            session.info[STANDING_STILL] = True
            for step in together:
                _do(filling, session, step)


def _do(filling: Filling, session: Session, step: Step) -> None:
    """Do one step as that person at that moment; the journal says so too."""
    session.flush()
    by = filling.people[step.by]
    session.info["by"], session.info["now"] = by, step.at
    step.does(Deed(session, filling.seen[by], step.at))
