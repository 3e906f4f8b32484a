"""Ticking a week: a tap each, with a net and without one, and nothing of the week for who takes the tablet."""

from uuid import UUID, uuid4

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from api.child_world.talking import want_to_talk
from api.people.queries import viewer
from api.resilience import queries
from api.resilience.elements import Element
from api.resilience.rules import monday_of
from api.resilience.views import DayView
from i18n.dates import here
from tests.browsing import Live, new_context, wait_until
from tests.carry.line import Line
from tests.carry.phones import everything_kept, ready_offline, waiting
from tests.journeys.test_offline_reading import keep_pages, kept
from tests.logbook.book import Book
from tests.resilience.days import Days

pytestmark = pytest.mark.browser
pytest_plugins = ["tests.carry.fixtures"]

CHILDS = "section.day.today button.tick"


def today(live: Live, who: UUID) -> DayView:
    """What the server has of somebody's own day."""
    now = live.house.clock.now()
    with live.house.db.reading(live.world.household) as session:
        found = queries.week(session, viewer(session, who), who, monday_of(now), now)
    return found.days[here(now).weekday()]


def tap(page: Page, picture: str, where: str = CHILDS) -> None:
    page.locator(where).filter(has=page.locator(f"use[href$='#{picture}']")).first.click()


def is_on(page: Page, picture: str, where: str = CHILDS) -> bool:
    button = page.locator(where).filter(has=page.locator(f"use[href$='#{picture}']")).first
    return button.get_attribute("aria-pressed") == "true"


def test_a_child_ticks_on_a_tablet_with_and_without_a_net(
    browser: Browser, away: Live, line: Line
) -> None:
    tablet, noor = new_context(browser, away.url), away.world.noor
    away.enter(tablet, noor)
    page = tablet.new_page()
    page.goto("/week")
    ready_offline(page)
    page.locator("label.sticker:has([value=rainbow])").click()
    tap(page, "run")
    assert is_on(page, "run")
    expect(page.locator(f"{CHILDS}[aria-pressed=true] [data-stuck] use")).to_have_attribute(
        "href", page.locator("label.sticker:has([value=rainbow]) use").get_attribute("href") or ""
    )
    wait_until(page, lambda: len(line.accepted()) == 1)
    assert today(away, noor).back == (Element.MOVE,)
    page.reload()
    assert is_on(page, "run")

    tablet.set_offline(True)
    tap(page, "tree")
    tap(page, "run")
    assert (is_on(page, "tree"), is_on(page, "run")) == (True, False)
    expect(page.locator("waiting-notes [data-state=waits]")).to_be_visible()
    page.goto("/week")
    expect(page.locator("form[data-ticks]")).to_be_visible()
    assert page.locator("body").get_attribute("data-look") == "kid"
    assert page.locator("[aria-pressed=true]").count() == 0
    tap(page, "apple", "section[data-ago='1'] button.tick")
    wait_until(page, lambda: len(waiting(page)) == 3)
    assert "outside" not in everything_kept(page).split("schil-")[0]
    assert today(away, noor).back == (Element.MOVE,)

    tablet.set_offline(False)
    wait_until(page, lambda: len(line.accepted()) == 4)
    assert today(away, noor).back == (Element.OUTSIDE,)
    page.goto("/week")
    assert (is_on(page, "tree"), is_on(page, "run")) == (True, False)
    tablet.close()


def test_who_comes_in_after_a_child_finds_nothing_of_its_week(
    browser: Browser, away: Live, line: Line
) -> None:
    tablet = new_context(browser, away.url)
    away.enter(tablet, away.world.noor)
    page = tablet.new_page()
    page.goto("/week")
    ready_offline(page)
    tablet.set_offline(True)
    tap(page, "breathe")
    wait_until(page, lambda: len(waiting(page)) == 1)
    away.enter(tablet, away.world.sara)
    tablet.set_offline(False)
    page.goto("/instellingen")
    ready_offline(page)
    tablet.set_offline(True)
    page.goto("/week")
    expect(page.locator("form[data-ticks]")).to_be_visible()
    assert page.locator("body").get_attribute("data-look") == "adult"
    expect(page.locator("waiting-notes [data-state=waits]")).to_be_hidden()
    assert page.locator("[aria-pressed=true]").count() == 0
    assert [each["who"] for each in waiting(page)] == [str(away.world.noor)]
    tablet.close()


def test_an_own_phone_keeps_the_week_and_ticks_in_it_without_a_net(
    sara_page: Page, carrier: BrowserContext, away: Live, line: Line
) -> None:
    house = away.world.household
    keep_pages(sara_page)
    sara_page.goto(f"/week/{house}")
    wait_until(sara_page, lambda: f"/week/{house}" in kept(sara_page))
    carrier.set_offline(True)
    sara_page.goto(f"/week/{house}")
    button = sara_page.locator(".tick:not([disabled])").first
    before = button.get_attribute("aria-pressed")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false" if before == "true" else "true")
    wait_until(sara_page, lambda: len(waiting(sara_page)) == 1)
    carrier.set_offline(False)
    wait_until(sara_page, lambda: len(line.accepted()) == 1)
    sara_page.goto(f"/week/{house}")
    after = sara_page.locator(".tick:not([disabled])").first
    assert after.get_attribute("aria-pressed") != before


def test_a_week_that_is_no_page_any_more_is_none_without_a_net_either(
    sara_page: Page, carrier: BrowserContext, away: Live
) -> None:
    """Also in the ways of looking at it that were not asked for again."""
    noor = Days(Book(away.house, away.world.household, away.house.clock.now()), away.world.noor)
    noor.begin(away.world.els, {away.world.sara})
    at = f"/week/{away.world.noor}"
    keep_pages(sara_page)
    sara_page.goto(at)
    sara_page.goto(f"{at}/maanden")
    wait_until(sara_page, lambda: {at, f"{at}/maanden"} <= set(kept(sara_page)))
    noor.begin(away.world.els, set())
    sara_page.goto(at)
    wait_until(sara_page, lambda: not [each for each in kept(sara_page) if each.startswith(at)])
    carrier.set_offline(True)
    sara_page.goto(f"{at}/maanden")
    expect(sara_page.get_by_role("heading", name="Er is nu geen internet")).to_be_visible()


def test_a_page_that_may_not_be_kept_today_takes_the_copy_of_before_with_it(
    carrier: BrowserContext, browser: Browser, away: Live
) -> None:
    context = new_context(browser, away.url)
    away.enter(context, away.world.tim)
    page = context.new_page()
    page.goto("/instellingen")
    ready_offline(page)
    keep_pages(page)
    page.goto("/")
    wait_until(page, lambda: "/" in kept(page))
    book = Book(away.house, away.world.household, away.house.clock.now())
    book.do(away.world.noor, want_to_talk, wish_id=uuid4(), asked=away.world.tim)
    page.goto("/")
    expect(page.get_by_role("link", name="Noor wil met je praten")).to_be_visible()
    wait_until(page, lambda: "/" not in kept(page))
    context.close()


def test_nobody_was_here_so_there_is_nobody_to_tick_for(page: Page) -> None:
    page.goto("/week/tikken")
    expect(page.get_by_role("heading", name="Meld je eerst aan")).to_be_visible()
    assert page.locator("form").count() == 0
