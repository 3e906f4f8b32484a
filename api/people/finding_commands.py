"""What the commands of this room share: opening the house, and finding somebody by name or id."""

from typing import TYPE_CHECKING
from uuid import UUID

from api.core.errors import Invalid
from i18n.marking import N_

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from api.core.house import House

NOBODY = N_("In dit huis heet niemand %(name)s.")
SEVERAL = N_("In dit huis heten er meer %(name)s. Geef de id.")


def open_house() -> "House":
    """Return the house of the settings, fit to be used; raises ``RuntimeError`` when it is not."""
    from api.core.house import House
    from api.core.settings import Settings

    house = House.open(Settings.from_environment())
    house.ready()
    return house


def find_person(session: "Session", household: UUID, name: str) -> UUID | None:
    """Return who has this id or, when only one does, this name."""
    from api.people import queries

    here = [each.person for each in queries.viewers(session, household)]
    found = [
        person
        for person in here
        if str(person) == name
        or queries.oneself(session, person).name.casefold() == name.casefold()
    ]
    if len(found) > 1:
        raise Invalid(SEVERAL, values={"name": name})
    return found[0] if found else None


def find_one(session: "Session", household: UUID, name: str) -> UUID:
    """Return who has this id or name; raises Invalid when nobody does."""
    found = find_person(session, household, name)
    if found is None:
        raise Invalid(NOBODY, values={"name": name})
    return found
