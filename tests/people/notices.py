"""What somebody was told, in tests."""

from uuid import UUID

from api.core.house import House
from api.people.notices.queries import waiting
from api.people.queries import viewer


def told(house: House, household: UUID, person: UUID) -> list[str]:
    """The kinds of the notices that wait for this person, newest first."""
    with house.db.reading(household) as session:
        return [each.kind for each in waiting(session, viewer(session, person))]
