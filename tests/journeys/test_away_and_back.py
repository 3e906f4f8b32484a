"""Away for some days and back, on real phones: out at once, told plainly, and nothing lost."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browsing import Live, new_context
from tests.logbook.book import Book
from tests.people.doors import PIN, Door

pytestmark = pytest.mark.browser


@pytest.fixture
def book(own_live: Live) -> Book:
    now = own_live.house.clock.now()
    return Book(own_live.house, own_live.world.household, now - timedelta(hours=1))


def phone_of(browser: Browser, live: Live, person: UUID, **settings: object) -> Page:
    """A phone on which this person came in."""
    context = new_context(browser, live.url, **settings)
    live.enter(context, person, news=True)
    return context.new_page()


def own_phone(browser: Browser, live: Live, person: UUID) -> BrowserContext:
    """A phone that knows this person's code."""
    arrived = Door(live.house, live.app).arrive(person)
    context = new_context(browser, live.url)
    live.hand_over(context, arrived)
    return context


def come_in(page: Page) -> None:
    page.goto("/binnen")
    page.get_by_label("Je code").fill(PIN)
    page.get_by_role("button", name="Kom binnen").click()


def picture(page: Page, place: Path, name: str) -> None:
    page.screenshot(path=place / f"{name}.png", full_page=True)


def test_a_parent_is_sent_away_for_ten_days_and_comes_back(
    browser: Browser, own_live: Live, book: Book, tmp_path: Path
) -> None:
    world = own_live.world
    book.write(world.sara, "Samen gegeten.")
    mark = own_phone(browser, own_live, world.mark).new_page()
    mark.goto("/logboek")
    expect(mark.get_by_text("Samen gegeten.")).to_be_visible()

    tim = phone_of(browser, own_live, world.tim)
    tim.goto("/mensen")
    tim.locator(f'a[href="/mensen/{world.mark}"]').click()
    tim.locator(f'a[href="/mensen/{world.mark}/meedoen"]').click()
    picture(tim, tmp_path, "meedoen")
    tim.get_by_role("link", name="Een tijd niet meedoen").click()
    picture(tim, tmp_path, "pauze")
    tim.get_by_label("Hoeveel dagen?").fill("10")
    tim.get_by_role("button", name="Begin nu").click()
    expect(tim.get_by_text("leest niet mee tot")).to_be_visible()

    mark.goto("/logboek")
    expect(mark.get_by_text("Je leest nu een tijd niet mee.")).to_be_visible()
    expect(mark.get_by_text("Samen gegeten.")).to_have_count(0)
    picture(mark, tmp_path, "weg")
    come_in(mark)
    expect(mark.get_by_text("Je leest nu een tijd niet mee.")).to_be_visible()

    els = phone_of(browser, own_live, world.els)
    els.goto(f"/mensen/{world.mark}/pauze")
    els.get_by_role("button", name="Ja, dat vind ik ook").click()
    els.get_by_role("button", name="Vertel het").click()
    expect(els.get_by_role("button", name="Vertel het")).to_have_count(0)
    picture(els, tmp_path, "bevestigd")
    noor = phone_of(browser, own_live, world.noor)
    noor.goto("/")
    expect(noor.get_by_text("is er nu een tijd niet bij.")).to_be_visible()
    picture(noor, tmp_path, "kind")

    book.now = own_live.house.clock.now() - timedelta(minutes=1)
    book.write(world.sara, "Intussen.")
    tim.reload()
    tim.get_by_role("button", name="weer meedoen").click()
    come_in(mark)
    mark.wait_for_url(own_live.url + "/")
    mark.goto("/logboek")
    expect(mark.get_by_text("Samen gegeten.")).to_be_visible()
    expect(mark.get_by_text("Intussen.")).to_have_count(0)
