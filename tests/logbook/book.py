"""Short words for the tests: who writes what, and who sees what."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID, uuid4

from sqlalchemy import func, select

from api.core.house import House
from api.core.journal import JournalLine
from api.logbook import actions, queries
from api.logbook.media import prepare
from api.logbook.note import Kind, Note
from api.logbook.views import EntryView
from api.people.policy import Audience
from api.people.queries import viewer as viewer_of

Found = TypeVar("Found")


@dataclass
class Book:
    """The logbook of one household, with a clock that each writing moves on by a minute."""

    house: House
    household: UUID
    now: datetime

    def do(self, person: UUID, action: Callable[..., Found], /, **values: object) -> Found:
        """Let somebody do something, in a transaction of its own."""
        self.now += timedelta(minutes=1)
        with self.house.db.writing(self.household, by=person, now=self.now) as session:
            by = viewer_of(session, person)
            return action(session, by=by, now=values.pop("now", self.now), **values)

    def ask(
        self, who: UUID, query: Callable[..., Found], /, *values: object, **more: object
    ) -> Found:
        """Let somebody look."""
        with self.house.db.reading(self.household) as session:
            return query(session, viewer_of(session, who), *values, **more)

    def write(self, person: UUID, text: str = "Het was een fijne dag.", **more: object) -> UUID:
        """Write a note for the circle, unless told otherwise."""
        entry_id = more.pop("entry_id", None) or uuid4()
        timing = {name: more.pop(name) for name in ("now", "made_at") if name in more}
        kind = more.pop("kind", Kind.GOOD)
        note = Note(kind=kind, text=text, audience=more.pop("audience", Audience.CIRCLE), **more)
        values = {"entry_id": entry_id, "note": note, "media": prepare(note), **timing}
        return self.do(person, actions.write_entry, **values)

    def correct(self, person: UUID, entry_id: UUID, text: str, **more: object) -> UUID:
        """Correct a note, with the same kind and audience unless told otherwise."""
        version_id = more.pop("version_id", None) or uuid4()
        note = Note(kind=more.pop("kind", Kind.GOOD), text=text, **more)
        return self.do(
            person, actions.correct_entry, entry_id=entry_id, version_id=version_id, note=note
        )

    def withdraw(self, person: UUID, entry_id: UUID) -> UUID:
        return self.do(person, actions.withdraw_entry, entry_id=entry_id)

    def thank(self, person: UUID, entry_id: UUID) -> UUID:
        return self.do(person, actions.thank, entry_id=entry_id)

    def reply(self, person: UUID, entry_id: UUID, text: str, reply_id: UUID | None = None) -> UUID:
        return self.do(
            person, actions.reply, entry_id=entry_id, reply_id=reply_id or uuid4(), text=text
        )

    def timeline(self, who: UUID, /, **wanted: object) -> list[EntryView]:
        return list(self.ask(who, queries.timeline, **wanted).items)

    def texts(self, who: UUID, /, **wanted: object) -> list[str]:
        return [view.text for view in self.timeline(who, **wanted)]

    def entry(self, person: UUID, entry_id: UUID) -> EntryView:
        return self.ask(person, queries.entry, entry_id)

    def found(self, person: UUID, words: str) -> list[str]:
        return [view.text for view in self.ask(person, queries.search, words).items]

    def change(self, action: Callable[..., Found], **values: object) -> Found:
        """Change the circle, as the people's own actions do."""
        self.now += timedelta(minutes=1)
        with self.house.db.writing(self.household, by=None, now=self.now) as session:
            return action(session, **values, now=self.now)

    def count(self, table: type) -> int:
        with self.house.db.reading(self.household) as session:
            return session.scalar(select(func.count()).select_from(table)) or 0

    def journal(self) -> list[tuple[str, str]]:
        """The lines of the journal: what was done in which table."""
        with self.house.db.reading(self.household) as session:
            lines = select(JournalLine).filter_by(household_id=self.household)
            ordered = session.scalars(lines.order_by(JournalLine.seq))
            return [(line.act, line.place) for line in ordered]
