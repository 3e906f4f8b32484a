"""Somebody of the circle says that the thing was moved. Whoever says it hears nothing of what follows."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.people.notices.actions import tell
from api.people.policy import Ring, Role, Viewer, sees_member
from api.people.queries import UNKNOWN, viewer
from api.safe_object.actions import set_signal
from api.safe_object.words import How


def may_report(by: Viewer, someone: Viewer) -> bool:
    """Say whether this page asks it: everybody of the circle, about every child and adult of the house.

    It follows from roles that all may know: whether somebody has a thing or a safety person does not show.
    """
    return (
        by.role is Role.CIRCLE
        and by.ring is not Ring.NONE
        and someone.role in {Role.CHILD, Role.ADULT}
        and sees_member(by, someone)
    )


def report_seen(
    session: Session, *, by: Viewer, ward: UUID, report_id: UUID, now: datetime
) -> None:
    """Take in that the thing was seen moved; the answer is the same whatever it does. Raises NotHere.

    Whom the ward may fear, or who fears it, sets nothing in motion: they could call its people out of
    their houses and watch who comes. It may be true all the same, so its safety people are told, who
    ask in their own way. An adult without a safety person has no thing.
    """
    someone = viewer(session, ward)
    if not may_report(by, someone):
        raise NotHere(UNKNOWN)
    if someone.role is Role.ADULT and not someone.safety_people:
        return
    if by.person in someone.fears or ward in by.fears:
        tell(session, to=someone.safety_people, kind="thing_seen", about=ward, now=now)
        return
    set_signal(
        session,
        ward=ward,
        household=by.household,
        signal_id=report_id,
        how=How.SEEN,
        by=by.person,
        made_at=now,
        practice=False,
        now=now,
    )
