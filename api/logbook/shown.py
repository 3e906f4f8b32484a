"""Turns rows into what one reader may see of them. Here the policy is asked for each note again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.vault import Box, Tampered
from api.logbook import rules
from api.logbook.finding import words_in
from api.logbook.items import below_item, message_item, note_item, version_item
from api.logbook.model import Entry
from api.logbook.note import Kind
from api.logbook.rows import Answer, Noted, Rows, Thanked, Version, rows_of
from api.logbook.sides import is_about, marked, medium_view
from api.logbook.views import EntryView, MediumView, ReplyView, VersionView, Withdrawn
from api.logbook.words import Words
from api.people.policy import Audience, Item, Verb, Viewer, is_away, may
from api.people.queries import Member, names

EMPTY: dict[str, Any] = {
    "text": "",
    "feeling": None,
    "helped": "",
    "helped_by": (),
    "helped_by_name": "",
    "sheet": None,
    "alt": "",
    "pictures": (),
    "agreement": "",
    "agreement_id": None,
    "page_id": None,
    "kept": None,
    "visit": None,
    "trigger": "",
    "left_out": (),
}
# What a damaged note has besides: nothing that was told, and nothing to do.
NOTHING: dict[str, Any] = {
    "source": None,
    "chosen": (),
    "about": (),
    "media": (),
    "thanks": (),
    "replies": (),
    "changed_at": None,
    "may_correct": False,
    "may_withdraw": False,
    "may_reply": False,
    "gives_side": False,
    "may_thank": False,
}


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks, the people it may know, and the keys of its house."""

    viewer: Viewer
    names: Mapping[UUID, Member]
    box: Box

    @classmethod
    def of(cls, session: Session, viewer: Viewer) -> Reader:
        return cls(viewer, names(session, viewer), Box.of(session, viewer.household))

    def members(self, people: Iterable[UUID]) -> tuple[Member, ...]:
        """Return those of these people that the viewer may know."""
        return tuple(self.names[each] for each in people if each in self.names)


def entry_views(
    session: Session,
    reader: Reader,
    entries: Sequence[Entry | Noted],
    verb: Verb = Verb.SEE,
    *,
    rows: Rows | None = None,
) -> list[EntryView]:
    """Return the notes that the reader may see (or export), in the order given.

    ``rows`` is what hangs on them, where that was fetched together with what hangs on others.
    """
    rows = rows or rows_of(session, entries)
    shown = (_Leaf(reader, entry, rows, verb) for entry in entries)
    return [each.view() for each in shown if each.is_for_reader()]


def version_views(session: Session, reader: Reader, entry: Entry) -> list[VersionView]:
    """Return what a note said, version after version, as far as the reader may know."""
    shown = _Leaf(reader, entry, rows_of(session, [entry]))
    return [
        VersionView(
            number=version.number,
            private=words.audience is Audience.SAFETY_PERSON,
            by=reader.names[version.by_id],
            written_at=version.written_at,
            kind=words.kind,
            **_words(reader, words),
        )
        for version, words in shown.versions()
        if not shown.is_closed()
    ]


def missed(viewer: Viewer, note: Entry | Noted, at: datetime) -> bool:
    """Say whether something was added to a note while the reader was away, and not shared anew."""
    return note.author_id != viewer.person and is_away(viewer, max(at, note.shared_at))


