"""Writing in the logbook. Each action may come twice, late, or from somebody it is not for.

Nothing is ever changed in place: a correction is a version, a withdrawal a mark. Whoever may not
see a note finds nothing here, as if it were never written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.core.errors import Gone, Invalid, NotHere
from api.core.media.ready import ReadyMedium
from api.core.vault import Box
from api.logbook import rules
from api.logbook.audience import as_it_can_be, check_named, choosable
from api.logbook.finding import (
    answers_of,
    find,
    first_words,
    in_thread,
    latest_words,
    media_of,
    words_in,
)
from api.logbook.items import new_item
from api.logbook.keeping import add_version, columns, keep, latest_number, take_turns
from api.logbook.media import add_media
from api.logbook.model import Entry, EntryVersion, Reply, Thanks, Withdrawal
from api.logbook.note import Note
from api.logbook.readers import is_news
from api.logbook.sides import is_about
from api.logbook.words import Words, words_of
from api.people.policy import Audience, Verb, Viewer, may
from i18n.marking import N_

OTHER_WORDS = N_("Dit staat al in het boek. Wil je iets veranderen? Maak een verbetering.")
TAKEN_BACK = N_("Dit is al weg. Je kunt er niets meer bij doen.")
ANSWERED = N_("Je hebt hier al op geantwoord.")
NO_ANSWER = N_("Hier kun je niet op antwoorden.")
NO_THANKS = N_("Dit is van jezelf. Alleen een ander kan je bedanken.")


def write_entry(
    session: Session,
    *,
    by: Viewer,
    entry_id: UUID,
    note: Note,
    now: datetime,
    media: Sequence[ReadyMedium] = (),
    made_at: datetime | None = None,
    late: bool = False,
) -> UUID:
    """Write a note; return its id. Sent twice it stands once.

    ``media`` is what ``media.prepare(note)`` made of its files, before the transaction. ``made_at``
    says when a phone without a net made it; that it was *written* is only sure from now on. ``late``
    says that nobody looks at the form any more: what cannot be is left out, not asked again.
    """
    take_turns(session, by)
    known = session.get(Entry, entry_id)
    if known is not None:
        return _the_same(session, by, known, note)
    rules.check_kind(note, by.role)
    words = _decided(session, by, note, made_at or now, late=late)
    item = new_item(by, words.audience, now, chosen=words.chosen, kind=words.kind)
    if not may(by, Verb.WRITE, item):
        raise NotHere(rules.NOT_HERE)
    entry = Entry(
        id=entry_id,
        household_id=by.household,
        author_id=by.person,
        written_at=now,
        shared_at=now,
        side=by.side,
        **columns(words),
    )
    session.add(entry)
    session.flush()
    add_version(session, entry, words, by=by.person, at=now, number=1)
    add_media(session, entry, note, media, by=by.person, now=now)
    return keep(session, entry, words)


def correct_entry(
    session: Session,
    *,
    by: Viewer,
    entry_id: UUID,
    version_id: UUID,
    note: Note,
    now: datetime,
    media: Sequence[ReadyMedium] = (),
    late: bool = False,
) -> UUID:
    """Add a version to one's own note; what it said before can still be read."""
    take_turns(session, by)
    entry = _own(session, by, entry_id)
    if (known := session.get(EntryVersion, version_id)) is not None:
        return _the_same_version(session, known, entry, note)
    _still_stands(session, entry)
    before = latest_words(session, entry)
    words = _corrected(session, by, entry, note, before=before, now=now, late=late)
    if (words.audience, words.chosen) != (before.audience, before.chosen):
        entry.shared_at = now
    for name, value in columns(words).items():
        setattr(entry, name, value)
    number = latest_number(session, entry) + 1
    add_version(session, entry, words, by=by.person, at=now, number=number, row=version_id)
    add_media(session, entry, note, media, by=by.person, now=now)
    return keep(session, entry, words, before=before)


def withdraw_entry(session: Session, *, by: Viewer, entry_id: UUID, now: datetime) -> UUID:
    """Take one's own note back. The mark stays, and its author can still read it."""
    take_turns(session, by)
    entry = _own(session, by, entry_id)
    if session.get(Withdrawal, entry.id) is None:
        session.add(
            Withdrawal(entry_id=entry.id, household_id=by.household, by_id=by.person, at=now)
        )
        session.flush()
        is_news(session, entry.id, now)
    return entry.id


def thank(session: Session, *, by: Viewer, entry_id: UUID, now: datetime) -> UUID:
    """Say well done. Twice is once."""
    take_turns(session, by)
    entry = find(session, by, entry_id)
    if session.get(Thanks, (entry.id, by.person)) is not None:
        return entry.id
    _still_stands(session, entry)
    mine = entry.author_id == by.person
    audience = Audience(entry.audience)
    if not rules.may_thank(audience=audience, withdrawn=False, mine=mine, thanked=False):
        raise Invalid(NO_THANKS)
    session.add(
        Thanks(
            entry_id=entry.id,
            person_id=by.person,
            household_id=by.household,
            side=by.side,
            at=now,
        )
    )
    session.flush()
    return entry.id


