"""The button that reads aloud: large, clear and out of the way of what a child chooses from."""

from collections.abc import Iterator
from typing import cast

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import Live, new_context
from tests.look.eyes import barriers, sticks_out, too_close, too_small
from tests.making.mouth import MAJED, XANDER, button, give_voices, noors_phone
from tests.making.steps import card, open_form

pytestmark = pytest.mark.browser


@pytest.fixture
def noors(browser: Browser, live: Live) -> Iterator[Page]:
    with noors_phone(browser, live) as page:
        yield page


@pytest.fixture
def alone(browser: Browser, own_live: Live) -> Iterator[Page]:
    """Her phone on a server of its own: what other journeys asked or told stands on her first screen too."""
    with noors_phone(browser, own_live) as page:
        yield page


LOOKS: dict[str, dict[str, object]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "rtl": {},
    "big": {},
}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("who", ["noor", "nobody"])
def test_the_button_fits_in_every_look(browser: Browser, live: Live, who: str, look: str) -> None:
    context = new_context(browser, live.url, service_workers="block", **LOOKS[look])
    give_voices(context, XANDER, MAJED)
    if who == "noor":
        live.enter(context, live.world.noor)
    if look == "rtl":
        context.add_cookies([{"name": "taal", "value": "ar", "url": live.url}])
    page = context.new_page()
    for address in ("/", "/logboek/nieuw", "/bellen") if who == "noor" else ("/bellen", "/kom"):
        page.goto(address)
        expect(button(page)).to_be_visible()
        if look == "big":
            page.evaluate("document.documentElement.style.fontSize = '225%'")
        least, gap = (64, 12) if who == "noor" else (48, 0)
        page.evaluate(
            "document.querySelectorAll('.top, .bar').forEach((bar) => { bar.style.position = 'static' })"
        )
        wrong = [*barriers(page), *sticks_out(page), *too_small(page, least), *too_close(page, gap)]
        assert [each for each in wrong if "page-has-heading-one" not in each] == [], address
    context.close()


def test_the_choices_of_a_child_stay_on_the_first_screen(alone: Page, own_live: Live) -> None:
    open_form(alone, own_live, own_live.world.noor)
    for choice in ("Het was fijn", "Blij", "Tekenen"):
        expect(button(alone)).to_be_visible()
        assert lowest(alone, ".choice, .pad-tools button") <= top_of_bar(alone), choice
        card(alone, choice).click()
    assert lowest(alone, ".choice, .pad-tools button, [data-next]") <= top_of_bar(alone)
    alone.goto("/")
    expect(button(alone)).to_be_visible()
    assert lowest(alone, ".way, .mine") <= top_of_bar(alone)


def test_it_is_light_and_comes_only_where_it_is_used(noors: Page) -> None:
    sizes: dict[str, int] = {}
    noors.on(
        "requestfinished",
        lambda request: sizes.update({request.url: request.sizes()["responseBodySize"]}),
    )
    noors.goto("/logboek", wait_until="networkidle")
    assert not [url for url in sizes if "aloud" in url]
    noors.goto("/", wait_until="networkidle")
    (weight,) = [size for url, size in sizes.items() if url.endswith("/js/aloud.js")]
    assert weight <= 2_000


def lowest(page: Page, selector: str) -> float:
    return cast(
        "float",
        page.evaluate(
            """(selector) => Math.max(...[...document.querySelectorAll(`main :is(${selector})`)]
            .filter((each) => each.getClientRects().length).map((each) => each.getBoundingClientRect().bottom))""",
            selector,
        ),
    )


def top_of_bar(page: Page) -> float:
    return cast(
        "float", page.evaluate("document.querySelector('.bar').getBoundingClientRect().top")
    )
