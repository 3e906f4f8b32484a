"""A child with its book: leafing, hearing, telling at a page, without a net, and gone when it leaves.

And the booklet of paper, printed by a real Chromium.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browsing import Live, new_context, until, wait_until
from tests.carry.phones import everything_kept, ready_offline
from tests.logbook.book import Book
from tests.look.life import drawing
from tests.making.mouth import XANDER, button, give_voices, listen, speaking
from tests.making.steps import card, newest, press, saved
from tests.words_and_pictures.tale import Tale
from tests.words_and_pictures.told import SENTENCES, tell_a_book

pytestmark = pytest.mark.browser

PAGE = re.compile(rb"/Type\s*/Page\b")
# The shelf and three pages, a drawing, the same drawing small on its cover, and a voice.
WHOLE = 7
KEPT = """async () => await caches.has("boeken")
  ? (await (await caches.open("boeken")).keys()).map(({url}) => new URL(url).pathname) : []"""


@pytest.fixture
def phone(own_live: Live, browser: Browser) -> Iterator[BrowserContext]:
    made = new_context(browser, own_live.url)
    made.add_cookies([{"name": "taal", "value": "nl", "url": own_live.url}])
    give_voices(made, XANDER)
    yield made
    made.close()


@pytest.fixture
def tale(own_live: Live) -> Tale:
    """A book that was shown to Noor, on a server for this test alone."""
    world, now = own_live.world, own_live.house.clock.now()
    return tell_a_book(Book(own_live.house, world.household, now), world, drawing().data)


def reads(page: Page, number: int) -> None:
    """The page of the book that is on the screen."""
    expect(page.locator(".said")).to_have_text(SENTENCES[number - 1])


def swipe(page: Page, way: int) -> None:
    """A finger over the page, to the left or to the right."""
    box = page.locator(".said").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + way * 120, y + 5, steps=4)
    page.mouse.up()


def leaf_through(page: Page) -> None:
    """By a key, a tap on the picture, a swipe, and the links."""
    reads(page, 1)
    page.keyboard.press("ArrowRight")
    reads(page, 2)
    page.locator(".leaf figure").click()
    reads(page, 3)
    swipe(page, 1)
    reads(page, 2)
    swipe(page, -1)
    reads(page, 3)
    page.get_by_role("link", name="Terug", exact=True).last.click()
    reads(page, 2)
    page.keyboard.press("ArrowLeft")
    reads(page, 1)


def hear(page: Page) -> None:
    """What a maker recorded comes first; the voice of the phone stops when that is played."""
    assert page.locator(".heard > *").evaluate_all(
        "all => all.map(({localName}) => localName)"
    ) == [
        "audio",
        "read-aloud",
    ]
    assert listen(page) == [SENTENCES[0]]
    button(page).click()
    assert speaking(page)
    page.locator("audio").evaluate("(sound) => sound.play()")
    until(page, "() => !document.querySelector('audio').paused")
    button(page).click()
    until(page, "() => document.querySelector('audio').paused")


def is_there(page: Page) -> None:
    """The drawing shows and the voice can be played."""
    until(page, "() => document.querySelector('.leaf img').naturalWidth > 0")
    page.locator("audio").evaluate("(sound) => { sound.preload = 'auto'; sound.load() }")
    until(page, "() => document.querySelector('audio').readyState > 0")


def test_a_child_reads_hears_and_answers_its_book_and_keeps_it_without_a_net(
    own_live: Live, phone: BrowserContext, tale: Tale
) -> None:
    live, world = own_live, own_live.world
    live.enter(phone, world.noor)
    page = phone.new_page()
    page.goto("/instellingen")
    ready_offline(page)
    page.goto(f"/boek/{tale.id}/lezen")
    reads(page, 1)
    assert page.evaluate(KEPT) == [], "nobody chose it yet"
    page.goto("/instellingen")
    press(page, "Bewaar mijn boek")
    page.goto("/boek")
    page.get_by_role("link", name="Het verhaal").click()
    leaf_through(page)
    hear(page)
    until(page, f"async () => (await ({KEPT})()).length === {WHOLE}")

    page.goto(f"/boek/{tale.id}/lezen?blad=2")
    page.get_by_role("link", name="Gezicht").click()
    card(page, "Blij").click()
    press(page, "Verder")
    expect(page.locator(".who-reads p:visible")).to_contain_text("oma Els en buurman Ben zien dit.")
    press(page, "Klaar")
    saved(page)
    page.get_by_role("link", name="Lees verder").click()
    reads(page, 2)
    told = newest(live, world.noor)
    assert (str(told.kind), str(told.feeling)) == ("tell", "happy")
    assert told.page_id == tale.read(world.noor).pages[1].page_id

    phone.set_offline(True)
    page.goto("/")
    page.get_by_role("link", name="Lees je boek").click()
    page.get_by_role("link", name="Het verhaal").click()
    reads(page, 1)
    is_there(page)
    page.get_by_role("link", name="Verder", exact=True).click()
    reads(page, 2)
    page.get_by_role("link", name="Verder", exact=True).click()
    reads(page, 3)
    page.get_by_role("link", name="Gezicht").click()
    card(page, "Bang").click()
    press(page, "Verder")
    press(page, "Klaar")
    expect(page.get_by_text("Het staat nog op deze telefoon.")).to_be_visible()
    phone.set_offline(False)
    wait_until(page, lambda: str(newest(live, world.noor).feeling) == "scared")
    assert newest(live, world.noor).page_id == tale.read(world.noor).pages[2].page_id

    assert SENTENCES[0] in everything_kept(page)
    page.goto("/boek")
    page.get_by_role("link", name="Weg").click()
    until(page, "async () => !(await caches.has('boeken'))")
    assert not any(each in everything_kept(page) for each in SENTENCES)


def test_a_booklet_fits_on_its_sheets_however_much_stands_on_a_page(
    own_live: Live, phone: BrowserContext, tale: Tale
) -> None:
    long = "Mama en papa vertellen aan jou wat er toen gebeurde en wat zij nu anders doen. " * 2
    tale.page(long, long, pictures=("house", "sun", "heart", "star", "bear", "hug"))
    tale.yes(own_live.world.sara)
    tale.show()
    own_live.enter(phone, own_live.world.sara)
    page = phone.new_page()
    page.goto(f"/boek/{tale.id}/boekje")
    for letters in ("112.5%", "225%"):
        page.evaluate("(size) => { document.documentElement.style.fontSize = size }", letters)
        assert page.evaluate(STICKS_OUT) == 0, f"on the screen, letters of {letters}"
    for paper in ({"prefer_css_page_size": True}, {"format": "A4", "landscape": True}):
        assert len(PAGE.findall(page.pdf(**paper))) == 4, "a cover and four pages: two sheets"
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1123, "height": 794})
    assert page.evaluate(STICKS_OUT) == 0
    for hidden in (".no-print", ".top", ".bar", ".foot"):
        expect(page.locator(hidden)).to_be_hidden()


STICKS_OUT = """() => [...document.querySelectorAll(".half")].filter((half) => {
  const edge = half.getBoundingClientRect()
  return [...half.querySelectorAll("*")].some((each) => {
    const box = each.getBoundingClientRect()
    return box.bottom > edge.bottom + 1 || box.right > edge.right + 1 || box.top < edge.top - 1 || box.left < edge.left - 1
  })
}).length"""
