"""Makes drawings, photos and voices of a page fit to keep, and locks them away.

``prepare`` opens what a stranger may have sent and takes seconds: call it before the transaction.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.core.errors import TooMany
from api.core.ids import new_id
from api.core.media.pictures import draw_strokes, tidy_picture
from api.core.media.strokes import Strokes, read_strokes
from api.core.media.voice import tidy_voice
from api.core.vault import Box
from api.words_and_pictures.model import Page, PageMedium
from api.words_and_pictures.rules import MEDIA_A_DAY
from api.words_and_pictures.words import Upload
from i18n.dates import AMSTERDAM
from i18n.marking import N_

ENOUGH = N_("Dat was veel voor 1 dag. Morgen kan er weer een foto bij.")


@dataclass(frozen=True, slots=True)
class ReadyMedium:
    """A medium that is safe to keep."""

    kind: str
    type: str
    data: bytes
    small: bytes | None = None
    strokes: bytes | None = None
    width: int | None = None
    height: int | None = None
    seconds: float | None = None


def prepare(uploads: Iterable[Upload], strokes: str = "") -> tuple[ReadyMedium, ...]:
    """Return at most one picture and one voice, made anew. Raises TooBig, WrongKind, Invalid or Busy.

    A drawing goes before a photo: who drew on a page means the drawing.
    """
    lines = read_strokes(strokes) if strokes else None
    files = {each.field: each for each in uploads}
    made = []
    if lines is not None or "drawing" in files:
        made.append(_drawing(files.get("drawing"), lines))
    elif "photo" in files:
        made.append(_photo(files["photo"]))
    if "voice" in files:
        made.append(_voice(files["voice"]))
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


def _drawing(file: Upload | None, lines: Strokes | None) -> ReadyMedium:
    """A drawing is its strokes and a picture of them; a phone that sent no picture gets ours."""
    picture = (
        draw_strokes(lines) if lines and not file else tidy_picture(file.data if file else b"")
    )
    kept = json.dumps(lines.as_json(), separators=(",", ":")).encode() if lines else None
    return ReadyMedium(
        "drawing", "image/webp", picture.full, picture.small, kept, picture.width, picture.height
    )


def _photo(file: Upload) -> ReadyMedium:
    picture = tidy_picture(file.data)
    return ReadyMedium(
        "photo", "image/webp", picture.full, picture.small, None, picture.width, picture.height
    )


def _voice(file: Upload) -> ReadyMedium:
    voice = tidy_voice(file.data, file.type)
    return ReadyMedium("voice", voice.type, voice.data, seconds=voice.seconds)


def _row(box: Box, page: Page, medium: ReadyMedium, *, by: UUID, now: datetime) -> PageMedium:
    row = new_id()
    small = None if medium.small is None else box.lock("page_media", "small", row, medium.small)
    strokes = (
        None if medium.strokes is None else box.lock("page_media", "strokes", row, medium.strokes)
    )
    return PageMedium(
        id=row,
        household_id=page.household_id,
        page_id=page.id,
        by_id=by,
        at=now,
        kind=medium.kind,
        type=medium.type,
        size=len(medium.data),
        width=medium.width,
        height=medium.height,
        seconds=medium.seconds,
        body=box.lock("page_media", "body", row, medium.data),
        small=small,
        strokes=strokes,
    )


def _check_day(session: Session, household: UUID, person: UUID, more: int, now: datetime) -> None:
    local = now.astimezone(AMSTERDAM).date()
    began = datetime.combine(local, time(), AMSTERDAM).astimezone(UTC)
    today = select(func.count()).where(
        PageMedium.household_id == household,
        PageMedium.by_id == person,
        PageMedium.at >= began,
    )
    if more and (session.scalar(today) or 0) + more > MEDIA_A_DAY:
        tomorrow = datetime.combine(local + timedelta(days=1), time(), AMSTERDAM)
        raise TooMany(ENOUGH, retry_after=max(1, int((tomorrow - now).total_seconds())))
