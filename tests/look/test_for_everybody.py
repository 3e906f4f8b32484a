"""Every page, in a real browser: axe clean, nothing sticks out, every control big enough for a thumb.

In every way that somebody may see it, and once more in Arabic.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page

from tests.browsing import Live, new_context
from tests.look.life import Life, pages_of
from tests.look.ways import CHILDS_THUMB, THUMB, flat, look, where_it_stands

pytestmark = pytest.mark.browser

PEOPLE = ("nobody", "noor", "sara", "tim", "amina")


@contextmanager
def opened(browser: Browser, live: Live, who: str, language: str = "nl") -> Iterator[Page]:
    context = new_context(browser, live.url, service_workers="block", reduced_motion="reduce")
    if who != "nobody":
        live.enter(context, getattr(live.world, who))
    context.add_cookies([{"name": "taal", "value": language, "url": live.url}])
    try:
        yield context.new_page()
    finally:
        context.close()


def look_at_all(
    page: Page, pages: tuple[str, ...], see: Callable[[Page], list[str]]
) -> dict[str, list[str]]:
    """What is wrong, by page."""
    wrong = {}
    for address in pages:
        answer = page.goto(address)
        assert answer
        assert answer.status < 500, address
        page.evaluate(
            "document.querySelectorAll('details').forEach((each) => { each.open = true })"
        )
        if found := see(page):
            wrong[address] = found
    return wrong


def thumb_of(who: str) -> float:
    return CHILDS_THUMB if who == "noor" else THUMB


@pytest.mark.parametrize("who", PEOPLE)
def test_no_page_has_a_barrier_however_it_is_seen(
    who: str, browser: Browser, live: Live, shown: Life
) -> None:
    with opened(browser, live, who) as page:
        wrong = look_at_all(
            page, pages_of(who, shown), lambda seen: look(seen, least=thumb_of(who))
        )
    assert not wrong


@pytest.mark.parametrize("who", PEOPLE)
def test_no_page_sticks_out_in_arabic(who: str, browser: Browser, live: Live, shown: Life) -> None:
    def see(page: Page) -> list[str]:
        assert page.evaluate("document.documentElement.dir") == "rtl"
        with flat(page):
            return where_it_stands(page, least=thumb_of(who))

    with opened(browser, live, who, "ar") as page:
        wrong = look_at_all(page, pages_of(who, shown), see)
    assert not wrong


def test_a_small_phone_shows_way_back_help_and_way_out_on_one_line(
    browser: Browser, live: Live, shown: Life
) -> None:
    with opened(browser, live, "sara") as page:
        page.set_viewport_size({"width": 360, "height": 640})
        page.goto(f"/logboek/{shown.near}")
        boxes = [page.locator(f".top .{name}").bounding_box() for name in ("back", "call", "leave")]
    tops = {round(box["y"]) for box in boxes if box}
    assert len(tops) == 1, boxes
    assert [box["x"] for box in boxes if box] == sorted(box["x"] for box in boxes if box)


def test_arabic_puts_the_way_out_on_the_other_side(
    browser: Browser, live: Live, shown: Life
) -> None:
    with opened(browser, live, "sara", "ar") as page:
        page.goto("/")
        assert page.evaluate("document.documentElement.dir") == "rtl"
        box = page.locator(".top .leave").bounding_box()
    assert box is not None
    assert box["x"] < 100


def test_what_is_hidden_stays_hidden(browser: Browser, live: Live, shown: Life) -> None:
    with opened(browser, live, "tim") as page:
        page.goto(f"/logboek/{shown.baked}")
        seen = page.evaluate(
            "[...document.querySelectorAll('[hidden]')].filter((each) => each.offsetHeight > 0).length"
        )
    assert seen == 0


def test_the_focus_never_hides_behind_the_bars(browser: Browser, live: Live, shown: Life) -> None:
    with opened(browser, live, "sara") as page:
        page.goto("/instellingen")
        bottom = page.locator(".top").bounding_box()
        top = page.locator(".bar").bounding_box()
        assert bottom is not None
        assert top is not None
        for _ in range(20):
            page.keyboard.press("Tab")
            box = page.evaluate(
                """() => { const at = document.activeElement; const box = at.getBoundingClientRect()
                return at.closest('main') ? [box.top, box.bottom] : null }"""
            )
            if box:
                assert box[0] >= bottom["y"] + bottom["height"] - 1
                assert box[1] <= top["y"] + 1
