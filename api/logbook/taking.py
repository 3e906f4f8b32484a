"""Taking one's book along: what the policy lets somebody export, and never more than its timeline shows.

Reading and sending are apart: the words are read at once, each medium when its turn comes, in a look
of its own. A phone on a slow line then holds no place at the database.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.core.house import House
from api.core.parcel import ending
from api.logbook import queries
from api.logbook.seeking import Filter, walk
from api.logbook.shown import Reader, entry_views
from api.logbook.views import EntryView
from api.people.policy import Verb, Viewer
from api.people.queries import Member

A_HANDFUL = 200
FAMILY = {"photo": "plaatje", "drawing": "plaatje", "voice": "geluid"}


def to_take(session: Session, viewer: Viewer) -> tuple[EntryView, ...]:
    """Return the notes that somebody may take along, oldest first, with what was said below them.

    What others took back has no words left and stays here; what one took back oneself goes along.
    """
    reader = Reader.of(session, viewer)
    found: list[EntryView] = []
    for entries in walk(session, viewer, Filter(), None, A_HANDFUL):
        views = entry_views(session, reader, entries, verb=Verb.EXPORT)
        found += [view for view in views if view.mine or not view.withdrawn]
    return tuple(reversed(found))


def file_names(notes: Sequence[EntryView]) -> Mapping[UUID, str]:
    """Return what each medium is called in the parcel: names that tell nothing."""
    number = count(1)
    return {
        medium.id: f"{FAMILY[medium.kind]}-{next(number):04}.{ending(medium.type)}"
        for note in notes
        for medium in note.media
    }


def media_files(
    house: House, viewer: Viewer, names: Mapping[UUID, str]
) -> Iterator[tuple[str, bytes]]:
    """Yield the media by their names. The policy is asked for each one again; what went is left out."""
    for medium, name in names.items():
        with house.db.reading(viewer.household) as session:
            try:
                found = queries.medium(session, viewer, medium)
            except NotHere:
                continue
        yield name, found.data


def as_json(notes: Sequence[EntryView], names: Mapping[UUID, str]) -> list[dict[str, Any]]:
    """Return the notes as plain values for other programs; what is empty is left out."""
    return [
        {name: value for name, value in _facts(note, names).items() if value not in (None, "", [])}
        for note in notes
    ]


def _facts(note: EntryView, names: Mapping[UUID, str]) -> dict[str, Any]:
    return {
        "kind": note.kind,
        "by": _name(note.author),
        "happened_at": note.happened_at.isoformat(),
        "written_at": note.written_at.isoformat(),
        "changed_at": note.changed_at and note.changed_at.isoformat(),
        "withdrawn_at": note.withdrawn and note.withdrawn.at.isoformat(),
        "source": note.source,
        "audience": note.audience,
        "chosen": _names(note.chosen),
        "about": _names(note.about),
        "feeling": note.feeling,
        "helped": note.helped,
        "helped_by": [*_names(note.helped_by), *filter(None, [note.helped_by_name])],
        "trigger": note.trigger,
        "agreement": note.agreement,
        "kept": note.kept,
        "visit": note.visit,
        "sheet": note.sheet,
        "pictures": [[placed.picture, placed.cell] for placed in note.pictures],
        "text": note.text,
        "alt": note.alt,
        "media": [names[medium.id] for medium in note.media],
        "thanks": _names(note.thanks),
        "replies": [
            {
                "by": _name(reply.by),
                "at": reply.at.isoformat(),
                "text": reply.text,
                **({"side": True} if reply.side else {}),
            }
            for reply in note.replies
        ],
    }


def _names(people: Sequence[Member]) -> list[str]:
    return [_name(each) for each in people]


def _name(member: Member) -> str:
    return member.called or member.name