def reply(
    session: Session,
    *,
    by: Viewer,
    entry_id: UUID,
    reply_id: UUID,
    text: str,
    now: datetime,
) -> UUID:
    """Answer a note: once, or as often as needed between a ward and its first safety person.

    Whoever it is about may put their side of it right by another one.
    """
    take_turns(session, by)
    entry = find(session, by, entry_id)
    if (known := session.get(Reply, reply_id)) is not None:
        return _the_same_reply(session, known, entry, text)
    _still_stands(session, entry)
    _check_answer(session, by, entry, now)
    if not text:
        raise Invalid(rules.NOTHING_YET, field="text")
    body = Box.of(session, by.household).lock_json("replies", "body", reply_id, {"text": text})
    session.add(
        Reply(
            id=reply_id,
            household_id=by.household,
            entry_id=entry.id,
            person_id=by.person,
            side=by.side,
            at=now,
            body=body,
        )
    )
    session.flush()
    return entry.id


def _own(session: Session, by: Viewer, entry_id: UUID) -> Entry:
    entry = find(session, by, entry_id)
    if entry.author_id != by.person:
        raise NotHere(rules.NOT_HERE)
    return entry


def _still_stands(session: Session, entry: Entry) -> None:
    if session.get(Withdrawal, entry.id) is not None:
        raise Gone(TAKEN_BACK)


def _the_same(session: Session, by: Viewer, known: Entry, note: Note) -> UUID:
    """The id is known: the same note again is fine, other words under it would be lost."""
    if known.author_id != by.person:
        raise NotHere(rules.NOT_HERE)
    if first_words(session, known).digest != note.digest():
        raise Invalid(OTHER_WORDS, field="text")
    return known.id


def _the_same_version(session: Session, known: EntryVersion, entry: Entry, note: Note) -> UUID:
    words = words_in(Box.of(session, known.household_id), known)
    if known.entry_id != entry.id or words.digest != note.digest():
        raise Invalid(OTHER_WORDS, field="text")
    return entry.id


def _the_same_reply(session: Session, known: Reply, entry: Entry, text: str) -> UUID:
    body = Box.of(session, known.household_id).open_json("replies", "body", known.id, known.body)
    if known.entry_id != entry.id or body["text"] != text:
        raise Invalid(OTHER_WORDS, field="text")
    return entry.id


def _decided(session: Session, by: Viewer, note: Note, made_at: datetime, *, late: bool) -> Words:
    """Work out for whom a new note is meant and when it happened."""
    sent, note = note, as_it_can_be(session, by, note, made_at) if late else note
    check_named(session, by, (*note.about, *note.helped_by))
    audience, chosen = _meant_for(session, by, note)
    happened_at = rules.when_did_it_happen(note, made_at)
    words = words_of(note, audience=audience, chosen=chosen, happened_at=happened_at)
    return replace(words, digest=sent.digest())


def _corrected(
    session: Session,
    by: Viewer,
    entry: Entry,
    note: Note,
    *,
    before: Words,
    now: datetime,
    late: bool,
) -> Words:
    """A correction keeps what it does not mention: for whom, when it happened, what is missing."""
    sent, mentioned = note, note.audience is not None
    note = as_it_can_be(session, by, note, now) if late else note
    rules.check_kind(note, by.role, shows_something=bool(media_of(session, entry)))
    check_named(session, by, (*note.about, *note.helped_by))
    audience, chosen = before.audience, before.chosen
    if mentioned:
        audience, chosen = _meant_for(session, by, note)
    happened_at = rules.when_did_it_happen(note, now) if note.on else before.happened_at
    words = words_of(note, audience=audience, chosen=chosen, happened_at=happened_at)
    left_out = tuple(dict.fromkeys((*before.left_out, *note.left_out)))
    return replace(words, left_out=left_out, digest=sent.digest())


def _meant_for(session: Session, by: Viewer, note: Note) -> tuple[Audience, frozenset[UUID]]:
    can_be_chosen = choosable(session, by) if note.chosen else frozenset()
    audience = rules.audience_of(
        note, by.role, choosable=can_be_chosen, has_safety_person=bool(by.safety_people)
    )
    return audience, note.chosen if audience is Audience.CHOSEN else frozenset()


def _check_answer(session: Session, by: Viewer, entry: Entry, now: datetime) -> None:
    """Second safety people and quarrels find no answer field."""
    given = answers_of(session, entry, by.person)
    audience = Audience(entry.audience)
    thread = in_thread(session, by, entry, now)
    about_me = is_about(by.person, latest_words(session, entry), entry)
    if not rules.may_answer(
        audience=audience,
        withdrawn=False,
        answers_given=given,
        in_thread=thread,
        about_me=about_me,
    ):
        raise Invalid(ANSWERED if given else NO_ANSWER)
