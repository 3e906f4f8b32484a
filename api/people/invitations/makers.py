"""Whether a way in still lets in: whoever made it knows its secret, so they must still be able to make it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from api.people.invitations.model import WayIn
from api.people.invitations.rules import Why, may_help, may_invite
from api.people.model import Invitation
from api.people.policy import Viewer, is_away
from api.people.queries import viewer
from api.people.recovery.rules import may_speak_for

MAY: Final[Mapping[Why, Callable[[Viewer, Viewer, datetime], bool]]] = {
    Why.INVITED: lambda maker, guest, now: may_invite(maker, guest.side, now),
    Why.OWN: lambda maker, guest, _now: maker.person == guest.person,
    Why.HELPED: may_help,
    Why.RECOVERED: may_speak_for,
}


def stands(session: Session, row: Invitation, now: datetime) -> bool:
    """Say whether a way in still stands. One that no person made, at the terminal, always does.

    Otherwise who was sent away, or has no task or side here any more, could come in as somebody new.
    """
    way = session.get(WayIn, row.id)
    if way is None:
        return True
    maker, guest = viewer(session, way.by_id), viewer(session, row.person_id)
    here = maker.ended_at is None and not is_away(maker, now)
    return here and MAY[Why(way.why)](maker, guest, now)
