"""Somebody wants to look along: she types her second code, and later everything is still there."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from api.people.policy import Audience
from tests.browsing import Live, new_context, until, wait_until
from tests.carry.phones import everything_kept, ready_offline, waiting
from tests.carry.writing import put
from tests.journeys.test_lock import SHOWN
from tests.logbook.book import Book
from tests.making.steps import card
from tests.people.doors import PIN, Door
from tests.people.quietly import QUIET

PRIVATE = "Ik belde mijn zus over thuis."
TASTY = "Noor bakte een taart."
TYPED = "Dit schrijf ik voor mezelf."
WAITED = "Dit wachtte op internet."


@pytest.fixture
def phone(browser: Browser, own_live: Live) -> Iterator[BrowserContext]:
    """Sara's own phone, which keeps the last pages; she is in."""
    live, world = own_live, own_live.world
    client = Door(live.house, live.app).arrive(world.sara)
    context = new_context(browser, live.url)
    context.add_cookies([{"name": "taal", "value": "nl", "url": live.url}])
    live.hand_over(context, client)
    book = Book(live.house, world.household, live.house.clock.now())
    book.write(world.sara, PRIVATE, audience=Audience.SELF)
    book.write(world.els, TASTY)
    yield context
    context.close()


def turn_on(page: Page) -> None:
    page.goto("/instellingen")
    page.get_by_role("link", name="Rustige weergave").click()
    expect(page.get_by_text("Met je gewone code zie je alles.")).to_be_visible()
    page.get_by_label("Je rustige code", exact=True).fill(QUIET)
    page.get_by_label("Nog een keer je rustige code").fill(QUIET)
    page.get_by_role("button", name="Zet het aan").click()
    expect(page.get_by_role("heading", name="Dat is gelukt")).to_be_visible()


def lock(page: Page) -> None:
    """Out of sight for too long."""
    page.evaluate(
        "fetch('/binnen/slot', {method: 'POST', body: new URLSearchParams({wat: 'dicht'})})"
    )
    wait_until(page, lambda: page.request.get("/ik").url.endswith("/binnen"))


def come_in(page: Page, code: str) -> None:
    page.goto("/")
    page.get_by_label("Je code").fill(code)
    page.get_by_role("button", name="Kom binnen").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    ready_offline(page)


def read_and_keep(page: Page) -> None:
    page.goto("/logboek")
    until(page, "async () => (await (await caches.open('bladen')).keys()).length > 0")


def test_look_along_and_everything_is_still_there(phone: BrowserContext) -> None:
    page = phone.new_page()  # 390 x 844
    turn_on(page)
    ready_offline(page)
    read_and_keep(page)
    assert PRIVATE in everything_kept(page)

    lock(page)
    come_in(page, QUIET)
    assert PRIVATE not in page.content()
    read_and_keep(page)
    expect(page.get_by_text(TASTY)).to_be_visible()
    assert PRIVATE not in page.content() + everything_kept(page)
    put(page, TYPED, settle=30_000)
    phone.set_offline(True)
    put(page, WAITED)
    page.goto("/logboek")
    expect(page.get_by_text(TASTY)).to_be_visible()
    assert PRIVATE not in page.content() + everything_kept(page)
    assert TYPED not in page.content() + everything_kept(page)
    phone.set_offline(False)

    page.goto("/")
    wait_until(page, lambda: not waiting(page))
    lock(page)
    come_in(page, PIN)
    page.goto("/logboek")
    for text in (PRIVATE, TASTY, TYPED, WAITED):
        expect(page.get_by_text(text).first).to_be_visible()


def test_what_the_quiet_view_kept_is_not_read_in_the_whole_one(phone: BrowserContext) -> None:
    page = phone.new_page()
    turn_on(page)
    lock(page)
    come_in(page, QUIET)
    read_and_keep(page)
    phone.set_offline(True)
    page.goto("/logboek")
    expect(page.get_by_text(TASTY)).to_be_visible()
    phone.set_offline(False)
    lock(page)
    come_in(page, PIN)
    phone.set_offline(True)
    page.goto("/logboek")
    expect(page.get_by_role("heading", name="Er is nu geen internet")).to_be_visible()


def test_a_page_that_is_open_stays_covered_when_the_quiet_code_is_given_over_it(
    phone: BrowserContext, own_live: Live
) -> None:
    page = phone.new_page()
    turn_on(page)
    page.clock.install()
    page.goto("/logboek/nieuw")
    card(page, "Goed").click()
    page.locator("textarea[name=text]").fill(TYPED)
    page.evaluate(SHOWN, "hidden")
    page.clock.fast_forward(120_000)
    page.evaluate(SHOWN, "visible")
    ask = page.get_by_role("dialog")
    ask.get_by_label("Je code").fill(QUIET)
    ask.get_by_role("button", name="Ga verder").click()
    expect(page).to_have_url(f"{own_live.url}/")
    assert TYPED not in page.content()


def test_asked_once_more_the_quiet_code_leaves_nothing_behind_the_back_button(
    phone: BrowserContext, own_live: Live
) -> None:
    page = phone.new_page()
    turn_on(page)
    ready_offline(page)
    read_and_keep(page)
    expect(page.get_by_text(PRIVATE)).to_be_visible()
    page.goto("/binnen/nog-eens?naar=/mensen")
    page.get_by_label("Je code").fill(QUIET)
    page.get_by_role("button", name="Ga verder").click()
    expect(page).to_have_url(f"{own_live.url}/mensen")
    wait_until(page, lambda: PRIVATE not in everything_kept(page))
    page.go_back()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert PRIVATE not in page.content()
