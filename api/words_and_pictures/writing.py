"""Writing the pages of a book: in versions, so that two who write at once both keep their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.core.errors import Changed, Invalid, NotHere
from api.core.media.ready import ReadyMedium
from api.core.vault import Box
from api.people.notices.actions import tell
from api.people.policy import Viewer
from api.people.queries import viewer
from api.words_and_pictures.items import sees_draft
from api.words_and_pictures.keeping import made, page_of, take_turns
from api.words_and_pictures.media import add_media
from api.words_and_pictures.model import Page, PageVersion
from api.words_and_pictures.queries import yes_to
from api.words_and_pictures.rows import facts, pages_of
from api.words_and_pictures.rules import ALREADY_OTHER, FULL, NOT_HERE, PAGES_IN_A_BOOK
from api.words_and_pictures.words import PageDraft, Part, to_json


@dataclass(frozen=True, slots=True)
class _New:
    """A version to be: what came in with it, and the version on top of which it is written."""

    id: UUID
    draft: PageDraft
    came: Mapping[str, UUID]
    base: PageVersion | None = None

    @property
    def picture(self) -> UUID | None:
        """The drawing or photo that came in, else the one that stays."""
        stays = self.base.picture_id if self.base and self.draft.keeps_picture else None
        return self.came.get("picture") or stays

    @property
    def voice(self) -> UUID | None:
        """The same for the voice."""
        stays = self.base.voice_id if self.base and self.draft.keeps_voice else None
        return self.came.get("voice") or stays


def add_page(
    session: Session,
    *,
    by: Viewer,
    book_id: UUID,
    page_id: UUID,
    version_id: UUID,
    draft: PageDraft,
    media: Sequence[ReadyMedium] = (),
    now: datetime,
) -> UUID:
    """Put a page at the end of a book; return its id. Raises Invalid for what does not fit on a page."""
    take_turns(session, by)
    made(session, by, book_id, now)
    if session.get(Page, page_id) is not None:
        return page_of(session, by, page_id, now).id
    pages = pages_of(session, book_id)
    if len(pages) >= PAGES_IN_A_BOOK:
        raise Invalid(FULL)
    page = Page(
        id=page_id,
        household_id=by.household,
        book_id=book_id,
        place=max((row.page.place for row in pages), default=0) + 1,
        by_id=by.person,
        made_at=now,
    )
    session.add(page)
    session.flush()
    kept = add_media(session, page, media, by=by.person, now=now)
    _add_version(session, page, _New(version_id, draft.checked(), kept), by=by.person, now=now)
    return page_id


def change_page(
    session: Session,
    *,
    by: Viewer,
    page_id: UUID,
    version_id: UUID,
    base_id: UUID,
    draft: PageDraft,
    media: Sequence[ReadyMedium] = (),
    now: datetime,
) -> UUID:
    """Write a page anew on top of the version that was looked at; it asks everybody's yes again, and tells who said it.

    Raises Changed when another version stands there by now: whoever wrote looks at it and chooses.
    """
    take_turns(session, by)
    page = page_of(session, by, page_id, now)
    if session.get(PageVersion, version_id) is not None:
        return page_id
    newest = _newest(session, page_id)
    if newest.id != base_id:
        raise Changed(ALREADY_OTHER)
    kept = add_media(session, page, media, by=by.person, now=now)
    new = _New(version_id, draft.checked(), kept, newest)
    _add_version(session, page, new, by=by.person, now=now)
    agreed = _who_agreed(session, page, base_id, now) - {by.person}
    about = {"book": str(page.book_id)}
    tell(session, to=agreed, kind="book_again", about=by.person, values=about, now=now)
    return page_id


def _who_agreed(session: Session, page: Page, version: UUID, now: datetime) -> set[UUID]:
    """Return who said yes to this version, and is still asked and may still see the book."""
    found = facts(session, page.household_id, page.book_id)
    yes = yes_to(session, [version]).get(version, {})
    if found is None:
        return set()
    asked = set(found.who(Part.AGREES)) & set(yes)
    return {each for each in asked if sees_draft(viewer(session, each), found, now)}


def move_page(session: Session, *, by: Viewer, page_id: UUID, to: int, now: datetime) -> None:
    """Put a page at another place, counted from 1. What was shown keeps the order in which it was shown."""
    take_turns(session, by)
    page = page_of(session, by, page_id, now)
    others = [row.page for row in pages_of(session, page.book_id) if row.page.id != page_id]
    others.insert(max(to, 1) - 1, page)
    for place, each in enumerate(others, start=1):
        if each.place != place:
            each.place = place
    session.flush()


def end_page(session: Session, *, by: Viewer, page_id: UUID, now: datetime) -> None:
    """Take a page out of the book. What was shown stays as it was shown. Twice is once."""
    take_turns(session, by)
    page = session.get(Page, page_id)
    if page is None or page.household_id != by.household:
        raise NotHere(NOT_HERE)
    made(session, by, page.book_id, now)
    page.ended_at = page.ended_at or now
    session.flush()


def _newest(session: Session, page_id: UUID) -> PageVersion:
    last = select(PageVersion).filter_by(page_id=page_id).order_by(PageVersion.number.desc())
    return session.scalars(last.limit(1)).one()


def _add_version(session: Session, page: Page, new: _New, *, by: UUID, now: datetime) -> None:
    body = Box.of(session, page.household_id).lock_json(
        "page_versions", "body", new.id, to_json(new.draft)
    )
    number = select(func.max(PageVersion.number)).filter_by(page_id=page.id)
    told = new.draft.agreement
    session.add(
        PageVersion(
            id=new.id,
            household_id=page.household_id,
            page_id=page.id,
            number=(session.scalar(number) or 0) + 1,
            base_id=new.base.id if new.base else None,
            by_id=by,
            at=now,
            picture_id=new.picture,
            voice_id=new.voice,
            agreement_id=told.id if told else None,
            agreement_version_id=told.version_id if told else None,
            body=body,
        )
    )
    session.flush()
