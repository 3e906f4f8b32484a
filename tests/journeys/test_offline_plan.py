"""The plan, the sheet on the fridge and the call page without a net: on an own phone that chose it, until it
is switched off, left, locked, or somebody else comes in. Nothing else of the plan lies there.
"""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browsing import Live, until
from tests.carry.line import Line
from tests.carry.phones import everything_kept
from tests.journeys.test_offline_reading import keep_pages, kept
from tests.plan.fridge import HANGING, hang_a_few, on_paper
from tests.plan.sheet import Sheet, keep_plan

pytest_plugins = ["tests.carry.fixtures"]

ABOUT_NOW = ["/bellen", "/plan", "/plan/koelkast"]
SECRET = HANGING[0][1]


@pytest.fixture(autouse=True, scope="module")
def agreed(carry_server: tuple[Live, Line]) -> Sheet:
    """What the house of Noor agreed, once for the server that these tests share."""
    live, world = carry_server[0], carry_server[0].world
    keep_plan(live.house, world.household, world.tim, live.house.clock.now())
    sheet = Sheet(live.house, world.household, world.tim, live.house.clock.now())
    hang_a_few(sheet, world)
    on_paper(sheet, world.tim, "De huisarts")
    return sheet


def read_all(page: Page) -> None:
    for address in ABOUT_NOW:
        page.goto(address)
    until(page, "async () => (await (await caches.open('bladen')).keys()).length === 3")
    assert kept(page) == ABOUT_NOW


def test_what_is_needed_when_it_matters_is_read_without_a_net(
    sara_page: Page, carrier: BrowserContext
) -> None:
    keep_pages(sara_page)
    read_all(sara_page)
    carrier.set_offline(True)
    for address, words in zip(ABOUT_NOW, ("De huisarts", SECRET, SECRET), strict=True):
        sara_page.goto(address)
        expect(sara_page.get_by_text(words).first).to_be_visible()


def test_reading_on_never_pushes_them_out(sara_page: Page, carrier: BrowserContext) -> None:
    keep_pages(sara_page)
    read_all(sara_page)
    for number in range(24):
        sara_page.goto(f"/mensen?{number}")
    until(sara_page, "async () => !!(await (await caches.open('bladen')).match('/mensen?23'))")
    assert set(ABOUT_NOW) <= set(kept(sara_page))


def test_without_that_choice_the_phone_holds_none_of_it(
    sara_page: Page, carrier: BrowserContext
) -> None:
    for address in ABOUT_NOW:
        sara_page.goto(address)
    expect(sara_page.get_by_text(SECRET)).to_be_visible()
    assert SECRET not in everything_kept(sara_page)
    carrier.set_offline(True)
    sara_page.goto("/plan")
    expect(sara_page.get_by_role("heading", name="Er is nu geen internet")).to_be_visible()


def test_another_page_of_the_plan_is_never_kept(sara_page: Page, carrier: BrowserContext) -> None:
    keep_pages(sara_page)
    read_all(sara_page)
    sara_page.locator("main a[href^='/plan/']").first.count()
    for address in ("/plan/nieuw?soort=agreement", "/plan/vroeger", "/bellen/eigen"):
        sara_page.goto(address)
    assert kept(sara_page) == ABOUT_NOW


@pytest.mark.parametrize("way", ["off", "leave", "out", "lock", "other"])
def test_it_goes_with_everything_else(
    sara_page: Page, carrier: BrowserContext, away: Live, way: str
) -> None:
    keep_pages(sara_page)
    read_all(sara_page)
    if way == "off":
        sara_page.goto("/instellingen")
        sara_page.locator("form[action='/instellingen/bewaren'] button").click()
    elif way == "leave":
        sara_page.locator("[data-leave]").click()
    elif way == "out":
        sara_page.goto("/instellingen")
        sara_page.locator("form[action='/binnen/uit'] button").click()
    elif way == "lock":
        sara_page.evaluate(
            "fetch('/binnen/slot', {method: 'POST', body: new URLSearchParams({wat: 'dicht'})})"
        )
        sara_page.goto("/plan")
    else:
        away.enter(carrier, away.world.els)
        sara_page.goto("/mensen")
    until(sara_page, "async () => !(await caches.has('bladen'))")
    carrier.set_offline(True)
    sara_page.goto("/plan/koelkast")
    expect(sara_page.get_by_text(SECRET)).to_have_count(0)
