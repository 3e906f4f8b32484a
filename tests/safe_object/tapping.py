"""A room in a real browser: waiting for its script, and moving a thing by tapping."""

from playwright.sync_api import Page

from tests.browsing import wait_until


def ready(page: Page) -> None:
    """Until the script of the room has taken over."""
    taken = "document.querySelector('[data-room] form')?.noValidate"
    wait_until(page, lambda: bool(page.evaluate(taken)))


def move(page: Page, thing: str, spot: str) -> None:
    page.locator(f".thing:has([value='{thing}'])").click()
    page.locator(f".spot[value='{spot}']").click()
