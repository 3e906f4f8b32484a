"""Taking along the books that were shown: what still is true of them, and nothing of what is being made."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime
from itertools import count
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.core.house import House
from api.core.parcel import ending
from api.people.policy import Verb, Viewer, may
from api.people.taking import Values, whole
from api.words_and_pictures.items import shown_item
from api.words_and_pictures.queries import medium, reading
from api.words_and_pictures.rows import all_facts, showing_of
from api.words_and_pictures.views import PageView, Reading

FAMILY: Final = {"photo": "bladzijde", "drawing": "bladzijde", "voice": "stem"}


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
    number = count(1)
    return [_values(each, number) for each in sorted(found, key=_place)]


def media_files(
    house: House,
    viewer: Viewer,
    names: Mapping[UUID, str],
    in_force: Callable[[Session, UUID], Collection[UUID]],
    now: datetime,
) -> Iterator[tuple[str, bytes]]:
    """Yield the media by their names, each in a look of its own; what may not be seen any more is left out."""
    for each, name in names.items():
        with house.db.reading(viewer.household) as session:
            holds = in_force(session, viewer.household)
            try:
                found = medium(session, viewer, each, in_force=holds, now=now)
            except NotHere:
                continue
        yield name, found.data


def _place(book: Reading) -> tuple[str, str]:
    return book.ward.name.casefold(), book.kind


def _values(book: Reading, number: Iterator[int]) -> Values:
    return whole(
        {
            "whose": book.ward.called or book.ward.name,
            "kind": str(book.kind),
            "day": book.shown.day,
            "with": [each.called or each.name for each in book.shown.people],
            "pages": [_page(each, number) for each in book.pages],
        }
    )


def _page(page: PageView, number: Iterator[int]) -> Values:
    """A medium is named by its place in the parcel: that tells nothing. Its id is for who fetches it."""
    media = [
        {"id": each.id, "file": f"{FAMILY[each.kind]}-{next(number):04}.{ending(each.type)}"}
        for each in page.media
    ]
    return whole(
        {
            "text": list(page.sentences),
            "alt": page.alt,
            "pictures": list(page.pictures),
            "media": media,
        }
    )
