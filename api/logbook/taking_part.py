"""Who took part in the logbook lately, worked out from what this reader sees there and nothing else."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from api.logbook.queries import timeline
from api.people.policy import Viewer

A_HANDFUL = 200


def took_part(session: Session, viewer: Viewer, since: date) -> set[UUID]:
    """Return who wrote, answered or said well done below a note since that day, as this viewer sees."""
    found: set[UUID] = set()
    before: str | None = None
    while True:
        page = timeline(session, viewer, before=before, limit=A_HANDFUL, since=since)
        for note in page.items:
            if note.withdrawn is None:
                found.add(note.author.id)
            found |= {each.id for each in note.thanks} | {each.by.id for each in note.replies}
        before = page.after
        if before is None:
            return found
