"""The side of whoever a note of the circle is about (hoor en wederhoor), and what a medium shows. Pure.

A side is an answer below the note. It is never changed in place: a later one of the same person stands
before it, and what they said first stays to be read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from api.logbook.model import Entry
from api.logbook.rows import Noted, Shown
from api.logbook.views import MediumView, ReplyView
from api.logbook.words import Words
from api.people.policy import Audience


def is_about(person: UUID, words: Words, entry: Entry | Noted) -> bool:
    """Say whether another wrote this about somebody, for the whole circle."""
    return (
        person in words.about
        and person != entry.author_id
        and Audience(entry.audience) is Audience.CIRCLE
    )


def marked(
    replies: Iterable[ReplyView], words: Words, entry: Entry | Noted
) -> tuple[ReplyView, ...]:
    """Return answers in their order, with which of them is the side of whom it is about, and which was put right."""
    every = tuple(replies)
    last = {each.by.id: each.id for each in every}
    return tuple(
        replace(each, side=True, earlier=last[each.by.id] != each.id)
        if is_about(each.by.id, words, entry)
        else each
        for each in every
    )


def medium_view(row: Shown) -> MediumView:
    """Return a medium with where it is found."""
    url = f"/media/{row.id}"
    return MediumView(
        id=row.id,
        kind=row.kind,
        type=row.type,
        url=url,
        small_url=None if row.kind == "voice" else f"{url}/klein",
        strokes_url=f"{url}/lijnen" if row.is_drawn else None,
        width=row.width,
        height=row.height,
        seconds=row.seconds,
    )
