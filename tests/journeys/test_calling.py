"""Calling: the house's own numbers, kept by one thumb, and there without a net on an own phone only."""

from uuid import UUID

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from api.people.numbers import end_number
from tests.browsing import Live, new_context, until
from tests.carry.line import Line
from tests.carry.phones import everything_kept
from tests.logbook.book import Book
from tests.people.calls import list_number

pytest_plugins = ["tests.carry.fixtures"]
pytestmark = pytest.mark.browser

KEPT = """async (path) => await caches.has("bladen")
  && (await (await caches.open("bladen")).keys()).some(({url}) => new URL(url).pathname === path)"""


@pytest.fixture
def listed(away: Live) -> UUID:
    """A number on the list of Noor's house."""
    book = Book(away.house, away.world.household, away.house.clock.now())
    return list_number(book, away.world.tim, "oma Toos")


def keep_pages(page: Page) -> None:
    page.goto("/instellingen")
    page.get_by_role("button", name="Bewaar pagina’s").click()
    page.wait_for_load_state()


@pytest.mark.parametrize("script", [True, False])
def test_the_chair_lists_a_number_and_the_child_can_tap_it(
    browser: Browser, live: Live, script: bool
) -> None:
    name = "Juf Ans" if script else "Juf Bea"
    chair = new_context(browser, live.url, java_script_enabled=script)
    live.enter(chair, live.world.tim)
    page = chair.new_page()
    page.goto("/bellen")
    page.locator('a[href="/bellen/eigen"]').click()
    page.get_by_label("Wie bel je?").fill(name)
    page.get_by_label("Wanneer bel je dit nummer?").fill("Als er iets met school is.")
    page.get_by_role("button", name="Bewaar dit nummer").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Wie bel je?")).to_have_value(name)
    page.get_by_label("Welk nummer is het?").fill("06 - 0000 0022")
    page.get_by_role("button", name="Bewaar dit nummer").click()
    expect(page.get_by_role("link", name=name)).to_be_visible()
    chair.close()
    child = new_context(browser, live.url)
    live.enter(child, live.world.noor)
    page = child.new_page()
    page.goto("/bellen")
    button = page.get_by_role("link", name=name)
    expect(button).to_have_attribute("href", "tel:0600000022")
    box = button.bounding_box()
    assert box is not None
    assert box["height"] >= 64
    child.close()


def test_an_own_phone_that_keeps_pages_has_the_own_numbers_without_a_net(
    sara_page: Page, carrier: BrowserContext, listed: UUID
) -> None:
    keep_pages(sara_page)
    sara_page.goto("/bellen")
    until(sara_page, KEPT, "/bellen")
    carrier.set_offline(True)
    sara_page.goto("/bellen")
    expect(sara_page.get_by_text("oma Toos").first).to_be_visible()
    expect(sara_page.locator('a[href="tel:112"]')).to_be_visible()


def test_reading_on_never_pushes_the_numbers_off_the_phone(
    sara_page: Page, carrier: BrowserContext, listed: UUID
) -> None:
    keep_pages(sara_page)
    sara_page.goto("/bellen")
    for number in range(22):
        sara_page.goto(f"/mensen?{number}")
    until(
        sara_page,
        "async () => (await (await caches.open('bladen')).match('/mensen?21')) !== undefined",
    )
    assert sara_page.evaluate(KEPT, "/bellen")
    assert sara_page.evaluate("caches.open('bladen').then(async (all) => (await all.keys()).length)") <= 21  # fmt: skip


def test_any_other_phone_has_the_page_for_everybody_without_a_net(
    sara_page: Page, carrier: BrowserContext, listed: UUID
) -> None:
    sara_page.goto("/bellen")
    expect(sara_page.get_by_text("oma Toos").first).to_be_visible()
    carrier.set_offline(True)
    sara_page.goto("/bellen")
    expect(sara_page.locator('a[href="tel:112"]')).to_be_visible()
    expect(sara_page.get_by_text("oma Toos")).to_have_count(0)
    assert "oma Toos" not in everything_kept(sara_page)


def test_leaving_takes_the_own_numbers_along(
    sara_page: Page, carrier: BrowserContext, listed: UUID
) -> None:
    keep_pages(sara_page)
    sara_page.goto("/bellen")
    until(sara_page, KEPT, "/bellen")
    sara_page.locator("[data-leave]").click()
    until(sara_page, "async () => !(await caches.has('bladen'))")
    carrier.set_offline(True)
    sara_page.goto("/bellen")
    expect(sara_page.locator('a[href="tel:112"]')).to_be_visible()
    expect(sara_page.get_by_text("oma Toos")).to_have_count(0)


def test_a_number_that_is_gone_is_gone_at_the_next_visit(
    sara_page: Page, away: Live, line: Line, listed: UUID
) -> None:
    keep_pages(sara_page)
    sara_page.goto("/bellen")
    before = sara_page.get_by_text("oma Toos").count()
    book = Book(away.house, away.world.household, away.house.clock.now())
    book.do(away.world.tim, end_number, number_id=listed)
    sara_page.goto("/bellen")
    expect(sara_page.get_by_text("oma Toos")).to_have_count(before - 1)
