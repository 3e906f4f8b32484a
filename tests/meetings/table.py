"""Short words for the tests: a meeting that was called, and what somebody does at its table."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from api.core.house import House
from api.meetings.table import actions, deciding, minutes, queries
from api.meetings.table.deciding import Decision
from api.meetings.table.review import Review, review
from api.meetings.table.state import Kind, TableState
from api.people.policy import Viewer
from api.people.queries import viewer as viewer_of
from tests.logbook.book import Book
from tests.meetings import sitting


@dataclass
class Table:
    """One meeting of a household; `chair` leads it."""

    book: Book
    chair: UUID
    id: UUID

    def act(self, who: UUID, kind: Kind, act_id: UUID | None = None, **body: object) -> UUID:
        values = {"meeting_id": self.id, "act_id": act_id or uuid4(), "kind": kind, "body": body}
        return self.book.do(who, actions.act, **values)

    def begin(self, *people: UUID) -> None:
        self.act(self.chair, Kind.BEGAN)
        for person in people:
            self.act(person, Kind.CAME, person=str(person))

    def state(self, who: UUID | None = None) -> TableState:
        def ask(session: Session, viewer: Viewer) -> TableState:
            return queries.state_of(session, queries.seat(session, viewer, self.id).meeting)

        return self.book.ask(who or self.chair, ask)

    def decide(self, text: str, *does: UUID, who: UUID | None = None, **more: object) -> UUID:
        values = {"act_id": uuid4(), "part_id": uuid4(), "version_id": uuid4()}
        values |= {name: more.pop(name) for name in (*more,) if name in values}
        values["decision"] = Decision(text=text, does=does, **more)
        return self.book.do(who or self.chair, deciding.decide, meeting_id=self.id, **values)

    def minutes(self, text: str, base: UUID | None = None) -> UUID:
        values = {"minutes_id": uuid4(), "base": base, "text": text}
        return self.book.do(self.chair, minutes.write, meeting_id=self.id, **values)

    def review(self, who: UUID) -> Review:
        def ask(session: Session, viewer: Viewer) -> Review:
            row = queries.seat(session, viewer, self.id).row
            state = queries.state_of(session, row.meeting)
            people = queries.around(session, viewer, row, state, self.book.now)
            return review(session, people, row, self.book.now)

        return self.book.ask(who, ask)


def call(book: Book, chair: UUID, invited: Collection[UUID], **more: object) -> Table:
    """A meeting to which these people were asked to come."""
    return Table(book, chair, sitting.call(book, chair, invited, **more).id)


def viewer_in(house: House, household: UUID, person: UUID) -> Viewer:
    with house.db.reading(household) as session:
        return viewer_of(session, person)
