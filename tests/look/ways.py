"""The same page in every way that somebody may have it before them: light, dark, big, forced, right to left.

The page stays where it is and only its looks change, so that the answer to a form is seen in all of them.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Final

from playwright.sync_api import Page

from tests.look.eyes import barriers, cut_off, pale, sticks_out, too_close, too_small

SMALL: Final = {"width": 360, "height": 740}
THUMB, CHILDS_THUMB, APART = 48, 64, 12
# What lies under a sticky bar comes free by scrolling; whether the focus does is a test of its own.
STICKY = "(way) => document.querySelectorAll('.top, .bar').forEach((bar) => { bar.style.position = way })"
LETTERS = "(size) => { document.documentElement.style.fontSize = size }"
TURN = "(way) => { document.documentElement.dir = way }"


def look(page: Page, *, least: float = THUMB) -> list[str]:
    """What is wrong with this page, and in which way of seeing it."""
    with flat(page):
        found = [*barriers(page), *where_it_stands(page, least=least)]
        found += _seen(page, dark, pale)
        found += _seen(page, forced, sticks_out)
        found += _seen(page, big, _room)
        found += _seen(page, turned, lambda seen: where_it_stands(seen, least=least))
    return found


def where_it_stands(page: Page, *, least: float = THUMB) -> list[str]:
    """What sticks out or is cut off, what a thumb misses, what stands too close for a child."""
    return [*_room(page), *too_small(page, least), *too_close(page, APART)]


@contextmanager
def flat(page: Page) -> Iterator[None]:
    """Without bars that stay where they are."""
    page.evaluate(STICKY, "static")
    yield
    page.evaluate(STICKY, "")


@contextmanager
def dark(page: Page) -> Iterator[None]:
    """On a phone that is dark at night."""
    page.emulate_media(color_scheme="dark")
    yield
    page.emulate_media(color_scheme="light")


@contextmanager
def forced(page: Page) -> Iterator[None]:
    """In the colours that somebody forces upon every page."""
    page.emulate_media(forced_colors="active")
    yield
    page.emulate_media(forced_colors="none")


@contextmanager
def big(page: Page) -> Iterator[None]:
    """With letters twice as big, on the smallest phone."""
    before = page.viewport_size
    assert before
    page.set_viewport_size(SMALL)  # type: ignore[arg-type]
    page.evaluate(LETTERS, "225%")
    yield
    page.evaluate(LETTERS, "")
    page.set_viewport_size(before)


@contextmanager
def turned(page: Page) -> Iterator[None]:
    """From right to left."""
    page.evaluate(TURN, "rtl")
    yield
    page.evaluate(TURN, "ltr")


def _seen(
    page: Page,
    way: Callable[[Page], AbstractContextManager[None]],
    eyes: Callable[[Page], list[str]],
) -> list[str]:
    with way(page):
        return [f"{way.__name__}: {each}" for each in eyes(page)]


def _room(page: Page) -> list[str]:
    return [*sticks_out(page), *cut_off(page)]
