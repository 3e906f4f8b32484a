"""Short words for the tests: who looks at what, and what others learn of it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.db import EVERYWHERE
from api.logbook.note import Kept, Note, Visit
from api.logbook.note import Kind as NoteKind
from api.people.policy import Audience, Viewer
from api.people.queries import viewer as _viewer
from api.plan.checking import pausing, queries, roster
from api.plan.checking.model import Check
from api.plan.checking.rules import Kind
from api.plan.checking.views import Turn, Uncovered, VisitView
from api.plan.queries import agreements
from api.plan.words import Part
from api.visits import looking, turns
from api.visits.writing import correct_note, withdraw_note, write_note
from i18n.dates import here
from tests.plan.sheet import Sheet


@dataclass
class Rounds:
    """Looking in the house of one plan."""

    sheet: Sheet

    @property
    def today(self) -> date:
        return here(self.sheet.now)

    def tea(self, *lookers: UUID, does: UUID, **more: object) -> UUID:
        """An agreement that somebody looks at, each week unless told otherwise."""
        more = {"planned_every": 7, **more}
        people = {Part.LOOKS: lookers, **more.pop("people", {})}  # type: ignore[dict-item]
        return self.sheet.agreement("Om 4 uur drinken we thee.", does, people=people, **more)

    def looks(self, person: UUID, agreement: UUID | None, **more: object) -> UUID:
        """Write a check, for the circle unless told otherwise."""
        entry = more.pop("entry_id", None) or uuid4()
        timing = {name: more.pop(name) for name in ("made_at", "late") if name in more}
        said = {"kind": NoteKind.CHECK, "kept": Kept.YES, "audience": Audience.CIRCLE, **more}
        note = Note(agreement_id=agreement, **said)
        return self.sheet.do(person, write_note, entry_id=entry, note=note, **timing)

    def corrects(self, person: UUID, entry: UUID, **more: object) -> UUID:
        note = Note(**{"kind": NoteKind.CHECK, "kept": Kept.YES, **more})
        return self.sheet.do(person, correct_note, entry_id=entry, version_id=uuid4(), note=note)

    def takes_back(self, person: UUID, entry: UUID) -> UUID:
        return self.sheet.do(person, withdraw_note, entry_id=entry)

    def chooses(self, person: UUID, agreement: UUID, ahead: int, /, **more: object) -> UUID:
        """Choose a day for oneself, a planned one unless told otherwise."""
        given = more.pop("visit_id", None) or uuid4()
        values = {"person": person, "kind": Kind.PLANNED, **more}
        day = self.today + timedelta(days=ahead)
        self.sheet.do(
            person, roster.choose_day, visit_id=given, agreement_id=agreement, day=day, **values
        )
        return given

    def steps_back(self, person: UUID, first: int, last: int) -> UUID:
        given, now = uuid4(), self.today
        days = {"first": now + timedelta(days=first), "last": now + timedelta(days=last)}
        self.sheet.do(person, pausing.step_back, pause_id=given, **days)
        return given

    def turns(self, person: UUID) -> list[Turn]:
        return self.sheet.ask(person, turns.own_turns)

    def due(self, person: UUID) -> list[tuple[int, Kind]]:
        """In how many days it is somebody's turn."""
        return [((each.due.on - self.today).days, each.due.kind) for each in self.turns(person)]

    def visits(self, person: UUID) -> list[VisitView]:
        return self.sheet.ask(person, self._visits)

    def days(self, person: UUID) -> list[tuple[int, Kind]]:
        return [((each.day - self.today).days, each.kind) for each in self.visits(person)]

    def uncovered(self, person: UUID) -> list[Uncovered]:
        return self.sheet.ask(person, self._uncovered)

    def seen(self, who: UUID, agreement: UUID) -> list[UUID]:
        """The checks of an agreement that somebody may know of, newest first."""
        with self.sheet.house.db.reading(self.sheet.household) as session:
            found = looking.at(session, _viewer(session, who), agreement)
        return [each.id for each in found]

    def work(self, who: UUID) -> dict[str, int]:
        """Who looked how often lately, as somebody may know it."""
        with self.sheet.house.db.reading(self.sheet.household) as session:
            viewer, now = _viewer(session, who), self.sheet.now
            agreed = {each.id for each in agreements(session, viewer, now)}
            found = looking.work(looking.lately(session, viewer, agreed, now))
        return {each.person.name: each.times for each in found}

    def rows(self) -> list[Check]:
        with self.sheet.house.db.reading(EVERYWHERE) as session:
            rows = list(session.scalars(select(Check)))
            session.expunge_all()
        return rows

    @staticmethod
    def _visits(session: Session, viewer: Viewer, now: datetime) -> list[VisitView]:
        return queries.visits(session, viewer, agreements(session, viewer, now), now)

    @staticmethod
    def _uncovered(session: Session, viewer: Viewer, now: datetime) -> list[Uncovered]:
        return queries.uncovered(session, viewer, agreements(session, viewer, now), now)


__all__ = ["Rounds", "Visit"]
