"""A live server and a real Chromium for the journeys. One server and browser per test process.

Each test gets a browser context of its own, as big as a phone, with nobody signed in.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    expect,
    sync_playwright,
)
from playwright.sync_api import Error as PlaywrightError
from sqlalchemy import select
from werkzeug.serving import make_server

from api.core.clock import Clock, SystemClock
from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.settings import Settings
from api.people.devices import Opened, ThisDevice
from api.people.entering import enter
from api.people.invitations.model import RulesRead
from api.people.notices.model import Notice
from tests.equipment import chromium as find_chromium
from tests.houses import fresh_urls, make_app
from tests.professionals import account_of
from tests.schema import build_schema
from tests.world import World, build_world

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
]
PHONE = {"width": 390, "height": 844}
# A busy machine takes its time; a test that waits for something that comes loses none.
PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS)


@dataclass
class Live:
    """A running server: its address, its house and the people in it."""

    url: str
    app: Flask
    house: House
    world: World

    def enter(self, context: BrowserContext, person: UUID, *, news: bool = False) -> None:
        """Sign somebody in on this browser, through the database, as the sign-in page would.

        What other tests of this server left them as news they have read, unless ``news`` is asked for.
        """
        if not news:
            self._read_the_news(person)
        device, person = ThisDevice(token=None), account_of(self.house, person)
        now = self.house.clock.now()
        self.take_in(context, enter(self.house, person=person, device=device, now=now))

    def take_in(self, context: BrowserContext, opened: Opened) -> None:
        """Put a sign-in on this browser."""
        self._keep(context, {"hb": opened.token, "hbd": opened.device_token})

    def hand_over(self, context: BrowserContext, client: FlaskClient) -> None:
        """Let this browser go on as a client of the application: signed in or not, on its device."""
        found = {name: client.get_cookie(name) for name in ("hb", "hbd")}
        kept = {name: cookie.value for name, cookie in found.items() if cookie}
        assert "hbd" in kept
        self._keep(context, kept)

    def ask_the_rules_again(self, person: UUID) -> None:
        """Let somebody be as new here as their link says: another test may have said yes for them."""
        now, read = self.house.clock.now(), select(RulesRead).filter_by(person_id=person)
        with self.house.db.writing(EVERYWHERE, by=person, now=now) as session:
            for each in session.scalars(read):
                session.delete(each)

    def _keep(self, context: BrowserContext, tokens: dict[str, str]) -> None:
        kept = {"url": self.url, "httpOnly": True, "sameSite": "Strict"}
        cookies = [{"name": name, "value": value, **kept} for name, value in tokens.items()]
        context.add_cookies(cookies)  # type: ignore[arg-type]

    def _read_the_news(self, person: UUID) -> None:
        now, unread = (
            self.house.clock.now(),
            select(Notice).filter_by(person_id=person, seen_at=None),
        )
        with self.house.db.writing(EVERYWHERE, by=person, now=now) as session:
            for notice in session.scalars(unread):
                notice.seen_at = now


@pytest.fixture(scope="session")
def sqlite_template(scratch: Path) -> str:
    """An empty SQLite house for the live server."""
    path = scratch / "live-template.db"
    build_schema(f"sqlite:///{path}")
    return str(path)


@pytest.fixture(scope="session")
def live(sqlite_template: str, scratch: Path) -> Iterator[Live]:
    """The server that the journeys share."""
    with fresh_urls("sqlite", sqlite_template, scratch, "") as environment:
        yield from serve(environment)


@pytest.fixture
def own_live(sqlite_template: str, scratch: Path) -> Iterator[Live]:
    """A server for one test alone, for journeys that break or count things."""
    with fresh_urls("sqlite", sqlite_template, scratch, "") as environment:
        yield from serve(environment)


def serve(
    environment: dict[str, str],
    people: Callable[[House, datetime], World] = build_world,
    clock: Clock | None = None,
) -> Iterator[Live]:
    """Run the application on a free port of this machine, with these people in its house."""
    clock = clock or SystemClock()
    first = House.open(Settings.from_environment(environment), clock)
    server = make_server("127.0.0.1", 0, make_app(first), threaded=True)
    # By name: no phone signs for an address of only numbers.
    url = f"http://localhost:{server.server_port}"
    house = House.open(Settings.from_environment({**environment, "HUISBOEK_BASE_URL": url}), clock)
    server.app = app = make_app(house)
    world = people(house, house.clock.now())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Live(url, app, house, world)
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()
        first.close()
        house.close()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The driver."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One Chromium for all journeys."""
    opened = playwright.chromium.launch(
        executable_path=str(find_chromium()), args=ARGUMENTS, timeout=4 * PATIENCE_MS
    )
    yield opened
    opened.close()


@pytest.fixture
def context(browser: Browser, live: Live) -> Iterator[BrowserContext]:
    """A phone on which nobody is signed in."""
    made = new_context(browser, live.url)
    yield made
    made.close()


def new_context(browser: Browser, url: str, **settings: object) -> BrowserContext:
    """A fresh phone; ``settings`` as Playwright's ``new_context``."""
    options: dict[str, object] = {"viewport": PHONE, "base_url": url, "locale": "nl-NL", **settings}
    return browser.new_context(**options)  # type: ignore[arg-type]


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page on that phone."""
    return context.new_page()


def until(page: Page, script: str, arg: object = None) -> None:
    """Wait until this is true in the page, also when the page is on its way to another.

    Playwright's own `wait_for_function` takes any promise for a yes, so it waits for nothing.
    """

    def is_so() -> bool:
        with suppress(PlaywrightError):
            return bool(page.evaluate(script, arg))
        return False

    try:
        wait_until(page, is_so)
    except AssertionError:
        assert page.evaluate(script, arg), script  # a script that breaks says so here


def wait_until(
    page: Page, happened: Callable[[], bool], *, seconds: float = PATIENCE_MS / 1000
) -> None:
    """Let the browser go on until it happened."""
    deadline = time.monotonic() + seconds
    while not happened() and time.monotonic() < deadline:
        page.wait_for_timeout(50)
    assert happened()
