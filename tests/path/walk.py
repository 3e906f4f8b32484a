"""Short words for the tests: who agrees on what along the path, and who reads it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar
from uuid import UUID, uuid4

from api.core.house import House
from api.path import actions, queries, saying, writing
from api.path.kinds import Named, Says
from api.path.outcomes import Phase
from api.path.views import PathView
from api.path.words import ClosingPlan, Draft, RecoveryPoint, Step, StressTest, Words
from api.people.policy import Side
from api.people.queries import viewer as viewer_of
from i18n.dates import here

Found = TypeVar("Found")


@dataclass
class Walk:
    """The path of one household, with a clock that each writing moves on by a minute."""

    house: House
    household: UUID
    keeper: UUID
    now: datetime
    sheet: Side = Side.BOTH

    def do(self, person: UUID, action: Callable[..., Found], /, **values: object) -> Found:
        """Let somebody do something, in a transaction of its own."""
        self.now += timedelta(minutes=1)
        values.setdefault("sheet", self.sheet)
        with self.house.db.writing(self.household, by=person, now=self.now) as session:
            return action(session, by=viewer_of(session, person), now=self.now, **values)

    def path(self, who: UUID, sheet: Side | None = None) -> PathView:
        with self.house.db.reading(self.household) as session:
            return queries.path(session, viewer_of(session, who), sheet or self.sheet, self.now)

    def on(self, reason: str = "Wij durven het.", **more: object) -> None:
        """Go on to the next phase."""
        sheet = more.get("sheet", self.sheet)
        seen = more.pop("seen", None) or self.path(self.keeper, sheet).phase  # type: ignore[arg-type]
        values = {"phase_id": uuid4(), "seen": seen, "reason": reason, **more}
        self.do(self.keeper, actions.agree, **values)

    def back(self, **more: object) -> None:
        self.on("", back=True, **more)

    def to(self, phase: Phase) -> None:
        while self.path(self.keeper).phase is not phase:
            self.on()

    def tick(self, person: UUID, outcome: str, *, reached: bool = True, **more: object) -> None:
        values = {"tick_id": uuid4(), "outcome": outcome, "reached": reached, **more}
        self.do(person, actions.tick, **values)

    def write(
        self,
        words: Words,
        *,
        part: UUID | None = None,
        by: UUID | None = None,
        people: dict[Named, tuple[UUID, ...]] | None = None,
        day: date | None = None,
        base: UUID | None = None,
        **more: object,
    ) -> UUID:
        """Write a part; return it."""
        part = part or uuid4()
        draft = Draft(words=words, people=people or {}, day=day, base=base)
        values = {"part_id": part, "version_id": uuid4(), "draft": draft, **more}
        self.do(by or self.keeper, writing.write, **values)
        return part

    def step(self, text: str, does: UUID, **more: object) -> UUID:
        people = {Named.DOES: (does,)}
        return self.write(Step(text=text, consequence="Dan is het rustig."), people=people, **more)  # type: ignore[arg-type]

    def test(self, text: str, beside: UUID, **more: object) -> UUID:
        words = StressTest(text=text, stop_word="Banaan", time="16:30", informed="Amina")
        people = {Named.STANDS_BY: (beside,)}
        return self.write(words, people=people, day=more.pop("day", self.today), **more)  # type: ignore[arg-type]

    def point(self, text: str, **more: object) -> UUID:
        return self.write(RecoveryPoint(text=text, area="growth"), **more)  # type: ignore[arg-type]

    def closing(self, text: str, keeps: UUID, **more: object) -> UUID:
        words = ClosingPlan(
            text=text, calls="Sara belt Els.\nEls belt Tim.", data="Het boek blijft."
        )
        day = more.pop("day", self.today + timedelta(days=200))
        return self.write(words, people={Named.KEEPS: (keeps,)}, day=day, **more)  # type: ignore[arg-type]

    def say(self, person: UUID, part: UUID, says: Says, words: str = "", **more: object) -> None:
        """Say something of a part as this person sees it now."""
        found = self.path(person, more.get("sheet")).part(part)  # type: ignore[arg-type]
        assert found is not None
        values = {"mark_id": uuid4(), "version_id": found.version_id, **more}
        self.do(person, saying.say, says=says, words=words, **values)

    @property
    def today(self) -> date:
        return here(self.now)
