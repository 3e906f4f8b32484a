"""What somebody takes along of who looked: at their own things, never at another's."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from api.people.looking.queries import Looked, looks
from api.people.policy import Verb, Viewer


def looks_at_me(session: Session, viewer: Viewer) -> Sequence[Looked]:
    """Return every day on which somebody looked at what is this person's own, oldest first.

    What they looked at themselves stays here: a file on a phone must not say whose safety person
    its owner is.
    """
    found = looks(session, viewer, verb=Verb.EXPORT)
    return [each for each in reversed(found) if each.whose.id == viewer.person]


def as_json(looked: Sequence[Looked]) -> list[dict[str, object]]:
    """Return them as plain values for other programs."""
    return [
        {"by": each.who.called, "day": each.day.isoformat(), "what": sorted(each.what)}
        for each in looked
    ]
