"""Writes the notes of the story, and what others said to them later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar
from uuid import NAMESPACE_URL, UUID, uuid5

from api.core.media.ready import ReadyMedium
from api.demo.binding import page_id
from api.demo.cast import CAST
from api.demo.living import Deed, Filling, Step
from api.demo.media import ready, strokes_of
from api.demo.planning import part_id
from api.demo.story import Said, Told
from api.logbook.actions import reply, thank
from api.logbook.note import Feeling, Kept, Kind, Note, Placed, Sheet, Source, Upload, Visit
from api.logbook.rules import row_id
from api.people.policy import Audience, Role
from api.visits.writing import correct_note, withdraw_note, write_note
from i18n.dates import AMSTERDAM

Word = TypeVar("Word", bound=StrEnum)


def note_steps(filling: Filling, story: Iterable[Told]) -> Iterator[Step]:
    """Return the writing of each note, and each thing that was said later."""
    for told in story:
        write = partial(_write, filling, told)
        yield Step(told.at, told.key, told.note.by, write, partial(ready, told))
        for said in told.later:
            yield Step(said.at, told.key, said.by, partial(_add, filling, told, said))


def _write(filling: Filling, told: Told, deed: Deed) -> None:
    media = ready(told)
    note = _note(filling, told, media)
    write_note(
        deed.session,
        by=deed.by,
        entry_id=_entry_id(filling, told),
        note=note,
        now=deed.now,
        media=media,
    )


def _add(filling: Filling, told: Told, said: Said, deed: Deed) -> None:
    """Add what was said later: thanks, an answer, a correction or a withdrawal."""
    entry = _entry_id(filling, told)
    row = uuid5(entry, f"{said.act}/{said.by}/{said.at.isoformat()}")
    if said.act == "thanks":
        thank(deed.session, by=deed.by, entry_id=entry, now=deed.now)
    elif said.act == "reply":
        reply(deed.session, by=deed.by, entry_id=entry, reply_id=row, text=said.text, now=deed.now)
    elif said.act == "withdraw":
        withdraw_note(deed.session, by=deed.by, entry_id=entry, now=deed.now)
    else:
        again = _note(filling, told, ())
        note = replace(again, text=said.text, strokes="", audience=None, on=None, at=None)
        correct_note(
            deed.session, by=deed.by, entry_id=entry, version_id=row, note=note, now=deed.now
        )


def _entry_id(filling: Filling, told: Told) -> UUID:
    given = uuid5(NAMESPACE_URL, f"demo/{told.key}")
    return row_id(filling.house.secrets.pepper, filling.people[told.note.by], given)


def _note(filling: Filling, told: Told, media: Sequence[ReadyMedium]) -> Note:
    """Return the note with the agreement that it is a check of, or the page of a book that it is told at."""
    note, name = as_note(told, filling.people, media), told.note.get("agreement")
    if name:
        return replace(note, agreement_id=part_id(filling, name))
    page = told.note.get("page")
    return replace(note, page_id=page_id(filling, page)) if page else note


def as_note(told: Told, people: Mapping[str, UUID], media: Sequence[ReadyMedium]) -> Note:
    """Return the note as if its form had been filled in."""
    note, here = told.note, told.happened.astimezone(AMSTERDAM)

    def them(name: str) -> tuple[UUID, ...]:
        return tuple(people[handle] for handle in note.names(name))

    return Note(
        kind=Kind(note.get("kind")),
        text=note.get("text"),
        audience=Audience(note.get("audience")),
        chosen=frozenset(them("chosen")),
        feeling=_word(Feeling, note.get("feeling")),
        helped=note.get("helped"),
        helped_by=tuple(dict.fromkeys(them("helped_by"))),
        helped_by_name=note.get("helped_by_name"),
        about=them("about"),
        source=_word(Source, note.get("source")) or _seen(told),
        on=here.date(),
        at=here.time().replace(second=0, microsecond=0),
        sheet=_word(Sheet, note.get("sheet")),
        alt=note.get("alt"),
        strokes=strokes_of(told),
        pictures=_placed(note.get("pictures")),
        kept=_word(Kept, note.get("kept")),
        visit=_word(Visit, note.get("visit")),
        trigger=note.get("trigger"),
        uploads=tuple(
            Upload(each.kind, each.type, each.data) for each in media if each.strokes is None
        ),
    )


def _seen(told: Told) -> Source | None:
    """Adults say how they know; what they wrote without a word about it, they saw."""
    return None if CAST[told.note.by].role is Role.CHILD else Source.SAW


def _placed(text: str) -> tuple[Placed, ...]:
    pairs: list[Any] = [word.split(":") for word in text.split()]
    return tuple(Placed(picture, int(cell)) for picture, cell in pairs)


def _word(kind: type[Word], text: str) -> Word | None:
    return kind(text) if text else None