class _Leaf:
    """One note on its way to one reader."""

    def __init__(
        self, reader: Reader, entry: Entry | Noted, rows: Rows, verb: Verb = Verb.SEE
    ) -> None:
        self._reader = reader
        self._verb = verb
        self._entry = entry
        self._rows = rows
        self._item = note_item(entry, rows.chosen.get(entry.id, frozenset()))
        self._mine = entry.author_id == reader.viewer.person
        self._withdrawal = next(iter(rows.withdrawals.get(entry.id, ())), None)

    def is_for_reader(self) -> bool:
        """A note of somebody whom the reader may not know is not there either."""
        allowed = may(self._reader.viewer, self._verb, self._item)
        return allowed and self._entry.author_id in self._reader.names

    def is_closed(self) -> bool:
        """A note that was taken back has no words left, except for its author."""
        return self._withdrawal is not None and not self._mine

    def view(self) -> EntryView:
        try:
            versions = self.versions()
        except Tampered:
            return self._damaged()
        latest, words = versions[-1]
        closed = self.is_closed()
        return EntryView(
            **self._frame(),
            kind=words.kind,
            source=None if closed else words.source,
            audience=words.audience,
            chosen=self._reader.members(words.chosen) if self._mine else (),
            about=() if closed else self._reader.members(words.about),
            **(EMPTY if closed else _words(self._reader, words)),
            media=() if closed else tuple(self._media()),
            thanks=() if closed else self._reader.members(row.person_id for row in self._thanks()),
            replies=() if closed else marked(self._replies(), words, self._entry),
            versions=len(versions),
            changed_at=latest.written_at if len(versions) > 1 else None,
            damaged=False,
            **self._rights(),
        )

    def _damaged(self) -> EntryView:
        """Nothing of it is shown: who may read what stands below depends on each of its versions."""
        return EntryView(
            **self._frame(),
            kind=Kind(self._entry.kind),
            audience=Audience(self._entry.audience),
            **EMPTY,
            **NOTHING,
            versions=1,
            damaged=True,
        )

    def _frame(self) -> dict[str, Any]:
        """Return what is known without opening anything."""
        entry = self._entry
        return {
            "id": entry.id,
            "author": self._reader.names[entry.author_id],
            "happened_at": entry.happened_at,
            "written_at": entry.written_at,
            "late": rules.is_late(entry.happened_at, entry.written_at),
            "withdrawn": self._mark(),
            "mine": self._mine,
        }

    def versions(self) -> list[tuple[Version, Words]]:
        """Return the versions that were ever meant for the reader.

        The latest always is, unless it was written while the reader was away: then the one before is
        what they know.
        """
        return [each for each in self._opened if self._was_for_reader(*each)] or self._opened[-1:]

    @cached_property
    def _opened(self) -> list[tuple[Version, Words]]:
        rows = self._rows.versions[self._entry.id]
        return [(row, words_in(self._reader.box, row)) for row in rows]

    def _was_for_reader(self, version: Version, words: Words) -> bool:
        item = version_item(self._item, words, version.written_at)
        return may(self._reader.viewer, Verb.SEE, item)

    def _mark(self) -> Withdrawn | None:
        if self._withdrawal is None:
            return None
        return Withdrawn(self._reader.names[self._withdrawal.by_id], self._withdrawal.at)

    def _rights(self) -> dict[str, Any]:
        withdrawn = self._withdrawal is not None
        me = self._reader.viewer.person
        audience = Audience(self._entry.audience)
        about_me = is_about(me, self.versions()[-1][1], self._entry)
        thanked = any(row.person_id == me for row in self._rows.thanks.get(self._entry.id, ()))
        given = sum(row.person_id == me for row in self._rows.replies.get(self._entry.id, ()))
        return {
            "may_correct": self._mine and not withdrawn,
            "may_withdraw": self._mine and not withdrawn,
            "may_thank": rules.may_thank(
                audience=audience, withdrawn=withdrawn, mine=self._mine, thanked=thanked
            ),
            "may_reply": rules.may_answer(
                audience=audience,
                withdrawn=withdrawn,
                answers_given=given,
                in_thread=self._in_thread(audience),
                about_me=about_me,
            ),
            "gives_side": about_me and not withdrawn,
        }

    def _in_thread(self, audience: Audience) -> bool:
        viewer = self._reader.viewer
        message = message_item(self._item, viewer.person, viewer.side, self._entry.shared_at)
        return audience is Audience.SAFETY_PERSON and may(viewer, Verb.WRITE, message)

    def _thanks(self) -> Iterator[Thanked]:
        for row in self._rows.thanks.get(self._entry.id, ()):
            if self._may(self._verb, row):
                yield row

    def _replies(self) -> Iterator[ReplyView]:
        """The second safety person learns that there was an answer, not what it said."""
        verb = Verb.LIST if self._verb is Verb.SEE else self._verb
        for row in self._rows.replies.get(self._entry.id, ()):
            if row.person_id in self._reader.names and self._may(verb, row):
                yield self._reply(row)

    def _may(self, verb: Verb, row: Answer | Thanked) -> bool:
        """What was said below a note stays among those who could read the note at that moment."""
        viewer = self._reader.viewer
        return all(may(viewer, verb, below_item(note, row)) for note in self._then_and_now(row.at))

    def _then_and_now(self, at: datetime) -> tuple[Item, Item]:
        words = self._opened[0][1]
        for version, later in self._opened:
            words = later if version.written_at <= at else words
        return version_item(self._item, words, at), self._item

    def _reply(self, row: Answer) -> ReplyView:
        text, damaged = None, False
        if self._may(Verb.SEE, row):
            try:
                text = self._reader.box.open_json("replies", "body", row.id, row.body)["text"]
            except Tampered:
                damaged = True
        by = self._reader.names[row.person_id]
        mine = row.person_id == self._reader.viewer.person
        private = Audience.SAFETY_PERSON in {each.audience for each in self._then_and_now(row.at)}
        return ReplyView(row.id, by, row.at, text, mine=mine, private=private, damaged=damaged)

    def _media(self) -> Iterator[MediumView]:
        for row in self._rows.media.get(self._entry.id, ()):
            if not missed(self._reader.viewer, self._entry, row.at):
                yield medium_view(row)


def _words(reader: Reader, words: Words) -> dict[str, Any]:
    return {
        "text": words.text,
        "feeling": words.feeling,
        "helped": words.helped,
        "helped_by": reader.members(words.helped_by),
        "helped_by_name": words.helped_by_name,
        "sheet": words.sheet,
        "alt": words.alt,
        "pictures": words.pictures,
        "agreement": words.agreement,
        "agreement_id": words.agreement_id,
        "page_id": words.page_id,
        "kept": words.kept,
        "visit": words.visit,
        "trigger": words.trigger,
        "left_out": words.left_out,
    }
