"""Short words for the tests: who calls whom together, and what each of them sees."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from api.meetings import actions, queries
from api.meetings.kinds import Phase, Says, What
from api.meetings.views import MeetingView
from api.people.policy import Side
from tests.logbook.book import Book
from tests.world import World

WEEK = timedelta(days=7)


@dataclass
class Sitting:
    """A meeting, and the one who called it."""

    book: Book
    by: UUID
    id: UUID

    def do(self, action: object, *, by: UUID | None = None, **values: object) -> object:
        return self.book.do(by or self.by, action, meeting_id=self.id, **values)  # type: ignore[arg-type]

    def seen(self, who: UUID) -> MeetingView:
        return self.book.ask(who, queries.meeting, self.id, self.book.now)

    def invite(self, *people: UUID) -> None:
        self.do(actions.invite, people=people)

    def bring(self, who: UUID, ward: UUID | None = None, **texts: str) -> None:
        said = {What(what): text for what, text in texts.items()}
        self.do(actions.bring_in, by=who, texts=said, ward=ward)

    def answer(self, who: UUID, *says: Says) -> None:
        days = self.seen(self.by).days
        said = {day.id: each for day, each in zip(days, says, strict=True)}
        self.do(actions.answer_days, by=who, says=said)

    def choose(self, place: int = 0) -> None:
        self.do(actions.choose_day, day_id=self.seen(self.by).days[place].id)

    def open(self) -> None:
        self.do(actions.open_inputs)


def call(
    book: Book,
    by: UUID,
    people: Iterable[UUID] = (),
    *,
    side: Side = Side.BOTH,
    days: int = 2,
    **more: object,
) -> Sitting:
    """Call people together on the Saturdays that come, at Ben's."""
    wanted = {"place": "Bij Ben thuis", "goal": "Rustige avonden.", "phase": Phase.DIRECT, **more}
    offered = [(book.now + WEEK * (each + 1), 90) for each in range(days)]
    meeting = book.do(
        by, actions.plan_meeting, meeting_id=uuid4(), side=side, days=offered, **wanted
    )
    sitting = Sitting(book, by, meeting)
    if people:
        sitting.invite(*people)
    return sitting


def whole(book: Book, world: World) -> Sitting:
    """A sitting with everything that can be written about one."""
    sitting = call(book, world.tim, (world.sara, world.els, world.ben))
    sitting.answer(world.els, Says.CAN, Says.CANNOT)
    sitting.choose()
    sitting.bring(world.els, well="Sara belde elke avond.")
    sitting.open()
    sitting.do(actions.came, people={world.els})
    return sitting
