"""What a child made on each of the four sheets (worries, good things, wishes, safe house), over time."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Final

from sqlalchemy.orm import Session

from api.logbook.note import Sheet
from api.logbook.seeking import Filter, walk
from api.logbook.shown import Reader, entry_views
from api.logbook.views import EntryView
from api.people.policy import Viewer

MOST: Final = 12
A_HANDFUL: Final = 200
HANDFULS: Final = 5  # so far back one looks; what is older is among all that one made


def own_sheets(session: Session, viewer: Viewer) -> Mapping[Sheet, list[EntryView]]:
    """Return the viewer's own notes of each sheet, newest first; not what was taken back."""
    reader = Reader.of(session, viewer)
    found: dict[Sheet, list[EntryView]] = {sheet: [] for sheet in Sheet}
    mine = Filter(person=viewer.person)
    for notes in islice(walk(session, viewer, mine, None, A_HANDFUL), HANDFULS):
        own = [each for each in notes if each.author_id == viewer.person]
        for view in entry_views(session, reader, own) if own else ():
            if view.sheet and not (view.withdrawn or view.damaged):
                found[view.sheet].append(view)
        if all(len(those) >= MOST for those in found.values()):
            break
    return {sheet: those[:MOST] for sheet, those in found.items()}
