"""What opens only to who has just said who they are: the notes between a ward and its safety person."""

from dataclasses import replace
from uuid import UUID

from api.core.http import house
from api.logbook import queries
from api.people import signed_in
from api.people.policy import Audience, Viewer


def is_closed(viewer: Viewer) -> bool:
    """Whoever may have private notes is asked for the code, whether there are any or not."""
    return not viewer.proven and bool(viewer.wards or viewer.safety_people)


def prove_for(viewer: Viewer, entry_id: UUID) -> None:
    """For a private note one says first who one is: raises ProveFirst, or NotHere.

    Hidden comes before that: whoever may not read it is not asked for a code either.
    """
    if viewer.proven:
        return
    with house().db.reading(viewer.household) as session:
        known = queries.entry(session, replace(viewer, proven=True), entry_id)
    if known.audience is Audience.SAFETY_PERSON:
        signed_in.prove_first()
