"""A child's own week, ticked by a tap: without script too, and without anything of it on a page that everybody keeps."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.core.house import House
from api.resilience.elements import Element, Sticker
from api.resilience.model import Week, WeekMark
from api.resilience.rules import monday_of
from i18n.dates import here
from tests.houses import NOW
from tests.logbook.book import Book
from tests.resilience.weeks import begin, plan, tick
from tests.world import World

pytestmark = pytest.mark.only("sqlite")
pytest_plugins = ["tests.resilience.fixtures"]

ClientOf = Callable[[UUID], FlaskClient]
TODAY = here(NOW)
DAY = re.compile(r'<section class="card day.*?</section>', re.DOTALL)
TICK = re.compile(
    r'<button class="(tick[^"]*)" type="submit" name="(set|clear)" value="([^"]+)" aria-pressed="(\w+)">.*?#(\w+)',
    re.DOTALL,
)
ID = re.compile(r'name="id" value="([^"]+)"')


def ticks(page: str) -> Mapping[str, tuple[str, str, str]]:
    """The pictures of today: what a tap says, and whether it is on."""
    (today,) = [each for each in DAY.findall(page) if "day today" in each]
    return {picture: (name, value, on) for _look, name, value, on, picture in TICK.findall(today)}


def main_of(page: str) -> str:
    return page.split('<main id="main" tabindex="-1">')[1].split("</main>", maxsplit=1)[0]


def test_a_child_ticks_without_script_and_takes_it_away_again(
    house: House, book: Book, world: World, client_of: ClientOf
) -> None:
    noor = client_of(world.noor)
    page = noor.get("/week").text
    assert len(ticks(page)) == 6
    given = ID.findall(page)[0]
    name, value, _on = ticks(page)["tree"]
    answer = noor.post("/week/tikken", data={"id": given, name: value, "sticker": "rainbow"})
    assert (answer.status_code, answer.location) == (303, f"/week?van={TODAY}#d-{TODAY}")
    page = noor.get("/week").text
    name, value, on = ticks(page)["tree"]
    assert (name, on, 'value="rainbow" checked' in page) == ("clear", "true", True)
    house.clock.moment += timedelta(minutes=1)  # type: ignore[attr-defined]
    noor.post("/week/tikken", data={"id": given, name: value})
    assert ticks(noor.get("/week").text)["tree"][2] == "false"
    assert (book.count(Week), book.count(WeekMark)) == (1, 6)


def test_the_same_tap_that_comes_twice_is_one(
    book: Book, world: World, client_of: ClientOf
) -> None:
    noor = client_of(world.noor)
    page = noor.get("/week").text
    name, value, _on = ticks(page)["run"]
    for _ in "123":
        noor.post("/week/tikken", data={"id": ID.findall(page)[0], name: value})
    assert book.count(WeekMark) == 1


def test_an_empty_tap_leads_back(world: World, client_of: ClientOf, book: Book) -> None:
    answer = client_of(world.noor).post("/week/tikken", data={"sticker": "cat"})
    assert (answer.status_code, answer.location) == (303, "/week")
    assert book.count(Week) == 0


def test_what_is_to_come_shows_its_plans_and_who_is_along_but_nothing_to_tap(
    book: Book, world: World, client_of: ClientOf
) -> None:
    begin(book, world.noor)
    plan(
        book,
        world.els,
        world.noor,
        TODAY + timedelta(days=1),
        "Naar de kinderboerderij",
        along=(world.ben,),
    )
    days = DAY.findall(client_of(world.noor).get("/week").text)
    (tomorrow,) = [each for each in days if "Naar de kinderboerderij" in each]
    assert "buurman Ben" in tomorrow
    assert not TICK.findall(tomorrow)


def test_a_child_reads_no_number_of_its_ticks_and_nothing_that_is_wrong(
    book: Book, world: World, client_of: ClientOf
) -> None:
    begin(book, world.noor)
    monday = monday_of(NOW)
    tick(book, world.noor, world.noor, monday, *Element)
    main = main_of(client_of(world.noor).get("/week").text)
    words = re.sub(r"<[^>]+>", " ", main)
    dates = re.compile(r"\b\d+ (november|december)\b")
    assert not re.search(r"\d|niet gedaan|mis|vergeten|punten", dates.sub("", words))


def test_without_a_net_the_page_holds_nothing_of_anybody(
    app: Flask, book: Book, world: World, client_of: ClientOf
) -> None:
    begin(book, world.noor)
    tick(book, world.noor, world.noor, TODAY, Element.SLEEP)
    nobody = main_of(app.test_client().get("/week/tikken").text)
    assert nobody.count("data-cell") == 2 * 2 * 6
    assert nobody.count('name="sticker"') == len(Sticker)
    assert 'aria-pressed="true"' not in nobody
    assert not re.search(r"Noor|Els|\d{4}-\d\d-\d\d", nobody)


def test_a_week_of_a_year_with_53_has_seven_days(world: World, client_of: ClientOf) -> None:
    """The last of December 2026 and the first of January 2027 stand in one week."""
    page = client_of(world.noor).get("/week?van=2026-12-31").text
    assert len(DAY.findall(page)) == 7
    assert "vrijdag 1 januari" in page


def test_a_child_is_asked_in_the_morning_until_it_tells_and_reads_who_sees_what_it_ticks(
    house: House, world: World, client_of: ClientOf
) -> None:
    noor, asked = client_of(world.noor), "Heb je goed geslapen? Tik op het bed."
    page = main_of(noor.get("/week").text)
    assert ("Vraag wie nog meer." in page, asked in page) == (True, False)
    house.clock.moment += timedelta(hours=17)  # type: ignore[attr-defined]
    morning, noor = here(house.clock.now()), client_of(world.noor)
    page = noor.get("/week").text
    assert asked in page
    assert asked not in noor.get(f"/week?van={morning - timedelta(days=7)}").text
    name, value, _on = ticks(page)["sleep"]
    noor.post("/week/tikken", data={"id": ID.findall(page)[0], name: value})
    assert asked not in noor.get("/week").text
