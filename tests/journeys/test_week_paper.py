"""The week for the wall, printed by a real Chromium: always one page on its side, and nothing is cut off."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

import pytest
from playwright.sync_api import Browser, BrowserContext

from api.resilience import actions
from api.resilience.elements import DayPart, Element, Repeats
from api.resilience.rules import monday_of
from tests.browsing import Live, new_context
from tests.journeys.test_fridge import PAGE
from tests.logbook.book import Book
from tests.resilience.weeks import begin, plan

pytestmark = pytest.mark.browser

# In CSS pixels, with the margins that the sheet asks for.
A4_ON_ITS_SIDE: Final = {"width": 1123, "height": 794}
MARGIN: Final = 46
EDGES: Final = dict.fromkeys(("top", "bottom", "left", "right"), "1.5cm")
PAPERS: Final = (
    {"prefer_css_page_size": True},
    {"format": "A4", "landscape": True, "margin": EDGES},
    {"format": "Letter", "landscape": True},
)
STICKS_OUT: Final = """([width, height]) => {
  const sheet = document.querySelector(".wall").getBoundingClientRect()
  const columns = [...document.querySelectorAll(".columns > li")]
  const parts = columns.flatMap((column) => {
    const edge = column.getBoundingClientRect()
    return [...column.querySelectorAll("*")].map((each) => each.getBoundingClientRect())
      .filter((box) => box.height && (box.bottom > edge.bottom + 1 || box.right > edge.right + 1 || box.left < edge.left - 1))
  })
  return parts.length + (sheet.height > height) + (sheet.width > width)
}"""


@pytest.fixture
def phone(own_live: Live, browser: Browser) -> Iterator[BrowserContext]:
    made = new_context(browser, own_live.url)
    yield made
    made.close()


def fill(live: Live, amount: str) -> None:
    """Plan in the week of Noor: nothing, a few things, or more than fits, in words that break badly."""
    world = live.world
    book = Book(live.house, world.household, live.house.clock.now())
    begin(book, world.noor)
    first = monday_of(book.now) + timedelta(weeks=1)
    texts = {
        "a few": ("Zwemmen", "Met oma Els naar de MARKT"),
        "too much": ("WWWWWWWW MMMMMMMMM wandelen " * 5,) * 16,
    }
    for place, text in enumerate(texts.get(amount, ())):
        for day in range(7):
            plan(
                book,
                world.els,
                world.noor,
                first + timedelta(days=day),
                text[:190],
                element=list(Element)[place % 6],
                part=list(DayPart)[place % 5],
                along=(world.ben, world.els),
                repeats=Repeats.ONCE,
            )
    book.do(world.els, actions.rest, whose=world.noor, break_id=world.noor, from_day=first,
            until_day=first + timedelta(days=6), name="Herfstvakantie op de boerderij van tante Ans")  # fmt: skip


@pytest.mark.parametrize("amount", ["nothing", "a few", "too much"])
def test_it_is_one_page_however_much_is_planned(
    own_live: Live, phone: BrowserContext, amount: str
) -> None:
    world = own_live.world
    fill(own_live, amount)
    next_week = monday_of(own_live.house.clock.now()) + timedelta(weeks=1)
    own_live.enter(phone, world.els)
    page = phone.new_page()
    page.goto(f"/week/{world.noor}/afdruk?van={next_week}")
    for paper in PAPERS:
        assert len(PAGE.findall(page.pdf(**paper))) == 1, paper
    page.emulate_media(media="print")
    page.set_viewport_size(A4_ON_ITS_SIDE)
    inner = [each - 2 * MARGIN for each in A4_ON_ITS_SIDE.values()]
    assert page.evaluate(STICKS_OUT, inner) == 0
    page.evaluate("document.querySelector('.wall').style.minBlockSize = '210mm'")
    assert len(PAGE.findall(page.pdf(**PAPERS[0]))) == 2, "and a second page would have been seen"
