"""Reading without a net: only on an own phone that chose it, only pages that may be kept, never after leaving."""

import re
from threading import Event

from playwright.sync_api import BrowserContext, Page, expect

from tests.browsing import Live, new_context, until
from tests.carry.line import Line
from tests.carry.phones import everything_kept, ready_offline
from tests.carry.writing import put

pytest_plugins = ["tests.carry.fixtures"]

SECRET = "De kat lag in de zon"


def keep_pages(page: Page) -> None:
    page.goto("/instellingen")
    page.get_by_role("button", name=re.compile("^Bewaar")).click()
    page.wait_for_load_state()


def kept(page: Page) -> list[str]:
    """The paths of the pages that lie on the phone."""
    found: list[str] = page.evaluate(
        """async () => await caches.has("bladen")
          ? (await (await caches.open("bladen")).keys()).map(({url}) => new URL(url).pathname) : []"""
    )
    return sorted(found)


def test_without_that_choice_nothing_read_is_kept(
    sara_page: Page, carrier: BrowserContext, line: Line
) -> None:
    put(sara_page, SECRET, settle=30_000)
    for address in ("/", "/logboek", "/mensen"):
        sara_page.goto(address)
    expect(sara_page.get_by_role("heading", level=1)).to_be_visible()
    assert kept(sara_page) == []
    assert SECRET not in everything_kept(sara_page)
    carrier.set_offline(True)
    sara_page.goto("/logboek")
    expect(sara_page.get_by_role("heading", name="Er is nu geen internet")).to_be_visible()


def test_an_own_phone_that_chose_it_reads_the_last_pages_without_a_net(
    sara_page: Page, carrier: BrowserContext, line: Line
) -> None:
    put(sara_page, SECRET, settle=30_000)
    keep_pages(sara_page)
    sara_page.goto("/logboek")
    sara_page.goto("/mensen")
    until(sara_page, "async () => (await (await caches.open('bladen')).keys()).length === 2")
    assert kept(sara_page) == ["/logboek", "/mensen"]
    carrier.set_offline(True)
    sara_page.goto("/logboek")
    expect(sara_page.get_by_text(SECRET).first).to_be_visible()


def test_leaving_signing_out_and_switching_it_off_forget_the_pages(
    browser: object, away: Live, carrier: BrowserContext, line: Line
) -> None:
    for way in ("Weg", "Meld je af", "Stop"):
        context = new_context(carrier.browser, away.url)  # type: ignore[arg-type]
        context.add_cookies([{"name": "taal", "value": "nl", "url": away.url}])
        away.enter(context, away.world.sara)
        page = context.new_page()
        page.goto("/instellingen")
        ready_offline(page)
        keep_pages(page)
        page.goto("/mensen")
        until(page, "async () => (await (await caches.open('bladen')).keys()).length === 1")
        page.goto("/instellingen")
        page.get_by_text(re.compile(f"^{way}")).locator("visible=true").first.click()
        until(page, "async () => !(await caches.has('bladen'))")
        context.close()


def test_answers_of_the_api_and_media_are_never_kept(
    sara_page: Page, carrier: BrowserContext, line: Line
) -> None:
    keep_pages(sara_page)
    put(sara_page, SECRET, settle=30_000)
    sara_page.goto("/logboek")
    sara_page.evaluate("fetch('/ik').then((answer) => answer.json())")
    urls = sara_page.evaluate(
        """async () => (await Promise.all((await caches.keys()).map(async (name) =>
            (await (await caches.open(name)).keys()).map(({url}) => new URL(url).pathname)))).flat()"""
    )
    assert not [url for url in urls if url.startswith(("/api", "/ik", "/media"))]


def test_a_slow_server_is_not_waited_for_where_the_phone_has_the_page(
    sara_page: Page, carrier: BrowserContext, away: Live
) -> None:
    """The numbers to call come from the phone after four seconds."""
    slow = SlowPages(away)
    try:
        sara_page.goto("/bellen")
        expect(sara_page.get_by_text("112").first).to_be_visible()
        assert slow.asked
    finally:
        slow.end()


class SlowPages:
    """A server that lets /bellen wait."""

    def __init__(self, away: Live) -> None:
        self.app, self.before = away.app, away.app.wsgi_app
        self.let_go, self.asked = Event(), False
        away.app.wsgi_app = self.answer  # type: ignore[method-assign]

    def answer(self, environ, start):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
        if environ["PATH_INFO"] == "/bellen":
            self.asked = True
            self.let_go.wait(120)
        return self.before(environ, start)

    def end(self) -> None:
        self.let_go.set()
        self.app.wsgi_app = self.before  # type: ignore[method-assign]
