"""The form in the dark, from right to left and with letters twice as large: nothing falls off the screen."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import Live, new_context
from tests.making.steps import card, open_form, press

LARGE = """document.addEventListener('DOMContentLoaded', () => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync('html { font-size: 225% }')
    document.adoptedStyleSheets = [sheet] })"""
FROM_RIGHT = (
    "document.addEventListener('DOMContentLoaded', () => { document.documentElement.dir = 'rtl' })"
)


@pytest.fixture(params=["", LARGE, FROM_RIGHT], ids=["plain", "large", "from-right"])
def phone(request: pytest.FixtureRequest, browser: Browser, live: Live) -> Iterator[Page]:
    context = new_context(browser, live.url, color_scheme="dark")
    if request.param:
        context.add_init_script(request.param)
    yield context.new_page()
    context.close()


def too_wide(page: Page) -> list[str]:
    """What sticks out of the screen, or letters out of their button."""
    return page.evaluate(
        """() => [...document.querySelectorAll("main, main *")]
            .filter((each) => each.getClientRects().length && !each.closest(".unseen, svg, [aria-hidden=true]"))
            .filter((each) => {
                const box = each.getBoundingClientRect()
                const out = box.left < -1 || box.right > document.documentElement.clientWidth + 1
                return out || (each.matches("button, .choice-box, .chip-box") && each.scrollWidth > each.clientWidth + 1)
            })
            .map((each) => `${each.tagName}.${each.className} ${each.textContent.trim().slice(0, 40)}`)"""
    )


def small(page: Page, least: int) -> list[str]:
    return page.evaluate(
        """(least) => [...document.querySelectorAll("main button, main label, main textarea, main summary, main input.input")]
            .filter((each) => each.getClientRects().length && !each.matches(".label"))
            .filter((each) => { const box = each.getBoundingClientRect(); return box.width < least - 0.5 || box.height < least - 0.5 })
            .map((each) => `${each.tagName} ${each.textContent.trim()}`)""",
        least,
    )


def test_an_adults_screens_fit(phone: Page, live: Live) -> None:
    found: list[str] = []

    def look() -> None:
        found.extend([*too_wide(phone), *small(phone, 48)])

    open_form(phone, live, live.world.sara)
    look()
    card(phone, "Een afspraak bekeken").click()
    look()
    phone.locator("textarea[name=text]").fill("Lang" * 60)
    phone.locator("details.more > summary").click()
    card(phone, "Eerder").click()
    look()
    press(phone, "Tekenen")
    look()
    phone.locator("[data-step=what] [data-next]").click()
    card(phone, "Mensen die ik kies").click()
    look()
    assert found == []


def test_a_childs_screens_fit(phone: Page, live: Live) -> None:
    found: list[str] = []
    open_form(phone, live, live.world.noor)
    steps: list[Callable[[], None]] = [
        lambda: card(phone, "Het was fijn").click(),
        lambda: card(phone, "Verdrietig").click(),
        lambda: card(phone, "Plaatjes").click(),
        lambda: press(phone, "Huis"),
        lambda: phone.locator("[data-cell='4']").click(),
        lambda: press(phone, "Verder"),
        lambda: press(phone, "Verder"),
        lambda: card(phone, "Ik kies zelf").click(),
    ]
    for step in steps:
        found += [*too_wide(phone), *small(phone, 64)]
        step()
    found += [*too_wide(phone), *small(phone, 64)]
    assert found == []


def test_every_question_can_be_heard(phone: Page, live: Live) -> None:
    """The canvas has a name, each set of answers a question, and the focus moves along with the screen."""
    open_form(phone, live, live.world.noor, "/logboek/nieuw?maak=tekenen")
    expect(phone.get_by_role("img", name="Jouw tekening")).to_be_visible()
    open_form(phone, live, live.world.noor)
    expect(phone.get_by_role("group", name="Hoe was het?")).to_be_visible()
    card(phone, "Het was fijn").click()
    expect(phone.get_by_role("group", name="Hoe voel je je?")).to_be_visible()
    assert phone.evaluate("document.activeElement.textContent.trim()") == "Hoe voel je je?"
