"""Who puts into words what 0 and 10 are. Pure."""

from __future__ import annotations

from datetime import datetime

from api.people.policy import Item, Role, Side, Verb, Viewer, may


def may_word(by: Viewer, side: Side, now: datetime) -> bool:
    """The chair or plan holder from outside the house, as with everything that was agreed in the plan."""
    agreed = Item(
        kind="plan_agreed", household=by.household, author=by.person, shared_at=now, side=side
    )
    return by.role is Role.CIRCLE and may(by, Verb.WRITE, agreed)
