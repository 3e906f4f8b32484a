"""A note with one thumb: how many taps the shortest road takes, and how long for a slow thumb.

The script taps once in 1.5 s and types 4 letters a second, beginning on the first page with the
form not yet open, and stops the clock when the screen says who reads it.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page

from tests.bench.browser import opened_browser, signed_in_phone
from tests.bench.figures import say
from tests.bench.houses import running

SECONDS_A_TAP = 1.5
MS_A_LETTER = 250
WORDS = "Samen gekookt."


@dataclass
class Thumb:
    """Taps slowly and counts."""

    page: Page
    taps: int = 0

    def tap(self, what: str, word: str = "") -> None:
        """Look, move and tap: that is what the pause is for."""
        time.sleep(SECONDS_A_TAP)
        self._seen(what, word).click()
        self.taps += 1

    def type(self, words: str) -> None:
        self.page.keyboard.type(words, delay=MS_A_LETTER)

    def _seen(self, what: str, word: str) -> Locator:
        return self.page.locator(what, has_text=word or None).locator("visible=true").first


def notes(data: Path) -> None:
    """The first note of somebody, and one like last time."""
    with running(data, "api.cli", "serve") as server, opened_browser() as browser:
        page = signed_in_phone(browser, server.url, "piet").new_page()
        for name, road in (("note", _first), ("note like last time", _like_last_time)):
            taps, seconds = _walked(page, road)
            say(f"{name}, taps", taps, "taps from the first page (goal 6 or less)")
            say(f"{name}, seconds by a script at one tap per 1.5 s", seconds, "s (goal 20 or less)")


def _walked(page: Page, road: Callable[[Thumb], None]) -> tuple[int, float]:
    page.goto("/")
    page.wait_for_load_state("networkidle")
    thumb, began = Thumb(page), time.monotonic()
    road(thumb)
    page.wait_for_url("**/logboek/bewaard/*")
    return thumb.taps, time.monotonic() - began


def _begin(thumb: Thumb) -> None:
    thumb.tap('main a[href^="/logboek/nieuw"]')
    thumb.page.wait_for_selector("step-by-step:defined")
    if thumb.page.locator("[data-step=kind]").is_visible():
        thumb.tap("[data-step=kind] label", "Het was rustig")
    thumb.type(WORDS)


def _first(thumb: Thumb) -> None:
    _begin(thumb)
    thumb.tap("[data-step=what] .onward [data-next]")
    thumb.tap("[data-step=who] label", "Iedereen in onze kring")
    thumb.tap("[data-step=who] [type=submit]")


def _like_last_time(thumb: Thumb) -> None:
    _begin(thumb)
    thumb.tap("last-choice [type=submit]")
