"""The sheet as the policy sees it. Pure."""

from __future__ import annotations

from api.people.policy import Item, Verb, Viewer, may


def sees_sheet(viewer: Viewer) -> bool:
    """Say whether somebody has the sheet at all. It is about now, and about the side on which they stand."""
    item = Item(
        kind="sight",
        household=viewer.household,
        author=viewer.household,
        side=viewer.side,
        shared_at=viewer.joined_at,
    )
    return may(viewer, Verb.SEE, item)
