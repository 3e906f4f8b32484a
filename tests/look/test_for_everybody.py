"""Every page, in a real browser: axe clean, nothing sticks out, every control big enough for a thumb.

In light, dark, from right to left in Arabic, with letters twice as big on a small phone, and in the
colours that somebody forces upon it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page

from tests.browsing import Live, new_context
from tests.look.eyes import barriers, sticks_out, too_close, too_small
from tests.look.life import Life, pages_of

pytestmark = pytest.mark.browser

SMALL = {"width": 360, "height": 740}
MODES: dict[str, dict[str, object]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "rtl": {"color_scheme": "light"},
    "big": {"viewport": SMALL},
    "forced": {"forced_colors": "active"},
}
PEOPLE = ("nobody", "noor", "sara", "tim", "amina")
# What lies under a sticky bar comes free by scrolling; whether the focus does is a test of its own.
UNSTICK = (
    "document.querySelectorAll('.top, .bar').forEach((bar) => { bar.style.position = 'static' })"
)
TWICE = "document.documentElement.style.fontSize = '225%'"


@contextmanager
def opened(browser: Browser, live: Live, who: str, mode: str) -> Iterator[Page]:
    context = new_context(browser, live.url, service_workers="block", **MODES[mode])
    if who != "nobody":
        live.enter(context, getattr(live.world, who))
    if mode == "rtl":
        context.add_cookies([{"name": "taal", "value": "ar", "url": live.url}])
    try:
        yield context.new_page()
    finally:
        context.close()


def look_at_all(
    page: Page, pages: tuple[str, ...], mode: str, see: Callable[[Page], list[str]]
) -> dict[str, list[str]]:
    """What is wrong, by page."""
    wrong = {}
    for address in pages:
        page.goto(address)
        page.evaluate(
            "document.querySelectorAll('details').forEach((each) => { each.open = true })"
        )
        page.evaluate(UNSTICK)
        if mode == "big":
            page.evaluate(TWICE)
        found = see(page)
        if found:
            wrong[address] = found
    return wrong


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("who", PEOPLE)
def test_no_page_has_a_barrier_or_sticks_out(
    who: str, mode: str, browser: Browser, live: Live, shown: Life
) -> None:
    with opened(browser, live, who, mode) as page:
        wrong = look_at_all(
            page,
            pages_of(who, shown),
            mode,
            lambda seen: barriers(seen, own_colours=mode != "forced") + sticks_out(seen),
        )
    assert not wrong


@pytest.mark.parametrize(
    ("who", "mode"),
    [("nobody", "light"), ("sara", "light"), ("sara", "rtl"), ("noor", "light"), ("tim", "light")],
)
def test_every_control_is_big_enough_for_a_thumb(
    who: str, mode: str, browser: Browser, live: Live, shown: Life
) -> None:
    least = 64 if who == "noor" else 48
    with opened(browser, live, who, mode) as page:
        wrong = look_at_all(page, pages_of(who, shown), mode, lambda seen: too_small(seen, least))
    assert not wrong


def test_a_childs_controls_stand_apart(browser: Browser, live: Live, shown: Life) -> None:
    with opened(browser, live, "noor", "light") as page:
        wrong = look_at_all(
            page, pages_of("noor", shown), "light", lambda seen: too_close(seen, 12)
        )
    assert not wrong


def test_a_small_phone_shows_way_back_help_and_way_out_on_one_line(
    browser: Browser, live: Live, shown: Life
) -> None:
    with opened(browser, live, "sara", "light") as page:
        page.set_viewport_size({"width": 360, "height": 640})
        page.goto(f"/logboek/{shown.near}")
        boxes = [page.locator(f".top .{name}").bounding_box() for name in ("back", "call", "leave")]
    tops = {round(box["y"]) for box in boxes if box}
    assert len(tops) == 1, boxes
    assert [box["x"] for box in boxes if box] == sorted(box["x"] for box in boxes if box)


def test_arabic_puts_the_way_out_on_the_other_side(
    browser: Browser, live: Live, shown: Life
) -> None:
    with opened(browser, live, "sara", "rtl") as page:
        page.goto("/")
        assert page.evaluate("document.documentElement.dir") == "rtl"
        box = page.locator(".top .leave").bounding_box()
    assert box is not None
    assert box["x"] < 100


def test_what_is_hidden_stays_hidden(browser: Browser, live: Live, shown: Life) -> None:
    with opened(browser, live, "tim", "light") as page:
        page.goto(f"/logboek/{shown.baked}")
        seen = page.evaluate(
            "[...document.querySelectorAll('[hidden]')].filter((each) => each.offsetHeight > 0).length"
        )
    assert seen == 0


def test_the_focus_never_hides_behind_the_bars(browser: Browser, live: Live, shown: Life) -> None:
    with opened(browser, live, "sara", "light") as page:
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
