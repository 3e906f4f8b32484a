"""Who may see a signal: who was told of it, and the safety people of the ward. The policy decides."""

from uuid import UUID

from api.people.policy import Verb, Viewer, may
from api.safe_object.gathering import Known
from api.safe_object.ladder_rules import signal_item


def sees(by: Viewer, found: Known) -> bool:
    """Say whether this viewer may see a signal and answer it, while it is open.

    A ward reads no page about its own: it sees the lamp in its room.
    """
    item = signal_item(found.ward, found.signal.came_at, responders(found))
    return by.person in found.may and may(by, Verb.SEE, item)


def may_look_back(by: Viewer, found: Known) -> bool:
    """Say whether this viewer may see a signal that is closed."""
    item = signal_item(found.ward, found.signal.came_at, responders(found), is_over=True)
    is_own = by.person == found.ward.person
    return (is_own or by.person in found.may) and may(by, Verb.SEE, item)


def responders(found: Known) -> frozenset[UUID]:
    """Return who was told, and who watches over the ward whether told or not."""
    told = {each.person for each in found.told if each.person is not None}
    return frozenset(told | found.ward.safety_people) & found.may
