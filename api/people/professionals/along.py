"""Which professionals will read what somebody is about to write: named beside the button."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from api.people.policy import Item, Verb, Viewer, may
from api.people.professionals.items import seat_item
from api.people.professionals.queries import seats_in, shared_on
from api.people.queries import Member, names


def reading_along(session: Session, viewer: Viewer, item: Item, now: datetime) -> Sequence[Member]:
    """Return which professionals read something like this now, as far as this viewer may know them.

    Each once, whatever tasks they have; also on a seat that waits: what is written now is read once it
    waits no more. A shield list takes nobody off it: two phones side by side would
    tell that there is one.
    """
    found = shared_on(session, seats_in(session, viewer.household), now)
    if viewer.quiet or not found:
        return ()
    known = names(session, viewer)
    reading = {
        each.seat.account: known[each.seat.person]
        for each in found.values()
        if each.seat.person in known
        and may(
            viewer, Verb.SEE, seat_item(viewer.household, each.seat.person, each.seat.side, now)
        )
        and may(replace(each.viewer, feared_by=frozenset()), Verb.SEE, item)
    }
    return tuple(reading.values())
