"""The sheet for the fridge, printed by a real Chromium: always one page, and nothing of it is cut off."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browsing import Live, new_context, until
from tests.plan.fridge import HANGING, hang_a_few, hang_too_much, on_paper
from tests.plan.sheet import Sheet, keep_plan

pytestmark = pytest.mark.browser

PAGE = re.compile(rb"/Type\s*/Page\b")
EDGES = dict.fromkeys(("top", "bottom", "left", "right"), "1.5cm")
PAPERS = (
    {"prefer_css_page_size": True},
    {"format": "A4"},
    {"format": "A4", "margin": EDGES},
    {"format": "Letter"},
)
# In CSS pixels, with the margins that the sheet asks for.
A4 = {"width": 794, "height": 1123}
MARGIN = 46
LONG_NAME = "Mevrouw Van der Wetering-Oldenburg van de praktijk hiernaast"
STICKS_OUT = """([width, height]) => {
  const sheet = document.querySelector(".sheet").getBoundingClientRect()
  const parts = [...document.querySelectorAll(".sheet *")].map((each) => each.getBoundingClientRect())
  return parts.filter((box) => box.height && (box.bottom > sheet.bottom + 1 || box.right > sheet.right + 1 ||
    box.left < sheet.left - 1)).length + (sheet.height > height) + (sheet.width > width)
}"""


@pytest.fixture
def plan(own_live: Live) -> Sheet:
    """The plan of the house of Noor, on a server for this test alone."""
    live, world = own_live, own_live.world
    now = live.house.clock.now()
    keep_plan(live.house, world.household, world.tim, now)
    return Sheet(live.house, world.household, world.tim, now)


@pytest.fixture
def phone(own_live: Live, browser: Browser) -> Iterator[BrowserContext]:
    made = new_context(browser, own_live.url)
    yield made
    made.close()


def printed(page: Page, **more: Any) -> int:  # noqa: ANN401
    """How many pages come out of the printer."""
    return len(PAGE.findall(page.pdf(**more)))


@pytest.mark.parametrize("address", ["/plan/koelkast", "/plan/koelkast?voor={noor}"])
@pytest.mark.parametrize("amount", ["nothing", "a few", "too much"])
def test_it_is_one_page_however_much_was_agreed(
    own_live: Live, phone: BrowserContext, plan: Sheet, amount: str, address: str
) -> None:
    world = own_live.world
    if amount == "a few":
        hang_a_few(plan, world)
        on_paper(plan, world.tim, "oma Els", "De huisarts")
    elif amount == "too much":
        hang_too_much(plan, (world.sara, world.mark), (world.els, world.ben, world.tim))
        on_paper(plan, world.tim, *[LONG_NAME] * 6)
    own_live.enter(phone, world.sara)
    page = phone.new_page()
    page.goto(address.format(noor=world.noor))
    for paper in PAPERS:
        assert printed(page, **paper) == 1, paper
    page.emulate_media(media="print")
    page.set_viewport_size(A4)
    inner = [each - 2 * MARGIN for each in A4.values()]
    assert page.evaluate(STICKS_OUT, inner) == 0
    page.evaluate("document.querySelector('.sheet').style.minBlockSize = '300mm'")
    assert printed(page, **PAPERS[0]) == 2, "and a second page would have been seen"


def test_a_tap_prints_and_the_paper_shows_what_hangs_and_no_button(
    own_live: Live, phone: BrowserContext, plan: Sheet
) -> None:
    world = own_live.world
    hang_a_few(plan, world)
    own_live.enter(phone, world.sara)
    page = phone.new_page()
    page.add_init_script("window.print = () => { window.asked = (window.asked ?? 0) + 1 }")
    page.goto("/plan/koelkast")
    page.get_by_role("button", name="Print dit blad").click()
    until(page, "window.asked === 1")
    page.emulate_media(media="print")
    for _who, text, *_rest in HANGING:
        expect(page.get_by_text(text)).to_be_visible()
    expect(page.locator(".number").filter(has_text="112")).to_be_visible()
    for hidden in (".no-print", ".top", ".bar", ".foot"):
        expect(page.locator(hidden)).to_be_hidden()


def test_a_child_finds_its_agreements_below_its_four_ways(
    own_live: Live, phone: BrowserContext, plan: Sheet
) -> None:
    world = own_live.world
    hang_a_few(plan, world)
    own_live.enter(phone, world.noor)
    page = phone.new_page()
    page.goto("/")
    expect(page.locator("nav.ways .way")).to_have_count(4)
    page.get_by_role("link", name="Onze afspraken").click()
    expect(page.get_by_text("Oma haalt mij op van school.")).to_be_visible()
