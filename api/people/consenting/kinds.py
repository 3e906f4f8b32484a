"""What can be shared, as a family names it, and which objects of access.toml each kind opens."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """A kind of thing that can be shared with a professional, or not."""

    LOG = "log"
    SCORES = "scores"
    PLAN = "plan"
    WEEK = "week"
    BOOKS = "books"
    MEETINGS = "meetings"
    SIGNALS = "signals"


# Never among them: the number of a child, what is for a safety person, for chosen people or for oneself,
# the shield list, who the safety person is, drafts, what somebody brought along beforehand.
OPENS: Final[Mapping[Kind, frozenset[str]]] = {
    Kind.LOG: frozenset({"entry_circle"}),
    Kind.SCORES: frozenset({"score"}),
    Kind.PLAN: frozenset(
        {
            *("plan_agreed", "endorsement", "visit_planned", "path", "path_tick"),
            *("stress_test", "recovery_plan", "closing_plan"),
        }
    ),
    Kind.WEEK: frozenset({"house_week", "child_week"}),
    Kind.BOOKS: frozenset({"book"}),
    Kind.MEETINGS: frozenset({"meeting", "meeting_notes"}),
    Kind.SIGNALS: frozenset({"signal_fact"}),
}
# Whoever reads something reads by whom it is.
WITH_ALL: Final = frozenset({"member"})


def opened_by(kinds: Iterable[Kind]) -> frozenset[str]:
    """Return the objects of access.toml that these kinds open; none for no kinds."""
    found = frozenset().union(*(OPENS[kind] for kind in kinds))
    return found | WITH_ALL if found else found


def as_text(kinds: Iterable[Kind]) -> str:
    """Return kinds as they are kept in a row, in the order of this page."""
    chosen = set(kinds)
    return " ".join(kind for kind in Kind if kind in chosen)


def from_text(text: str) -> frozenset[Kind]:
    """Return the kinds of a row."""
    return frozenset(map(Kind, text.split()))
