"""What may be seen when somebody reads along over the shoulder. Part of the policy, which asks it.

An explicit list: an object that is not named here is not there in the quiet view.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from api.people.roles import Audience, Verb

if TYPE_CHECKING:
    from uuid import UUID

    from api.people.policy import Item, Viewer

# What everybody of the house may know, children too (class K3 of the threat model, and who is here).
FOR_EVERYBODY: Final = frozenset(
    {"entry_circle", "member", "own_number", "home", "house_week", "book", "visit_planned"}
)
# The plan as everybody may read it: what is for chosen people, or not agreed, is not there.
PLAN: Final = frozenset({"plan_agreed", "endorsement"})
# What a page needs to be the page that it always is: the own phone, and the rules that one has read.
FOR_THE_PAGE: Final = frozenset({"device", "rules_read"})
SEEN: Final = FOR_EVERYBODY | FOR_THE_PAGE | PLAN
# What is written is kept as always, for whom it was meant. A voice that somebody's phone is lost is
# heard and not counted: see recovery/actions.py.
WRITTEN: Final = FOR_THE_PAGE | {
    "entry_circle",
    "entry_chosen",
    "entry_safety_person",
    "entry_self",
    "score",
    "child_score",
    "recovery",
    "talk_wish",
    "own_look",
    "plan_draft",
    "endorsement",
    "visit_planned",
    "child_week",
    "house_week",
    "own_week",
    "week_ask",
    "week_readers",
}


def is_fit(viewer: Viewer, verb: Verb, item: Item) -> bool:
    """Say whether this may be there while another reads along. It never adds to what somebody may.

    Of the logbook only what is fit for a child, and nothing of who has a shield list: whoever reads
    along may stand on it.
    """
    if verb is Verb.WRITE:
        return item.row in WRITTEN
    if item.row not in SEEN or viewer.guarded & {item.author, item.ward}:
        return False
    if item.row in PLAN:
        return item.audience is Audience.CIRCLE
    return item.child_good or item.row != "entry_circle"


def quietly(viewer: Viewer, *, guarded: frozenset[UUID]) -> Viewer:
    """Return somebody as they look when another reads along: nobody's safety person, without a task.

    Pages ask these facts, so with them gone every page is that of somebody who never had them.
    """
    return replace(
        viewer,
        quiet=True,
        guarded=guarded,
        duties=frozenset(),
        wards={},
        second_for=frozenset(),
        first_since={},
        safety_people=frozenset(),
        consents=frozenset(),
    )
