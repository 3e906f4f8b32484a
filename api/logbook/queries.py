"""Reading the logbook. Everything goes through the viewer who asks; nothing hidden is counted."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Literal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.core.vault import Box, Tampered
from api.logbook import rules
from api.logbook.audience import also_reading, audience_names, last_audience
from api.logbook.finding import find
from api.logbook.model import Entry, EntryReader, Medium, Withdrawal
from api.logbook.note import Kind
from api.logbook.rows import NOTED, Noted, versions_of
from api.logbook.seeking import Filter, walk
from api.logbook.shown import Reader, entry_views, missed, version_views
from api.logbook.views import EntryView, MediumBytes, Page, VersionView
from api.logbook.words import named_in, typed_in
from api.people.policy import Audience, Verb, Viewer

__all__ = [
    "also_reading",
    "audience_names",
    "entry",
    "for_print",
    "last_audience",
    "medium",
    "nudge",
    "readable",
    "search",
    "timeline",
    "versions",
]

A_PAGE = 30
A_HANDFUL = 200
Size = Literal["full", "small", "strokes"]


def timeline(
    session: Session,
    viewer: Viewer,
    *,
    before: str | None = None,
    limit: int = A_PAGE,
    kind: Kind | None = None,
    person: UUID | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Page[EntryView]:
    """Return a page of notes, newest first; ``before`` is the ``after`` of the page in front."""
    reader = Reader.of(session, viewer)
    if person is not None and person not in reader.names:
        return Page((), None)
    wanted = Filter({kind} if kind else (), person, since, until)
    start = rules.from_cursor(before) if before else None
    found: list[EntryView] = []
    for entries in walk(session, viewer, wanted, start, limit + 1):
        found += _filtered(entry_views(session, reader, entries), kind, person)
        if len(found) > limit:
            break
    return _page(found, limit)


def entry(session: Session, viewer: Viewer, entry_id: UUID) -> EntryView:
    """Return one note; raises NotHere."""
    found = find(session, viewer, entry_id)
    views = entry_views(session, Reader.of(session, viewer), [found])
    if not views:
        raise NotHere(rules.NOT_HERE)
    return views[0]


def readable(session: Session, viewer: Viewer, ids: Collection[UUID]) -> Mapping[UUID, EntryView]:
    """Return which of these notes this viewer may read and stand, by their ids; the others are not there.

    It seeks in the viewer's own list, so that what is hidden costs no time either.
    """
    listed = select(*NOTED).join(EntryReader, EntryReader.entry_id == Entry.id)
    mine = (EntryReader.person_id == viewer.person, EntryReader.household_id == viewer.household)
    own = listed.where(*mine, Entry.id.in_(ids))
    found = [Noted(*row) for row in session.execute(own)] if ids else []
    views = entry_views(session, Reader.of(session, viewer), found) if found else []
    return {view.id: view for view in views if not (view.withdrawn or view.damaged)}


def versions(session: Session, viewer: Viewer, entry_id: UUID) -> tuple[VersionView, ...]:
    """Return what a note said before and says now; raises NotHere."""
    found = find(session, viewer, entry_id)
    return tuple(version_views(session, Reader.of(session, viewer), found))


def search(
    session: Session,
    viewer: Viewer,
    words: str,
    *,
    before: str | None = None,
    limit: int = A_PAGE,
) -> Page[EntryView]:
    """Return the notes in which all words stand. Only what may be read is opened and looked through."""
    needles = _folded(words).split()
    if not needles:
        return Page((), None)
    reader = Reader.of(session, viewer)
    start = rules.from_cursor(before) if before else None
    found: list[EntryView] = []
    for entries in walk(session, viewer, Filter(), start, A_HANDFUL):
        hits = _hits(session, reader, entries, needles)
        views = entry_views(session, reader, hits) if hits else []
        found += [view for view in views if view.mine or not view.withdrawn]
        if len(found) > limit:
            break
    return _page(found, limit)


def medium(session: Session, viewer: Viewer, medium_id: UUID, size: Size = "full") -> MediumBytes:
    """Return the bytes of a medium for one answer; raises NotHere, for a damaged one too."""
    column = "body" if size == "full" else size
    kept = getattr(Medium, column)
    row = session.execute(
        select(Medium.entry_id, Medium.type, Medium.at, kept.label("sealed")).where(
            Medium.id == medium_id
        )
    ).first()
    if row is None or row.sealed is None:
        raise NotHere(rules.NOT_HERE)
    note = find(session, viewer, row.entry_id)
    if missed(viewer, note, row.at):
        raise NotHere(rules.NOT_HERE)
    if note.author_id != viewer.person and session.get(Withdrawal, note.id) is not None:
        raise NotHere(rules.NOT_HERE)
    try:
        data = Box.of(session, note.household_id).open("media", column, medium_id, row.sealed)
    except Tampered:
        raise NotHere(rules.NOT_HERE) from None
    kind = "application/json" if size == "strokes" else row.type
    return MediumBytes(data, kind, note.author_id, Audience(note.audience))


def for_print(
    session: Session,
    viewer: Viewer,
    *,
    since: date | None = None,
    until: date | None = None,
    kinds: Collection[Kind] = (),
    private: bool = False,
) -> tuple[EntryView, ...]:
    """Return the notes for on paper, oldest first.

    What is between somebody and its safety person stays off the paper, unless its own writer asks;
    what was taken back always stays off.
    """
    reader = Reader.of(session, viewer)
    found: list[EntryView] = []
    for entries in walk(session, viewer, Filter(kinds, None, since, until), None, A_HANDFUL):
        found += [
            view
            for view in entry_views(session, reader, entries, verb=Verb.EXPORT)
            if not view.withdrawn
            and ((private and view.mine) or view.audience not in rules.PRIVATE)
        ]
    return tuple(reversed(found))


def nudge(session: Session, viewer: Viewer) -> bool:
    """Say whether this viewer wrote bad news only, lately; never when another reads along."""
    if viewer.quiet:
        return False
    mine = select(Entry.kind).filter_by(household_id=viewer.household, author_id=viewer.person)
    latest = session.scalars(mine.order_by(Entry.written_at.desc()).limit(rules.BAD_NEWS_IN_A_ROW))
    return rules.needs_good_news([Kind(kind) for kind in latest])


def _filtered(
    views: Sequence[EntryView], kind: Kind | None, person: UUID | None
) -> list[EntryView]:
    """Leave out what was taken back where finding it would tell what it said, or about whom."""
    return [
        view
        for view in views
        if view.mine or not view.withdrawn or (not kind and person in {None, view.author.id})
    ]


def _page(found: Sequence[EntryView], limit: int) -> Page[EntryView]:
    shown = tuple(found[:limit])
    more = len(found) > limit
    return Page(shown, rules.to_cursor(shown[-1].happened_at, shown[-1].id) if more else None)


def _hits(
    session: Session, reader: Reader, entries: Sequence[Noted], needles: Sequence[str]
) -> list[Noted]:
    """Return the notes whose present words, or people, hold every needle."""
    viewer, versions = reader.viewer, versions_of(session, [each.id for each in entries])
    people = {str(id_): f"{each.name} {each.called}" for id_, each in reader.names.items()}

    def hay(note: Noted) -> str:
        known = [each for each in versions[note.id] if not missed(viewer, note, each.written_at)]
        latest = (known or versions[note.id])[-1]
        try:
            body = reader.box.open_json("entry_versions", "body", latest.id, latest.body)
        except Tampered:
            return ""
        named = (str(note.author_id), *named_in(body))
        return _folded("\n".join([typed_in(body), *(people.get(each, "") for each in named)]))

    return [note for note in entries if _holds(hay(note), needles)]


def _holds(hay: str, needles: Sequence[str]) -> bool:
    return all(needle in hay for needle in needles)


def _folded(text: str) -> str:
    """Return text as people look for it: without capitals and accents."""
    if text.isascii():
        return text.casefold()
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in bare if not unicodedata.combining(letter))
