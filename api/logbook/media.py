"""Makes drawings, photos and voices of a note fit to keep, and reads them back.

``prepare`` opens what a stranger may have sent and takes seconds: call it before the transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.core.errors import Busy, Refusal, TooMany
from api.core.ids import new_id
from api.core.media.ready import ReadyMedium, ready_drawing, ready_photo, ready_voice
from api.core.media.strokes import Strokes, read_strokes
from api.core.vault import Box
from api.logbook.model import Entry, Medium
from api.logbook.note import MADE, Note, Upload
from api.logbook.rules import MEDIA_A_DAY
from i18n.dates import day_began, seconds_till_tomorrow
from i18n.marking import N_

Made = TypeVar("Made")

ENOUGH = N_("Dat was veel voor 1 dag. Morgen kan er weer een foto bij.")


def prepare(note: Note) -> tuple[ReadyMedium, ...]:
    """Return the media of a note, drawn anew. Raises TooBig, WrongKind, Invalid or Busy."""
    strokes = read_strokes(note.strokes) if note.strokes else None
    return _with_drawing([_ready(file, strokes) for file in note.uploads], strokes)


def prepare_what_can_be(note: Note) -> tuple[Note, tuple[ReadyMedium, ...]]:
    """Return a note that waited on a phone with its media, without those that we do not take.

    Nobody can choose another photo there any more, and one bad file must not hold the words. The
    note says what is missing. Raises Busy: that is about us, and the file comes again.
    """
    strokes = _taken(read_strokes, note.strokes) if note.strokes else None
    opened = [(file, _taken(_ready, file, strokes)) for file in note.uploads]
    media = _with_drawing([medium for _, medium in opened if medium], strokes)
    refused = {file.field for file, medium in opened if medium is None}
    if note.strokes:
        refused.add("drawing")
    if any(medium.kind == "drawing" for medium in media):
        refused.discard("drawing")
    kept = replace(
        note,
        uploads=tuple(file for file, medium in opened if medium),
        strokes=note.strokes if strokes else "",
        left_out=tuple(name for name in MADE if name in {*refused, *note.left_out}),
    )
    return kept, media


def how_many(note: Note) -> int:
    """Return how many media ``prepare`` makes of a note."""
    drawn = any(file.field == "drawing" for file in note.uploads)
    return len(note.uploads) + (1 if note.strokes and not drawn else 0)


def add_media(
    session: Session,
    entry: Entry,
    note: Note,
    media: Sequence[ReadyMedium],
    *,
    by: UUID,
    now: datetime,
) -> None:
    """Lock prepared media away with their note. Raises TooMany above the daily number."""
    if len(media) != how_many(note):
        raise ValueError("a note with files goes through prepare() first")
    check_day(session, entry.household_id, by, len(media), now)
    box = Box.of(session, entry.household_id)
    for place, medium in enumerate(media):
        session.add(_row(box, entry, medium, place=place, by=by, now=now))


def check_day(session: Session, household: UUID, person: UUID, more: int, now: datetime) -> None:
    """Raise TooMany when a person would bring in more than the daily number."""
    today = select(func.count()).where(
        Medium.household_id == household, Medium.by_id == person, Medium.at >= day_began(now)
    )
    if more and (session.scalar(today) or 0) + more > MEDIA_A_DAY:
        raise TooMany(ENOUGH, retry_after=seconds_till_tomorrow(now))


def _taken(make: Callable[..., Made], *given: object) -> Made | None:
    """Return what was made of it, None when we do not take it."""
    try:
        return make(*given)
    except Busy:
        raise
    except Refusal:
        return None


def _with_drawing(ready: list[ReadyMedium], strokes: Strokes | None) -> tuple[ReadyMedium, ...]:
    """Put a drawing in front of which only the strokes came."""
    if strokes and not any(medium.kind == "drawing" for medium in ready):
        return (ready_drawing(None, strokes), *ready)
    return tuple(ready)


def _ready(file: Upload, strokes: Strokes | None) -> ReadyMedium:
    if file.field == "voice":
        return ready_voice(file.data, file.type)
    if file.field == "drawing":
        return ready_drawing(file.data, strokes)
    return ready_photo(file.data)


def _row(
    box: Box, entry: Entry, medium: ReadyMedium, *, place: int, by: UUID, now: datetime
) -> Medium:
    return Medium(
        household_id=entry.household_id,
        entry_id=entry.id,
        by_id=by,
        at=now,
        place=place,
        **medium.sealed(box, "media", new_id()),
    )
