"""Short words for the tests: a danger that was agreed, and who gives which number."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID, uuid4

from api.outbox import scoring
from api.people.actions import give_duty
from api.people.policy import Audience, Side
from api.plan.actions import draft, propose, put_in_force
from api.plan.words import Danger, Goal, Part, Settled, Sketch
from api.scales.actions import About, give
from api.scales.answer import Answer
from api.scales.rules import Asked
from i18n.dates import here
from tests.logbook.book import Book
from tests.world import World

SEEN = "Sara riep niet. Mark liep even naar buiten."


def agree_on_danger(
    book: Book,
    keeper: UUID,
    text: str = "Het wordt luid in huis.",
    *,
    side: Side | None = None,
    chosen: Collection[UUID] = (),
) -> UUID:
    """A danger with its goal, both in force; ``keeper`` enters what was agreed."""
    audience = Audience.CHOSEN if chosen else Audience.CIRCLE
    people = {Part.CHOSEN: tuple(chosen)} if chosen else {}
    danger = _agreed(
        book,
        keeper,
        Sketch(words=Danger(text=text), side=side, audience=audience, people=people),
    )
    goal = Goal(text="Iedereen praat rustig. Tim komt kijken.", reason_anyway="Tim is van ons.")
    _agreed(book, keeper, Sketch(words=goal, danger_id=danger, side=side))
    return danger


def _agreed(book: Book, keeper: UUID, sketch: Sketch) -> UUID:
    part, version = uuid4(), uuid4()
    book.do(keeper, draft, part_id=part, version_id=version, sketch=sketch)
    book.do(keeper, propose, version_id=version)
    agreed = Settled(on=here(book.now))
    book.do(keeper, put_in_force, version_id=version, agreed=agreed)
    return part


def score_then(book: Book, person: UUID, danger: UUID, value: int, at: datetime) -> UUID:
    """Give a number at a moment that is past, also from before everybody came in here."""
    answer = Answer(Asked.NUMBER, value, SEEN, audience=Audience.CIRCLE)
    values = {"about": About(danger), "score_id": uuid4(), "answer": answer, "now": at}
    return book.do(person, give, **values)


def keeper_of(book: Book, world: World) -> UUID:
    """Who enters what was agreed in the apart household: oma Ria keeps the plan."""
    book.change(give_duty, person=world.ria, kind="plan_holder")
    return world.ria


def score(book: Book, person: UUID, what: UUID, value: object = 6, **more: object) -> UUID:
    """Give a number with what was seen, for the circle unless told otherwise."""
    made = more.pop("score_id", None) or uuid4()
    timing = {name: more.pop(name) for name in ("now", "made_at", "late") if name in more}
    told = {"value": value, "seen": SEEN, "audience": "circle", **more}
    fields = {
        name: [str(each) for each in (given if isinstance(given, list) else [given])]
        for name, given in told.items()
    }
    return book.do(person, scoring.give, what=what, score_id=made, fields=fields, **timing)
