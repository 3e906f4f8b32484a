"""Short words for the tests of the week: who says what of which day, and who sees what."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from api.resilience import actions, queries
from api.resilience.elements import Act, DayPart, Element, Layer, Repeats
from api.resilience.rules import Cell, Gap, Wish, monday_of
from api.resilience.views import DayView, WeekView
from tests.houses import NOW
from tests.logbook.book import Book

TODAY = NOW.date()
MONDAY = monday_of(TODAY)
NEXT = MONDAY + timedelta(days=7)


def cell(day: date = TODAY, element: Element = Element.OUTSIDE, **more: object) -> Cell:
    """Being outside this afternoon, unless told otherwise."""
    part = more.pop("part", DayPart.AFTERNOON)
    return Cell(day=day, part=part, element=element, **more)


@dataclass
class Days:
    """One week of somebody."""

    book: Book
    whose: UUID | None

    def begin(self, by: UUID, readers: Collection[UUID]) -> None:
        choice = {"whose": self.whose, "readers": readers}
        self.book.do(by, actions.choose_readers, **choice)

    def tick(self, by: UUID, *cells: Cell, made_at: datetime | None = None, **more: object) -> UUID:
        record = more.pop("record", None) or uuid4()
        said = {"cells": cells or (cell(),), "made_at": made_at or self.book.now}
        self.book.do(by, actions.mark, whose=self.whose, record=record, **said, **more)
        return record

    def want(self, by: UUID, day: date = NEXT, **more: object) -> UUID:
        given = {"part": DayPart.EVENING, "elements": (Element.MOVE,), "text": "Zwemmen", **more}
        wish = Wish(day=day, **given)
        return self.book.do(
            by, actions.plan_activity, whose=self.whose, activity_id=uuid4(), wish=wish
        )

    def ask(
        self,
        by: UUID,
        day: date = NEXT,
        chosen: Collection[UUID] | None = None,
        text: str = "",
    ) -> UUID:
        named = None if chosen is None else frozenset(chosen)
        what = {"part": DayPart.AFTERNOON, "element": Element.OUTSIDE, "text": text}
        gap = Gap(day=day, chosen=named, **what)
        return self.book.do(by, actions.ask, whose=self.whose, ask_id=uuid4(), gap=gap)

    def week(self, who: UUID, monday: date = MONDAY) -> WeekView:
        return self.book.ask(who, queries.week, self.whose, monday, self.book.now)

    def day(self, who: UUID, day: date = TODAY) -> DayView:
        return self.week(who, monday_of(day)).days[day.weekday()]

    def back(self, who: UUID, day: date = TODAY) -> tuple[Element, ...]:
        return self.day(who, day).back

    def asked(self, who: UUID) -> list[UUID]:
        return [each.id for each in self.book.ask(who, queries.asks, self.book.now)]


__all__ = ["MONDAY", "NEXT", "TODAY", "Act", "Days", "Layer", "Repeats", "cell"]
