"""Opens versions of pages into what a reader may see. Who may see is asked before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.vault import Box, Tampered
from api.words_and_pictures.model import PageMedium, PageVersion
from api.words_and_pictures.views import MediumView, PageView
from api.words_and_pictures.words import Said, from_json


def opened(session: Session, household: UUID, versions: Sequence[PageVersion]) -> list[PageView]:
    """Return versions as pages, numbered from 1. One that does not open is left out: the alarm has rung."""
    media, box = _media(session, versions), Box.of(session, household)
    found: list[PageView] = []
    for version in versions:
        said = words_of(box, version)
        if said is not None:
            found.append(_view(version, said, media, len(found) + 1))
    return found


def words_of(box: Box, version: PageVersion) -> Said | None:
    """Return the words of a version; None when they do not open."""
    try:
        return from_json(box.open_json("page_versions", "body", version.id, version.body))
    except Tampered:
        return None


def _view(
    version: PageVersion, said: Said, media: Mapping[UUID, MediumView], place: int
) -> PageView:
    ids = (version.picture_id, version.voice_id)
    return PageView(
        page_id=version.page_id,
        version_id=version.id,
        place=place,
        sentences=said.sentences,
        alt=said.alt,
        pictures=said.pictures,
        media=tuple(media[each] for each in ids if each is not None and each in media),
        agreement_id=version.agreement_id,
        agreement_version_id=version.agreement_version_id,
    )


def _media(session: Session, versions: Iterable[PageVersion]) -> Mapping[UUID, MediumView]:
    ids = {each for row in versions for each in (row.picture_id, row.voice_id) if each}
    if not ids:
        return {}
    columns = (
        PageMedium.id,
        PageMedium.kind,
        PageMedium.type,
        PageMedium.width,
        PageMedium.height,
        PageMedium.seconds,
    )
    rows = session.execute(select(*columns).where(PageMedium.id.in_(ids)))
    return {row.id: MediumView(**row._mapping) for row in rows}  # noqa: SLF001
