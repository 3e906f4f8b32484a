"""The day before people sit together each is knocked for once, by day: not who cannot, and no other side."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from uuid import UUID

import pytest

from api.core.house import House
from api.meetings import actions
from api.meetings.kinds import Says
from api.meetings.model import MeetingReminder
from api.meetings.reminding import TOLD, remind_of_meetings
from api.people.notices.queries import waiting
from api.people.policy import Side
from i18n.dates import AMSTERDAM
from tests.houses import NOW
from tests.logbook.book import Book
from tests.meetings.sitting import Sitting, call
from tests.plan.sheet import keep_plan
from tests.world import World

PEOPLE = ("sara", "mark", "els", "ben", "tim", "kees", "noor")


def told(book: Book, world: World, who: tuple[str, ...] = PEOPLE) -> set[str]:
    found = {name: book.ask(getattr(world, name), waiting) for name in who}
    assert all([each.kind for each in all_].count(TOLD) <= 1 for all_ in found.values())
    return {name for name, all_ in found.items() if TOLD in {each.kind for each in all_}}


def on(day: datetime, hour: int, *, before: int = 0) -> datetime:
    """That hour here on the day before, or so many days."""
    at = day.astimezone(AMSTERDAM).date() - timedelta(days=before)
    return datetime.combine(at, time(hour), AMSTERDAM)


def day_of(sitting: Sitting) -> datetime:
    day = sitting.seen(sitting.by).day
    assert day
    return day.at


def test_who_comes_hears_of_it_once_the_day_before(book: Book, world: World) -> None:
    sitting = call(book, world.tim, (world.sara, world.els, world.ben, world.noor))
    sitting.answer(world.ben, Says.CANNOT, Says.CAN)
    sitting.answer(world.els, Says.MAYBE, Says.CAN)
    sitting.choose()
    at, house = day_of(sitting), book.house
    for early in (on(at, 12, before=2), on(at, 8, before=1), on(at, 20, before=1)):
        remind_of_meetings(house, early)
        assert told(book, world) == set()
    for _ in "12":
        remind_of_meetings(house, on(at, 9, before=1))
    assert told(book, world) == {"sara", "els", "tim"}
    assert book.count(MeetingReminder) == 1
    sitting.do(actions.call_off)
    assert told(book, world) == set()


@pytest.mark.only("sqlite")
def test_another_day_is_told_anew_and_a_late_worker_tells_on_the_day_itself(
    book: Book, world: World
) -> None:
    sitting = call(book, world.tim, (world.els,))
    sitting.choose()
    remind_of_meetings(book.house, on(day_of(sitting), 10, before=1))
    sitting.choose(1)
    assert told(book, world) == set()
    at = day_of(sitting)
    remind_of_meetings(book.house, at)
    assert told(book, world) == set()
    remind_of_meetings(book.house, on(at, 10))
    assert told(book, world) == {"els", "tim"}


@pytest.mark.only("sqlite")
@pytest.mark.parametrize("change", ["2027-03-28", "2027-10-31"])
def test_a_day_on_which_the_clock_changes(book: Book, world: World, change: str) -> None:
    at = datetime.fromisoformat(f"{change}T14:00").replace(tzinfo=AMSTERDAM)
    book.now = at - timedelta(days=10)
    sitting = call(book, world.tim, (world.els,), days=0)
    sitting.do(actions.offer_days, days=[(at, 90)])
    sitting.choose()
    remind_of_meetings(book.house, on(at, 19, before=2))
    assert told(book, world) == set()
    remind_of_meetings(book.house, on(at, 9, before=1))
    assert told(book, world) == {"els", "tim"}


@pytest.mark.only("sqlite")
def test_what_is_called_together_today_is_no_news_today(book: Book, world: World) -> None:
    sitting = call(book, world.tim, (world.els,), days=0)
    sitting.do(actions.offer_days, days=[(on(book.now, 19, before=-1), 60)])
    sitting.choose()
    remind_of_meetings(book.house, on(book.now, 19))
    assert told(book, world) == set()


@pytest.mark.only("sqlite")
def test_in_an_apart_house_the_other_side_hears_nothing(house: House, world: World) -> None:
    book = Book(house, world.apart, NOW)
    keep_plan(house, world.apart, world.ria, NOW)
    sitting = call(book, world.ria, (world.lotte,), side=Side.A)
    sitting.choose()
    remind_of_meetings(house, on(day_of(sitting), 9, before=1))
    assert told(book, world, ("lotte", "daan", "ria")) == {"lotte", "ria"}


@pytest.mark.only("sqlite")
def test_it_leads_to_the_sitting_and_says_neither_when_nor_where(
    book: Book, world: World, client_of: Callable[[UUID], object]
) -> None:
    sitting = call(book, world.tim, (world.els,))
    sitting.choose()
    remind_of_meetings(book.house, on(day_of(sitting), 9, before=1))
    page = client_of(world.els).get("/").text  # type: ignore[attr-defined]
    assert "Jullie praten bijna samen." in page
    assert f'href="/samen/{sitting.id}"' in page
    assert "Bij Ben thuis" not in page
