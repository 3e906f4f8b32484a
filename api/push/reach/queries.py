"""Who of the helpers can be reached, for who may know it. By the day, never finer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.people.policy import Viewer
from api.people.queries import Member, members, viewer
from api.push.queries import reachable
from api.push.reach.model import Reach
from api.push.reach.rules import may_know
from api.push.second.queries import ready
from i18n.dates import here


@dataclass(frozen=True, slots=True, kw_only=True)
class Helper:
    """Somebody who helps a ward. `lost_on` is the day since when nothing arrives; None when it never did."""

    member: Member
    can: bool
    lost_on: date | None


def is_within_reach(session: Session, person: UUID, now: datetime) -> bool:
    """Say whether a phone of somebody can be counted on, or else another way."""
    return reachable(session, person, now) or ready(session, person)


def helpers(session: Session, asking: Viewer, now: datetime) -> Sequence[Helper]:
    """Return the helpers of whom this viewer may know it, in the order of the people."""
    found = []
    for member in members(session, asking):
        someone = viewer(session, member.id)
        if not someone.wards or not may_know(asking, someone, now):
            continue
        can = is_within_reach(session, member.id, now)
        kept = session.get(Reach, member.id)
        lost_at = kept.lost_at if kept and not can else None
        found.append(Helper(member=member, can=can, lost_on=here(lost_at) if lost_at else None))
    return found
