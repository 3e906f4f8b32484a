"""A tick that lay sealed on a phone: it comes in once, and two phones without a net lose nothing."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask

from api.people.queries import viewer
from api.resilience import actions
from api.resilience.elements import Act, DayPart, Element
from api.resilience.model import Activity, Week, WeekMark
from api.resilience.queries import week
from api.resilience.rules import Gap, monday_of
from api.resilience.views import DayView
from i18n.dates import here
from tests.houses import NOW
from tests.logbook.book import Book
from tests.outbox.phone import Phone
from tests.world import World, sign_in_client

pytest_plugins = ["tests.resilience.fixtures"]

PhoneOf = Callable[[UUID], Phone]
TODAY = here(NOW)
OUTSIDE = f"{TODAY}.outside"


@pytest.fixture
def phone_of(app: Flask) -> PhoneOf:
    """A phone with somebody signed in."""
    return lambda person: Phone(sign_in_client(app, person), person, NOW)


def today(book: Book, who: UUID, whose: UUID | None) -> DayView:
    with book.house.db.reading(book.household) as session:
        found = week(session, viewer(session, who), whose, monday_of(NOW), NOW)
    return found.days[TODAY.weekday()]


def test_ticks_come_in_once_and_begin_a_childs_own_week(
    book: Book, world: World, phone_of: PhoneOf
) -> None:
    phone, given = phone_of(world.noor), uuid4()
    more = [OUTSIDE, f"{TODAY}.sleep"]
    body = phone.sealed(given, record="week", set=more, sticker="cat")
    answers = [phone.put(given, body) for _ in "123"]
    assert [each.status_code for each in answers] == [201, 200, 200]
    assert {each.get_json()["at"] for each in answers} == {"/week"}
    assert (book.count(Week), book.count(WeekMark)) == (1, 2)
    (cell,) = today(book, world.noor, world.noor).of(Element.OUTSIDE)
    said = cell.done
    assert said is not None
    assert (said.mine, said.sticker, said.act) == (True, "cat", Act.SET)


@pytest.mark.parametrize("late", ["set", "clear"])
def test_the_same_cell_on_two_phones_without_a_net_shows_the_newest_and_keeps_both(
    book: Book, world: World, phone_of: PhoneOf, late: str
) -> None:
    """The one that was made first comes in last: what counts is when it was said."""
    first, second = phone_of(world.noor), phone_of(world.noor)
    early = "clear" if late == "set" else "set"
    hour = timedelta(hours=1)
    second.send(record="week", made=NOW - hour, **{late: OUTSIDE})
    first.send(record="week", made=NOW - 2 * hour, **{early: OUTSIDE})
    found = today(book, world.noor, world.noor)
    assert (Element.OUTSIDE in found.back) is (late == "set")
    cell = found.cell(DayPart.AFTERNOON, Element.OUTSIDE)
    assert {each.act for each in cell.earlier} == {Act(early)}


def test_a_record_for_somebody_elses_week_is_as_if_there_were_none(
    book: Book, world: World, phone_of: PhoneOf
) -> None:
    phone_of(world.noor).send(record="week", set=OUTSIDE)
    for who in (world.mark, world.kees, world.tim, world.sara):
        phone = phone_of(who)
        there, nowhere = (
            phone.send(record="week", target=each, set=OUTSIDE) for each in (world.noor, uuid4())
        )
        assert (there.status_code, there.data) == (404, nowhere.data)


def test_the_house_and_ones_own_are_other_weeks(
    book: Book, world: World, phone_of: PhoneOf
) -> None:
    phone = phone_of(world.sara)
    assert phone.send(record="week", set=OUTSIDE, target=world.household).status_code == 201
    assert today(book, world.sara, None).back == (Element.OUTSIDE,)
    assert phone.send(record="week", set=OUTSIDE).status_code == 201
    assert book.count(Week) == 1
    assert today(book, world.sara, world.sara).back == (Element.OUTSIDE,)


@pytest.mark.parametrize(
    "fields", [{}, {"set": "x"}, {"set": f"{TODAY + timedelta(days=1)}.sleep"}]
)
def test_what_is_no_tick_stays_on_the_phone(
    book: Book, world: World, phone_of: PhoneOf, fields: dict[str, object]
) -> None:
    assert phone_of(world.noor).send(record="week", **fields).status_code == 422
    assert (book.count(WeekMark), book.count(Week)) == (0, 0)


@pytest.mark.only("sqlite")
def test_a_tick_of_a_phone_that_is_a_day_ahead_comes_in(
    book: Book, world: World, phone_of: PhoneOf
) -> None:
    phone, tomorrow = phone_of(world.noor), TODAY + timedelta(days=1)
    phone.ahead = timedelta(days=1)
    answer = phone.send(record="week", set=f"{tomorrow}.outside", today=tomorrow)
    assert answer.status_code == 201
    assert today(book, world.noor, world.noor).back == (Element.OUTSIDE,)


def test_two_who_say_yes_without_a_net_are_one_who_goes(
    book: Book, world: World, phone_of: PhoneOf
) -> None:
    asked = ask(book, world.sara)
    els, ben = phone_of(world.els), phone_of(world.ben)
    given = uuid4()
    body = els.sealed(given, record="claim", target=asked)
    assert [els.put(given, body).status_code for _ in "12"] == [201, 200]
    second = ben.send(record="claim", target=asked)
    assert (second.status_code, second.get_json()["at"]) == (201, f"/week/vraag/{asked}")
    assert book.count(Activity) == 1
    with book.house.db.reading(book.household) as session:
        (plan,) = [
            one
            for day in week(session, viewer(session, world.sara), None, monday_of(NOW), NOW).days
            for one in day.wanted
        ]
        assert [each.id for each in plan.along] == [world.els]


def test_a_yes_to_what_is_not_asked_is_refused_like_any_other(
    book: Book, world: World, phone_of: PhoneOf
) -> None:
    asked = ask(book, world.sara, chosen=frozenset({world.els}))
    phone = phone_of(world.ben)
    hidden, unknown = (phone.send(record="claim", target=each) for each in (asked, uuid4()))
    assert (hidden.status_code, hidden.data) == (404, unknown.data)
    assert phone.send(record="claim").status_code == 422


def ask(book: Book, who: UUID, chosen: frozenset[UUID] | None = None) -> UUID:
    """Somebody asks who comes along, in the week of the house."""
    gap = Gap(
        day=TODAY,
        part=DayPart.AFTERNOON,
        element=Element.OUTSIDE,
        text="Wie gaat mee?",
        chosen=chosen,
    )
    with book.house.db.writing(book.household, by=who, now=NOW) as session:
        by = viewer(session, who)
        return actions.ask(session, by=by, whose=None, ask_id=uuid4(), gap=gap, now=NOW)
