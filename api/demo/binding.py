"""Lets the grown-ups make the books: who wrote which page, who agreed with it, and when it was shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import UUID, uuid5

from api.core.media.ready import ReadyMedium
from api.demo.agreed import Agreed
from api.demo.bound import Bound, Leaf, Sheet, Shown, Yes
from api.demo.living import Deed, Filling, Step
from api.demo.media import page_media
from api.demo.planning import part_id, version_id
from api.plan.queries import in_force_versions
from api.words_and_pictures import actions, writing
from api.words_and_pictures.showing import show
from api.words_and_pictures.words import Agreement, Kind, PageDraft
from i18n.dates import here

HAND: Final = 0  # all pages of a book by one hand: what is drawn once, is drawn for both children


@dataclass(frozen=True)
class Making:
    """One book that is made in one household, beside its plan."""

    filling: Filling
    plan: Agreed
    book: Bound

    @property
    def id(self) -> UUID:
        """The id of the book."""
        return book_id(self.filling, self.book.name)

    def page(self, page: Leaf) -> UUID:
        """Return the id of one of its pages."""
        return page_id(self.filling, f"{self.book.name}/{page.id}")


def book_steps(filling: Filling, plan: Agreed, book: Bound) -> Iterator[Step]:
    """Return all that happened to one book, in whatever order."""
    making, key = Making(filling, plan, book), f"book/{book.name}"
    yield Step(book.at, key, book.keeper, partial(_begin, making))
    for place, page in enumerate(book.pages):
        yield from _page_steps(making, page, f"{key}/{place:02}")
    for yes in book.yes:
        yield Step(yes.at, f"{key}/yes/{yes.who}", yes.who, partial(_say_yes, making, yes))
    for shown in book.shown:
        yield Step(shown.at, f"{key}/show", shown.by, partial(_show, making, shown))


def book_id(filling: Filling, name: str) -> UUID:
    """Return the id of a book by its own name."""
    return uuid5(filling.home, f"book/{name}")


def page_id(filling: Filling, name: str) -> UUID:
    """Return the id of a page: "noor-why/moe"."""
    book, _, page = name.partition("/")
    return uuid5(book_id(filling, book), page)


def _page_steps(making: Making, page: Leaf, key: str) -> Iterator[Step]:
    for sheet in page.versions:
        write, brings = partial(_write, making, page, sheet), partial(_media, sheet)
        yield Step(sheet.at, f"{key}/{sheet.number}", sheet.by, write, brings)
    if page.ended:
        yield Step(page.ended, f"{key}/end", making.book.keeper, partial(_end, making, page))


def _begin(making: Making, deed: Deed) -> None:
    filling, book = making.filling, making.book
    ward, kind = filling.people[book.ward], Kind(book.kind)
    actions.begin(deed.session, by=deed.by, book_id=making.id, ward=ward, kind=kind, now=deed.now)
    actions.name_people(
        deed.session,
        by=deed.by,
        book_id=making.id,
        makes=filling.them(book.makers),
        agrees=filling.them(book.agrees),
        now=deed.now,
    )


def _write(making: Making, page: Leaf, sheet: Sheet, deed: Deed) -> None:
    """Put a page where it is read, or write it anew; its drawing stays."""
    row, draft = making.page(page), _draft(making, sheet)
    if sheet.number > 1:
        writing.change_page(
            deed.session,
            by=deed.by,
            page_id=row,
            version_id=_sheet_id(row, sheet.number),
            base_id=_sheet_id(row, sheet.number - 1),
            draft=draft,
            now=deed.now,
        )
    else:
        writing.add_page(
            deed.session,
            by=deed.by,
            book_id=making.id,
            page_id=row,
            version_id=_sheet_id(row, sheet.number),
            draft=draft,
            media=_media(sheet),
            now=deed.now,
        )
        _put_in_place(making, page, deed)


def _put_in_place(making: Making, page: Leaf, deed: Deed) -> None:
    there = [each.id for each, _ in making.book.on(deed.now)]
    if there[-1] != page.id:
        row, place = making.page(page), there.index(page.id) + 1
        writing.move_page(deed.session, by=deed.by, page_id=row, to=place, now=deed.now)


def _end(making: Making, page: Leaf, deed: Deed) -> None:
    writing.end_page(deed.session, by=deed.by, page_id=making.page(page), now=deed.now)


def _say_yes(making: Making, yes: Yes, deed: Deed) -> None:
    """Agree with each page that changed since the last time; the others are agreed with already."""
    book = making.book
    before = [each.at for each in book.yes if each.who == yes.who and each.at < yes.at]
    since = max(before, default=book.at)
    for page, sheet in book.on(yes.at):
        if sheet.at >= since:
            row = _sheet_id(making.page(page), sheet.number)
            actions.say_yes(deed.session, by=deed.by, version_id=row, now=deed.now)


def _show(making: Making, shown: Shown, deed: Deed) -> None:
    show(
        deed.session,
        by=deed.by,
        book_id=making.id,
        showing_id=uuid5(making.id, shown.at.isoformat()),
        day=here(deed.now),
        beside=making.filling.them(shown.beside),
        in_force=in_force_versions(deed.session, making.filling.home),
        now=deed.now,
    )


def _sheet_id(page: UUID, number: int) -> UUID:
    return uuid5(page, str(number))


def _draft(making: Making, sheet: Sheet) -> PageDraft:
    fields, name = sheet.fields, sheet.fields.get("agreement")
    return PageDraft(
        sentences=tuple(fields["text"]),
        alt=fields.get("alt", ""),
        pictures=tuple(fields.get("pictures", ())),
        agreement=_agreement(making, name, sheet) if name else None,
    )


def _agreement(making: Making, name: str, sheet: Sheet) -> Agreement:
    """Return the agreement in the version that held when the page was written."""
    filling, part = making.filling, making.plan.part(name)
    held = part.on(sheet.at)
    if held is None:
        raise ValueError(name)
    return Agreement(id=part_id(filling, name), version_id=version_id(filling, part, held.number))


def _media(sheet: Sheet) -> tuple[ReadyMedium, ...]:
    draw = sheet.fields.get("draw")
    return (page_media(draw, HAND),) if draw else ()
