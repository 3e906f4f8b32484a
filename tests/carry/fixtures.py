"""What the tests of carrying share: a server of their own with a line that can break, and phones."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from tests.browsing import Live, new_context, serve
from tests.carry.line import Line
from tests.carry.phones import Phone, ready_offline
from tests.houses import fresh_urls


@pytest.fixture(scope="session")
def carry_server(sqlite_template: str, scratch: Path) -> Iterator[tuple[Live, Line]]:
    """One server for all tests of carrying, behind a line that can break."""
    with fresh_urls("sqlite", sqlite_template, scratch, "") as environment:
        for live in serve(environment):
            yield live, Line.before(live.app)


@pytest.fixture
def away(carry_server: tuple[Live, Line]) -> Live:
    """The server at the far end."""
    return carry_server[0]


@pytest.fixture
def line(carry_server: tuple[Live, Line]) -> Line:
    """The line to it, whole again for each test."""
    carry_server[1].anew()
    return carry_server[1]


@pytest.fixture
def carrier(line: Line, browser: Browser, away: Live) -> Iterator[BrowserContext]:
    """A phone on which Sara is signed in."""
    made = new_context(browser, away.url)
    made.add_cookies([{"name": "taal", "value": "nl", "url": away.url}])
    away.enter(made, away.world.sara)
    yield made
    made.close()


@pytest.fixture
def sara_page(carrier: BrowserContext) -> Page:
    """Sara's page, ready to write without a net."""
    page = carrier.new_page()
    page.goto("/instellingen")
    ready_offline(page)
    return page


@pytest.fixture
def killable(playwright: Playwright, tmp_path: Path) -> Iterator[Phone]:
    """A phone that can be killed."""
    made = Phone(playwright, tmp_path / "profile")
    made.profile.mkdir()
    yield made
    made.kill()
