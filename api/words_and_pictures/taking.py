"""Taking along the books that were shown: what still is true of them, and nothing of what is being made."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.people.policy import Verb, Viewer, may
from api.people.taking import Values, whole
from api.words_and_pictures.items import shown_item
from api.words_and_pictures.queries import reading
from api.words_and_pictures.rows import all_facts, showing_of
from api.words_and_pictures.views import PageView, Reading


def to_take(session: Session, viewer: Viewer, *, in_force: Collection[UUID]) -> list[Values]:
    """Return the books, by whose they are and when they were shown."""
    found: list[Reading] = []
    for facts in all_facts(session, viewer.household):
        shown = showing_of(session, facts.book.id)
        if shown is None or not may(viewer, Verb.EXPORT, shown_item(viewer, facts, shown)):
            continue
        try:
            found.append(reading(session, viewer, facts.book.id, in_force=in_force))
        except NotHere:
            continue
    return [_values(each) for each in sorted(found, key=_place)]


def _place(book: Reading) -> tuple[str, str]:
    return book.ward.name.casefold(), book.kind


def _values(book: Reading) -> Values:
    return whole(
        {
            "whose": book.ward.called or book.ward.name,
            "kind": str(book.kind),
            "day": book.shown.day,
            "with": [each.called or each.name for each in book.shown.people],
            "pages": [_page(each) for each in book.pages],
        }
    )


def _page(page: PageView) -> Values:
    return whole({"text": list(page.sentences), "alt": page.alt, "pictures": list(page.pictures)})
