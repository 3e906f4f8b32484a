"""Somebody makes a page of a book on a phone: figures with names, hints while typing, and the other ways."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from api.words_and_pictures.hints import hints
from tests.browsing import Live, wait_until
from tests.journeys.test_plan import phone_of
from tests.logbook.book import Book
from tests.making.steps import HOUSE, PAPER, stroke
from tests.words_and_pictures.tale import Tale

pytestmark = pytest.mark.browser
SENTENCES = (
    "Mama houdt van jou.",
    "Papa schreeuwde.",
    "Het was papa zijn schuld.",
    "Oma houdt van je bij huiselijk geweld.",
    "Mama en papa houden heel veel van jou en van Sam.",
    "Wij zijn trots op jou!",
)


@pytest.fixture
def tale(own_live: Live) -> Tale:
    """Noor's book, which oom Tim keeps and Sara makes."""
    world, now = own_live.world, own_live.house.clock.now() - timedelta(hours=1)
    found = Tale(Book(own_live.house, world.household, now), world.tim, world.noor)
    return found.begin(makes={world.sara}, agrees={world.sara})


def shown(page: Page) -> tuple[str, ...]:
    found = page.locator("page-hints .note:visible").all()
    return tuple(each.get_attribute("data-hint") or "" for each in found)


def strokes(page: Page) -> int:
    return int(page.locator(PAPER).get_attribute("data-strokes") or 0)


def save(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Opslaan").click()


def test_a_page_is_drawn_with_the_family_and_agreed_and_shown(
    browser: Browser, own_live: Live, tale: Tale
) -> None:
    world = own_live.world
    page = phone_of(browser, own_live, world.sara)
    page.goto(f"/boek/{tale.id}/blad/nieuw")
    first = page.get_by_label("Eerste zin")
    for text in SENTENCES:
        first.fill(text)
        assert shown(page) == hints([text], words=8, first=True), text
    page.get_by_role("button", name="Tekenen").click()
    stroke(page, HOUSE)
    before = strokes(page)
    page.get_by_role("button", name="Poppetje").click()
    page.get_by_role("button", name="Noor").click()
    page.locator(PAPER).click(position={"x": 100, "y": 200})
    wait_until(page, lambda: strokes(page) > before)
    alone = strokes(page)
    page.get_by_role("button", name="Stap terug").click()
    assert strokes(page) == before
    page.get_by_role("button", name="Poppetje").click()
    page.get_by_role("button", name="Noor").focus()
    page.keyboard.press("Enter")
    wait_until(page, lambda: strokes(page) == alone)
    first.evaluate(
        "field => { field.removeAttribute('maxlength'); field.value = 'a '.repeat(201) }"
    )
    save(page)
    expect(page.get_by_role("alert")).to_be_visible()
    wait_until(page, lambda: strokes(page) == alone)
    first.fill(SENTENCES[-1])
    save(page)
    expect(page.get_by_text("Wij zijn trots op jou!")).to_be_visible()
    made = tale.seen(world.sara).pages[0]
    assert [each.kind for each in made.media] == ["drawing"]
    page.get_by_role("link", name="Zijn jullie het eens?").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Ja, dit is goed").click()
    page.goto(f"/boek/{tale.id}/laten-zien")
    page.get_by_label("Sara").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Nu mag het kind het lezen").click()
    expect(page.get_by_text("Het kind mag dit lezen sinds").first).to_be_visible()
    assert tale.read(world.noor).pages[0].sentences == ("Wij zijn trots op jou!",)


def test_without_script_pictures_and_a_photo_do_it(
    browser: Browser, own_live: Live, tale: Tale
) -> None:
    world = own_live.world
    page = phone_of(browser, own_live, world.sara, script=False)
    page.goto(f"/boek/{tale.id}/blad/nieuw")
    page.get_by_label("Eerste zin").fill("Oma komt.")
    page.get_by_role("checkbox", name="Huis").check()
    expect(page.locator("[name=photo]")).to_be_visible()
    expect(page.locator("drawing-pad")).to_be_hidden()
    save(page)
    assert tale.seen(world.sara).pages[0].pictures == ("house",)
