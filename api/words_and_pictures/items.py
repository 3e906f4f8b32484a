"""A book as the policy sees it: while it is made, and once it is shown. Pure: facts in, Items out.

Whom the child fears sees nothing of it, but for who was named by whoever leads: for them it is no
longer the child's own, and they see what they make.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from api.people.policy import Audience, Item, Role, Side, Verb, Viewer, may
from api.words_and_pictures.rows import Facts, ShowingRow


def draft_item(viewer: Viewer, facts: Facts, now: datetime) -> Item:
    """Return a book that is made. It is about now: whoever keeps it later sees it too."""
    book = facts.book
    return Item(
        kind="book_draft",
        household=book.household_id,
        author=book.by_id,
        shared_at=now,
        audience=Audience.CHOSEN,
        chosen=facts.everyone,
        ward=_ward(viewer, facts),
        side=Side(book.side),
    )


def shown_item(viewer: Viewer, facts: Facts, shown: ShowingRow) -> Item:
    """Return a book that was shown: for its child, for who may read it, and for its safety people now."""
    book = facts.book
    readers = {each for people in shown.people.values() for each in people}
    return Item(
        kind="book",
        household=book.household_id,
        author=book.by_id,
        shared_at=shown.showing.at,
        audience=Audience.CHOSEN,
        chosen=frozenset(readers) | facts.safety,
        ward=_ward(viewer, facts),
        side=Side(book.side),
        child_good=True,
    )


def new_book(by: Viewer, ward: UUID, now: datetime) -> Item:
    """Return a book that somebody is about to begin, on their own side."""
    return Item(
        kind="book_draft",
        household=by.household,
        author=by.person,
        shared_at=now,
        audience=Audience.CHOSEN,
        chosen=frozenset({by.person}),
        ward=ward,
        side=by.side,
    )


def sees_draft(viewer: Viewer, facts: Facts, now: datetime) -> bool:
    """Say whether somebody may see a book while it is made: who makes, agrees or keeps it."""
    involved = viewer.person in facts.everyone
    return involved and may(viewer, Verb.SEE, draft_item(viewer, facts, now))


def writes(viewer: Viewer, facts: Facts, now: datetime) -> bool:
    """Say whether somebody may change a book that they see: on their own side alone."""
    return may(viewer, Verb.WRITE, draft_item(viewer, facts, now))


def reads(viewer: Viewer, facts: Facts, shown: ShowingRow) -> bool:
    """Say whether somebody may read what was shown."""
    item = shown_item(viewer, facts, shown)
    if viewer.role is Role.PROFESSIONAL:  # what was shown is shared by its kind, not by name
        item = replace(item, audience=Audience.CIRCLE, chosen=frozenset())
    return may(viewer, Verb.SEE, item)


def _ward(viewer: Viewer, facts: Facts) -> UUID | None:
    ward = facts.book.ward_id
    named = any(each.person == viewer.person for each in facts.named)
    return None if named and ward in viewer.feared_by else ward
