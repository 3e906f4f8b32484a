"""Houses beside those of the world: many of them, for who reads along in many."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from api.core.house import House
from api.people.actions import add_person, give_duty, open_household
from api.people.policy import Role


@dataclass(frozen=True)
class Home:
    """Two grown-ups with a child, and who keeps their plan."""

    id: UUID
    parents: tuple[UUID, UUID]
    child: UUID
    chair: UUID


def open_home(house: House, name: str, now: datetime, *, child_born: int | None = None) -> Home:
    """A house in which everybody came 60 days ago; the child is nine unless told otherwise."""
    then = now - timedelta(days=60)
    home = open_household(house, name=name, mode="together", now=then)
    with house.db.writing(home, by=None, now=then) as session:
        new = {"session": session, "household": home, "now": then}
        sara, mark = (add_person(role=Role.ADULT, name=each, **new) for each in ("Sara", "Mark"))  # type: ignore[arg-type]
        born = child_born or now.year - 9
        child = add_person(role=Role.CHILD, name="Noor", generation=3, born_year=born, **new)  # type: ignore[arg-type]
        chair = add_person(role=Role.CIRCLE, name="Tim", **new)  # type: ignore[arg-type]
        give_duty(session, person=chair, kind="chair", now=then)
    return Home(home, (sara, mark), child, chair)
