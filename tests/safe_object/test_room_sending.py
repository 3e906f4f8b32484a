"""What would hold a move up on the phone itself: one that the server breaks on, and a store that is full."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browsing import Live, new_context, wait_until
from tests.safe_object.room import AGREED, PLAY
from tests.safe_object.test_room_journey import QUEUE, move, on_tablet, ready, receipts, signals

pytest_plugins = ["tests.carry.fixtures"]
pytestmark = pytest.mark.browser
FULL = (
    """IDBObjectStore.prototype.add = () => { throw new DOMException("", "QuotaExceededError") }"""
)


@pytest.fixture
def page(own_live: Live, browser: Browser) -> Iterator[Page]:
    """A tablet on which Noor's room can be opened."""
    context = new_context(browser, own_live.url)
    on_tablet(own_live, context)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("status", [500, 503, 429, 404])
def test_a_move_that_the_server_does_not_take_holds_up_no_other(
    page: Page, own_live: Live, status: int
) -> None:
    """It may be of another child on this tablet, whose house stands still."""
    first: list[str] = []

    def answer(route: Route) -> None:
        first.append(route.request.url)
        if route.request.url == first[0]:
            route.fulfill(status=status, json={})
        else:
            route.continue_()

    page.route("**/api/v1/room/*", answer)
    page.goto(f"/kamer/{own_live.world.noor}")
    ready(page)
    move(page, *PLAY)
    wait_until(page, lambda: len(first) > 0)
    move(page, *AGREED)
    wait_until(page, lambda: signals(own_live) == 1)
    wait_until(page, lambda: len(page.evaluate(QUEUE)) == 1)
    page.unroute("**/api/v1/room/*")
    wait_until(page, lambda: len(receipts(own_live)) == 2)


def test_a_phone_that_keeps_nothing_tries_until_it_arrives(page: Page, own_live: Live) -> None:
    tries: list[str] = []

    def fail(route: Route) -> None:
        tries.append(route.request.url)
        route.abort() if len(tries) < 3 else route.continue_()

    page.add_init_script(FULL)
    page.route("**/api/v1/room/*", fail)
    page.goto(f"/kamer/{own_live.world.noor}")
    ready(page)
    move(page, *AGREED)
    wait_until(page, lambda: signals(own_live) == 1)
    assert len(set(tries)) == 1
