"""The week from further away: at one glance, on paper, and in one's own calendar. As a browser sees it."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, timedelta
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar

from api.resilience import actions
from api.resilience.elements import DayPart, Element, Repeats
from api.resilience.rules import monday_of
from tests.houses import NOW
from tests.logbook.book import Book
from tests.resilience.test_glance import PATH, drawn
from tests.resilience.weeks import begin, plan, tick
from tests.world import World

pytestmark = pytest.mark.only("sqlite")
pytest_plugins = ["tests.resilience.fixtures"]

ClientOf = Callable[[UUID], FlaskClient]
MONDAY = monday_of(NOW)
ROWS = list(Element)
CHART = re.compile(r"<svg class=\"glance\".*?</svg>", re.DOTALL)
LINE = re.compile(r'<tr data-day="([\d-]+)">(.*?)</tr>', re.DOTALL)
SIGHT = re.compile(r'data-sight="(\w+)" data-has="([^"]+)"')
FAR = ("maanden", "afdruk")


def on(number: int) -> date:
    return MONDAY + timedelta(days=number)


def at(whose: UUID, what: str) -> str:
    return f"/week/{whose}{what if what == '.ics' else f'/{what}'}"


def listed(section: str) -> Mapping[str, set[tuple[int, int]]]:
    """What the list says, as places in the chart: row by row, column by column."""
    found: dict[str, set[tuple[int, int]]] = {}
    for column, (_day, line) in enumerate(LINE.findall(section)):
        for sight, has in SIGHT.findall(line):
            places = {(ROWS.index(Element(each)), column) for each in has.split()}
            found.setdefault(sight, set()).update(places)
    return found


def test_the_chart_and_the_list_below_it_say_the_same(
    book: Book, world: World, client_of: ClientOf
) -> None:
    begin(book, world.noor)
    for day in range(-7, 0):
        tick(book, world.noor, world.noor, on(day), Element.SLEEP)
    for day in (-7, -6, -5, -4):
        tick(book, world.noor, world.noor, on(day), Element.OUTSIDE)
    tick(book, world.noor, world.noor, on(0), Element.FOOD, Element.CALM)
    plan(book, world.els, world.noor, on(6), element=Element.MOVE)
    page = client_of(world.els).get(at(world.noor, "maanden")).text
    week, weeks = page.split('<section class="card"')[1:3]
    for section, columns in ((week, 7), (weeks, 13)):
        chart = CHART.search(section)
        assert chart
        places = drawn(chart.group())
        open_ = places.pop("open")
        assert {kind: set(each) for kind, each in places.items()} == listed(section)
        assert len(open_) + sum(len(each) for each in places.values()) == 6 * columns
    assert listed(week)["meant"] == {(ROWS.index(Element.MOVE), 6)}
    assert listed(weeks)["most"] == {(ROWS.index(Element.OUTSIDE), 11)}
    assert listed(weeks)["done"] == {(ROWS.index(Element.SLEEP), 11)}


def test_nothing_on_it_is_a_number_of_times(book: Book, world: World, client_of: ClientOf) -> None:
    begin(book, world.noor)
    for day in (0, 1, 2, 3):
        tick(book, world.noor, world.noor, on(day), *Element)
    for who in (world.els, world.noor):
        main = client_of(who).get(at(world.noor, "maanden")).text.split("<main")[1]
        words = re.sub(r"<[^>]+>", " ", main.split("</main>")[0])
        assert not re.search(r"\b\d+\s*(keer|dagen|van|%|op rij)|%", words)


@pytest.mark.parametrize("what", [*FAR, ".ics"])
def test_a_week_that_is_not_there_for_somebody_is_one_that_was_never_begun(
    book: Book, world: World, client_of: ClientOf, what: str
) -> None:
    mark, ben = client_of(world.mark), client_of(world.ben)
    before = mark.get(at(world.noor, what))
    begin(book, world.noor)
    after, unknown = (mark.get(at(each, what)) for each in (world.noor, uuid4()))
    assert {before.status_code, after.status_code, unknown.status_code} == {404}
    assert masked(before.text) == masked(after.text) == masked(unknown.text)
    assert ben.get(at(world.noor, what)).status_code == 200
    other = client_of(world.lotte).get(at(world.noor, what))
    assert other.status_code == 404


def masked(page: str) -> str:
    return re.sub(r'nonce="[^"]+"|/week/[\w./-]+', "", page)


def events(client: FlaskClient, whose: UUID) -> list[tuple[str, str, str]]:
    answer = client.get(at(whose, ".ics"))
    assert answer.status_code == 200
    assert answer.mimetype == "text/calendar"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="week.ics"'
    return [
        (str(each["summary"]), each.decoded("dtstart").astimezone(UTC).isoformat(), str(each.get("description", "")))
        for each in Calendar.from_ical(answer.data).walk("VEVENT")
    ]  # fmt: skip


def test_the_calendar_holds_what_is_planned_and_nothing_that_was_written(
    book: Book, world: World, client_of: ClientOf
) -> None:
    begin(book, world.noor)
    text = "Met de hond van Ben naar het strand"
    plan(book, world.els, world.noor, on(6), text, along=(world.ben,))
    tick(book, world.noor, world.noor, on(0), Element.FOOD)
    client = client_of(world.els)
    assert events(client, world.noor) == [
        ("Naar buiten", f"{on(6)}T14:00:00+00:00", "Met buurman Ben")
    ]
    assert b"strand" not in client.get(at(world.noor, ".ics")).data


def test_what_comes_back_each_week_is_there_each_week_with_the_same_name(
    book: Book, world: World, client_of: ClientOf
) -> None:
    begin(book, world.noor)
    plan(book, world.els, world.noor, on(6), repeats=Repeats.WEEKLY, part=DayPart.EVENING)
    client = client_of(world.els)
    first = client.get(at(world.noor, ".ics")).data
    found = events(client, world.noor)
    assert [each[1][:10] for each in found] == [str(on(6 + 7 * number)) for number in range(12)]
    names = re.findall(rb"UID:(\S+)", first)
    assert len(set(names)) == 12
    assert names == re.findall(rb"UID:(\S+)", client.get(at(world.noor, ".ics")).data)


def test_apart_no_calendar_paper_or_chart_holds_anything_of_the_other_side(
    split: Book, world: World, client_of: ClientOf
) -> None:
    begin(split, world.fem)
    split.do(world.ria, actions.choose_readers, whose=world.fem, readers=(world.lotte, world.daan))
    plan(split, world.lotte, world.fem, on(5), "Zwemmen met Lotte")
    plan(split, world.daan, world.fem, on(6), "Fietsen met Daan", element=Element.MOVE)
    tick(split, world.daan, world.fem, on(1), Element.CALM)
    lotte = client_of(world.lotte)
    assert [each[0] for each in events(lotte, world.fem)] == ["Naar buiten"]
    paper = lotte.get(at(world.fem, "afdruk")).text
    assert "Zwemmen met Lotte" in paper
    assert "Fietsen" not in paper
    chart = CHART.search(lotte.get(at(world.fem, "maanden")).text)
    assert chart
    assert "done" not in dict(PATH.findall(chart.group()))


def test_on_paper_stands_who_is_along_and_a_place_for_a_pen(
    book: Book, world: World, client_of: ClientOf
) -> None:
    begin(book, world.noor)
    plan(book, world.els, world.noor, on(6), "Naar het bos", along=(world.ben,))
    tick(book, world.noor, world.noor, on(0), Element.FOOD)
    page = client_of(world.noor).get(at(world.noor, "afdruk")).text.split('<section class="wall')[1]
    assert "Naar het bos" in page
    assert "buurman Ben" in page
    assert page.count('class="box') - page.count('class="boxes"') == 42
    assert page.count('class="box done"') == 1


def test_a_child_has_no_file_of_its_week(book: Book, world: World, client_of: ClientOf) -> None:
    """It would lie in the calendar of whoever gave it the phone."""
    begin(book, world.noor)
    noor = client_of(world.noor)
    assert noor.get(at(world.noor, ".ics")).status_code == 404
    page = noor.get(at(world.noor, "maanden")).text
    assert ".ics" not in page
    assert "<h1>Mijn weken</h1>" in page


@pytest.mark.parametrize("what", FAR)
@pytest.mark.parametrize(
    ("asked", "status"),
    [("", 200), ("2026-12-31", 200), ("2020-12-31", 404), ("x", 404), ("9999-12-31", 404)],
)
def test_the_house_has_its_weeks_too_and_what_is_no_day_near_has_none(
    world: World, client_of: ClientOf, what: str, asked: str, status: int
) -> None:
    address = at(world.household, what) + (f"?van={asked}" if asked else "")
    assert client_of(world.sara).get(address).status_code == status
