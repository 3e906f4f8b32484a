"""Short words for the tests of a week: who begins it, who ticks and what is planned."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from api.resilience import actions
from api.resilience.elements import DayPart, Element, Repeats
from api.resilience.rules import Cell, Wish
from tests.logbook.book import Book


def begin(
    book: Book, who: UUID, readers: Sequence[UUID] = (), *, chooser: UUID | None = None
) -> None:
    """Somebody begins their own week; a chooser names who reads it."""
    book.do(who, actions.begin, whose=who)
    if chooser:
        book.do(chooser, actions.choose_readers, whose=who, readers=readers)


def tick(book: Book, by: UUID, whose: UUID | None, day: date, *elements: Element) -> None:
    """Say that these came back on a day."""
    cells = [Cell(day=day, part=DayPart.AFTERNOON, element=each) for each in elements]
    book.do(by, actions.mark, whose=whose, record=uuid4(), cells=cells, made_at=book.now)


def plan(
    book: Book,
    by: UUID,
    whose: UUID | None,
    day: date,
    text: str = "",
    *,
    element: Element = Element.OUTSIDE,
    part: DayPart = DayPart.AFTERNOON,
    along: Sequence[UUID] = (),
    repeats: Repeats = Repeats.ONCE,
) -> UUID:
    """Want something on a day."""
    wish = Wish(
        day=day,
        part=part,
        elements=(element,),
        repeats=repeats,
        text=text,
        along=frozenset(along),
    )
    return book.do(by, actions.plan_activity, whose=whose, activity_id=uuid4(), wish=wish)
