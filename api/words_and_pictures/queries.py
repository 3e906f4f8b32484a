"""Reading the books. Everything goes through the viewer who asks; nothing hidden is counted.

``in_force`` are the versions of agreements that hold now: the layer above asks the plan for them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.core.vault import Box
from api.people.policy import Side, Viewer
from api.people.queries import UNKNOWN, Member, members, names
from api.words_and_pictures.items import reads, sees_draft, writes
from api.words_and_pictures.model import Page, PageMedium, PageYes
from api.words_and_pictures.opening import opened
from api.words_and_pictures.rows import (
    Facts,
    PageRow,
    ShowingRow,
    all_facts,
    facts,
    pages_of,
    showing_of,
)
from api.words_and_pictures.rules import is_whole, keeps_books, still_true
from api.words_and_pictures.views import (
    BookCard,
    BookView,
    MadePage,
    MediumData,
    PageView,
    Reading,
    Shown,
    YesView,
)
from api.words_and_pictures.words import At, Kind, Part

Size = Literal["full", "small", "strokes"]


@dataclass(frozen=True, slots=True)
class _Look:
    """One viewer who looks, whom they may know of, and what holds now."""

    session: Session
    viewer: Viewer
    known: Mapping[UUID, Member]
    in_force: Collection[UUID]
    now: datetime

    def people(self, ids: Iterable[UUID]) -> tuple[Member, ...]:
        return tuple(self.known[each] for each in ids if each in self.known)


def books(
    session: Session, viewer: Viewer, *, in_force: Collection[UUID], now: datetime
) -> list[BookCard]:
    """Return the books that this viewer makes, agrees with, keeps or may read; for a child the last alone."""
    look = _Look(session, viewer, names(session, viewer), in_force, now)
    cards = (_card(look, each) for each in all_facts(session, viewer.household))
    return sorted(
        (each for each in cards if each), key=lambda each: (each.ward.name.casefold(), each.kind)
    )


def making(
    session: Session,
    viewer: Viewer,
    book_id: UUID,
    *,
    in_force: Collection[UUID],
    now: datetime,
) -> BookView:
    """Return a book as it is made; raises NotHere for who does not make, agree with or keep it."""
    look = _Look(session, viewer, names(session, viewer), in_force, now)
    found = facts(session, viewer.household, book_id)
    if found is None or not sees_draft(viewer, found, now):
        raise NotHere(UNKNOWN)
    pages = _made_pages(look, found)
    agreers = found.who(Part.AGREES)
    return BookView(
        id=book_id,
        ward=look.known[found.book.ward_id],
        kind=Kind(found.book.kind),
        side=Side(found.book.side),
        pages=tuple(page for page, _ in pages),
        makers=look.people(found.who(Part.MAKES)),
        agreers=look.people(agreers),
        shown=_shown(look, showing_of(session, book_id)),
        makes=_makes(look, found),
        agrees=viewer.person in agreers,
        keeps=_keeps(look, found),
        ready=bool(pages and agreers)
        and all(page.still_true and page.is_whole and not waits for page, waits in pages),
    )


def reading(
    session: Session, viewer: Viewer, book_id: UUID, *, in_force: Collection[UUID]
) -> Reading:
    """Return what was shown and still is true; raises NotHere, also when nothing of it is left."""
    found = facts(session, viewer.household, book_id)
    shown = showing_of(session, book_id) if found else None
    if found is None or shown is None or not reads(viewer, found, shown):
        raise NotHere(UNKNOWN)
    pages = _shown_pages(session, viewer, shown, in_force)
    known = names(session, viewer)
    look = _Look(session, viewer, known, in_force, shown.showing.at)
    when = _shown(look, shown)
    if not pages or when is None:
        raise NotHere(UNKNOWN)
    return Reading(
        book_id=book_id,
        ward=known[found.book.ward_id],
        kind=Kind(found.book.kind),
        pages=tuple(pages),
        shown=when,
    )


def medium(
    session: Session,
    viewer: Viewer,
    medium_id: UUID,
    size: Size = "full",
    *,
    in_force: Collection[UUID],
    now: datetime,
) -> MediumData:
    """Return a file of a page, for who makes the book or reads that page; raises NotHere."""
    row = session.get(PageMedium, medium_id)
    page = session.get(Page, row.page_id) if row else None
    found = facts(session, viewer.household, page.book_id) if page else None
    look = _Look(session, viewer, {}, in_force, now)
    if row is None or found is None or not _opens(look, found, row):
        raise NotHere(UNKNOWN)
    return _file(Box.of(session, viewer.household), row, size)


def book_of(session: Session, viewer: Viewer, page_id: UUID) -> UUID:
    """Return in which book a page stands; who may see that book is asked there. Raises NotHere."""
    page = session.get(Page, page_id)
    if page is None or page.household_id != viewer.household:
        raise NotHere(UNKNOWN)
    return page.book_id


def may_begin(session: Session, viewer: Viewer) -> list[Member]:
    """Return the children for whom this viewer begins and keeps books."""
    if viewer.quiet:
        return []
    return [
        each
        for each in members(session, viewer)
        if each.role == "child" and keeps_books(viewer, each.id)
    ]


def _card(look: _Look, found: Facts) -> BookCard | None:
    viewer = look.viewer
    shown = showing_of(look.session, found.book.id)
    pages: list[PageView] = []
    if shown is not None and reads(viewer, found, shown):
        pages = _shown_pages(look.session, viewer, shown, look.in_force)
    draft = sees_draft(viewer, found, look.now)
    ward = look.known.get(found.book.ward_id)
    if ward is None or not (draft or pages):
        return None
    made = [page for page, _ in _made_pages(look, found)] if draft else []
    mine = viewer.person in found.who(Part.AGREES)
    return BookCard(
        id=found.book.id,
        ward=ward,
        kind=Kind(found.book.kind),
        pages=len(made) if draft else len(pages),
        mine_to_answer=sum(each.asks(viewer.person) for each in made) if mine else 0,
        shown=_shown(look, shown) if draft or pages else None,
        makes=draft and _makes(look, found),
        agrees=draft and mine,
        keeps=draft and _keeps(look, found),
        reads=bool(pages),
    )


def _makes(look: _Look, found: Facts) -> bool:
    named = look.viewer.person in found.who(Part.MAKES)
    return named and writes(look.viewer, found, look.now)


def _keeps(look: _Look, found: Facts) -> bool:
    return look.viewer.person in found.keepers and writes(look.viewer, found, look.now)


def _made_pages(look: _Look, found: Facts) -> list[tuple[MadePage, frozenset[UUID]]]:
    """Return the pages with who still must agree: all of them, also those who are not to be known."""
    rows = {each.version.id: each for each in pages_of(look.session, found.book.id)}
    versions = [each.version for each in rows.values()]
    views = opened(look.session, look.viewer.household, versions)
    said = yes_to(look.session, rows)
    agreers = found.who(Part.AGREES)
    return [_made(look, each, rows[each.version_id], said, agreers) for each in views]


def _made(
    look: _Look,
    view: PageView,
    row: PageRow,
    said: Mapping[UUID, Mapping[UUID, datetime]],
    agreers: tuple[UUID, ...],
) -> tuple[MadePage, frozenset[UUID]]:
    yes = said.get(view.version_id, {})
    waits = tuple(each for each in agreers if each not in yes)
    page = MadePage(
        **{each.name: getattr(view, each.name) for each in fields(PageView)},
        is_whole=is_whole(
            sentences=view.sentences, pictures=view.pictures, picture=view.picture is not None
        ),
        yes=tuple(
            YesView(by=look.known[each], at=yes[each])
            for each in agreers
            if each in yes and each in look.known
        ),
        waits_for=look.people(waits),
        by=look.known.get(row.version.by_id),
        at=row.version.at,
        still_true=bool(still_true([view], look.in_force)),
    )
    return page, frozenset(waits)


def yes_to(session: Session, versions: Collection[UUID]) -> Mapping[UUID, Mapping[UUID, datetime]]:
    """Return for each version who agrees with it, and since when."""
    rows = select(PageYes).where(PageYes.version_id.in_(versions), PageYes.taken_back_at.is_(None))
    found: dict[UUID, dict[UUID, datetime]] = {}
    for row in session.scalars(rows):
        found.setdefault(row.version_id, {})[row.person_id] = row.at
    return found


def _shown_pages(
    session: Session, viewer: Viewer, shown: ShowingRow, in_force: Collection[UUID]
) -> list[PageView]:
    return opened(session, viewer.household, still_true(shown.versions, in_force))


def _shown(look: _Look, shown: ShowingRow | None) -> Shown | None:
    if shown is None:
        return None
    return Shown(
        showing_id=shown.showing.id,
        day=shown.showing.day,
        by=look.known.get(shown.showing.by_id),
        people=look.people(shown.people.get(At.WITH, ())),
    )


def _opens(look: _Look, found: Facts, row: PageMedium) -> bool:
    if sees_draft(look.viewer, found, look.now):
        return True
    shown = showing_of(look.session, found.book.id)
    if shown is None or not reads(look.viewer, found, shown):
        return False
    told = still_true(shown.versions, look.in_force)
    return any(row.id in {each.picture_id, each.voice_id} for each in told)


def _file(box: Box, row: PageMedium, size: Size) -> MediumData:
    sealed, kind = {
        "full": (row.body, row.type),
        "small": (row.small, "image/webp"),
        "strokes": (row.strokes, "application/json"),
    }[size]
    if sealed is None:
        raise NotHere(UNKNOWN)
    column = "body" if size == "full" else size
    return MediumData(type=kind, data=box.open("page_media", column, row.id, sealed))
