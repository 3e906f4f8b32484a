"""Makes drawings, photos and voices of a page fit to keep, and locks them away.

``prepare`` opens what a stranger may have sent and takes seconds: call it before the transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.core.errors import TooMany
from api.core.ids import new_id
from api.core.media.ready import ReadyMedium, ready_drawing, ready_photo, ready_voice
from api.core.media.strokes import read_strokes
from api.core.vault import Box
from api.words_and_pictures.model import Page, PageMedium
from api.words_and_pictures.rules import MEDIA_A_DAY
from api.words_and_pictures.words import Upload
from i18n.dates import day_began, seconds_till_tomorrow
from i18n.marking import N_

ENOUGH = N_("Dat was veel voor 1 dag. Morgen kan er weer een foto bij.")


def prepare(uploads: Iterable[Upload], strokes: str = "") -> tuple[ReadyMedium, ...]:
    """Return at most one picture and one voice, made anew. Raises TooBig, WrongKind, Invalid or Busy.

    A drawing goes before a photo: who drew on a page means the drawing.
    """
    lines = read_strokes(strokes) if strokes else None
    files = {each.field: each for each in uploads}
    made = []
    if lines is not None or "drawing" in files:
        drawn = files.get("drawing")
        made.append(ready_drawing(drawn.data if drawn else None, lines))
    elif "photo" in files:
        made.append(ready_photo(files["photo"].data))
    if "voice" in files:
        made.append(ready_voice(files["voice"].data, files["voice"].type))
    return tuple(made)


def add_media(
    session: Session, page: Page, media: Sequence[ReadyMedium], *, by: UUID, now: datetime
) -> dict[str, UUID]:
    """Lock prepared media away; return their ids as picture and voice. Raises TooMany above the daily number."""
    _check_day(session, page.household_id, by, len(media), now)
    box = Box.of(session, page.household_id)
    rows = {
        "voice" if each.kind == "voice" else "picture": _row(box, page, each, by=by, now=now)
        for each in media
    }
    session.add_all(rows.values())
    session.flush()
    return {name: row.id for name, row in rows.items()}


def _row(box: Box, page: Page, medium: ReadyMedium, *, by: UUID, now: datetime) -> PageMedium:
    return PageMedium(
        household_id=page.household_id,
        page_id=page.id,
        by_id=by,
        at=now,
        **medium.sealed(box, "page_media", new_id()),
    )


def _check_day(session: Session, household: UUID, person: UUID, more: int, now: datetime) -> None:
    today = select(func.count()).where(
        PageMedium.household_id == household,
        PageMedium.by_id == person,
        PageMedium.at >= day_began(now),
    )
    if more and (session.scalar(today) or 0) + more > MEDIA_A_DAY:
        raise TooMany(ENOUGH, retry_after=seconds_till_tomorrow(now))
