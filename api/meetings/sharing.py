"""Which sittings a family shares with a professional: those that all who said yes to it know of."""

from __future__ import annotations

from sqlalchemy.orm import Session

from api.meetings.rows import Row
from api.people.consenting.queries import concerned
from api.people.consenting.rules import grown_ups
from api.people.policy import Role, Viewer


def is_shared(session: Session, viewer: Viewer, row: Row) -> bool:
    """Say whether a sitting can be read along at all; for everybody else than a professional it always can.

    A grown-up who was not asked to a sitting said yes to something they did not know of. And who is
    never asked beside whom would tell whom somebody may fear.
    """
    if viewer.role is not Role.PROFESSIONAL:
        return True
    return grown_ups(concerned(session, viewer.household), viewer.side) <= row.invited.keys()
