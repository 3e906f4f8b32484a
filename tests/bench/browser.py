"""P9, P10, P11: bytes on the wire, first paint and long tasks, in a real Chromium."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from tests.bench.figures import ratio, say
from tests.bench.houses import running
from tests.browsing import ARGUMENTS, PHONE, until
from tests.carry.phones import ready_offline
from tests.equipment import chromium

# As Lighthouse counts slow 4G on the wire.
SLOW_4G = {
    "offline": False,
    "latency": 562.5,
    "downloadThroughput": 1474.56 * 128,
    "uploadThroughput": 675 * 128,
}
SLOW_PHONE = {"rate": 4}
ROUNDS = 5
GOVUK_PAGE_KB = 91
REFERENCE_KB = 43
LONG_TASKS = """() => { window.long = []; new PerformanceObserver(list => {
  for (const task of list.getEntries()) window.long.push(task.duration) }).observe({type: 'longtask', buffered: false}) }"""
PAD = ".paper canvas[role=img]"
PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"


def weight(data: Path) -> None:
    """The first page as a new phone gets it."""
    with running(data, "api.cli", "serve") as server, opened_browser() as browser:
        sent = weigh(browser, server.url, "sara", "/")
    without_fonts = sum(size for kind, size in sent.items() if kind != "Font")
    say("P9 first page without fonts", without_fonts / 1000, "kB (goal 60 or less)")
    for kind, goal in (
        ("Document", ""),
        ("Script", " (goal 20 or less)"),
        ("Stylesheet", ""),
        ("Font", " (goal 60 or less)"),
    ):
        say(f"P9 {kind.lower()}", sent.get(kind, 0) / 1000, f"kB{goal}")
    ratio(
        "P9 first page / a GOV.UK page of 91 kB",
        without_fonts / 1000,
        GOVUK_PAGE_KB,
        "goal 0.66 or less",
    )


def paint(data: Path) -> None:
    """On slow 4G and a phone four times as slow: the first time, and with what the phone kept."""
    with (
        running(data, "api.cli", "serve") as server,
        opened_browser() as browser,
        _reference() as reference,
    ):
        cold, kept, shell, theirs = [], [], [], []
        for _ in range(ROUNDS):
            cold.append(_first_paint(browser, server.url))
            theirs.append(_first_paint(browser, reference))
            kept.append(_second_paint(browser, server.url, "/"))
            shell.append(_second_paint(browser, server.url, "/bellen"))
    say("P10 first paint, first visit", median(cold) / 1000, "s (goal 1.2 or less)")
    say(
        "P10 first paint, second visit, the first page on an own phone",
        median(kept) / 1000,
        "s (goal 0.4 or less)",
    )
    say(
        "P10 first paint, second visit, the call page",
        median(shell) / 1000,
        "s (goal 0.4 or less)",
    )
    say("P10 reference: a page of 43 kB with its styles inside", median(theirs) / 1000, "s")
    ratio("P10 first visit / reference", median(cold), median(theirs), "goal 1.13 or less")


def drawing(data: Path) -> None:
    """Does the pen keep up on a phone four times as slow?"""
    with running(data, "api.cli", "serve") as server, opened_browser() as browser:
        context = signed_in_phone(browser, server.url, "noor")
        page = context.new_page()
        page.goto("/logboek/nieuw?maak=tekenen")
        page.locator(PAD).wait_for(state="visible")
        session = context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", SLOW_PHONE)
        page.evaluate(LONG_TASKS)
        _scribble(page)
        tasks: list[float] = page.evaluate("() => window.long")
        drawn = int(page.locator(PAD).get_attribute("data-strokes") or 0)
        context.close()
    say("P11 strokes drawn", drawn, "strokes")
    say("P11 long tasks while drawing", len(tasks), "tasks over 50 ms (goal 0)")
    say("P11 longest task while drawing", max(tasks, default=0), "ms (0: none over 50)")


def weigh(browser: Browser, url: str, who: str, path: str) -> dict[str, float]:
    """Return how many bytes of each kind a page takes for a phone that kept nothing."""
    context = signed_in_phone(browser, url, who, service_workers="block")
    page = context.new_page()
    session, kinds, sent = context.new_cdp_session(page), {}, {}
    session.on(
        "Network.responseReceived", lambda told: kinds.update({told["requestId"]: told["type"]})
    )

    def add(told: dict[str, object]) -> None:
        kind = str(kinds.get(told["requestId"], "Other"))
        sent[kind] = sent.get(kind, 0.0) + float(told["encodedDataLength"])  # type: ignore[arg-type]

    session.on("Network.loadingFinished", add)
    session.send("Network.enable")
    page.goto(path, wait_until="networkidle")
    context.close()
    return sent


def _first_paint(browser: Browser, url: str) -> float:
    context = signed_in_phone(
        browser, url, None if url.endswith("/reference") else "sara", service_workers="block"
    )
    try:
        return slowly(context, url if url.endswith("/reference") else f"{url}/")
    finally:
        context.close()


def _second_paint(browser: Browser, url: str, address: str) -> float:
    """A page that an own phone keeps: the first one, or one of the shell."""
    context = signed_in_phone(browser, url, "sara")
    page = context.new_page()
    page.goto("/instellingen")
    page.locator('form[action="/instellingen/bewaren"] button').click()
    page.goto("/")
    ready_offline(page)
    page.goto(address, wait_until="networkidle")
    page.close()
    try:
        return slowly(context, f"{url}{address}")
    finally:
        context.close()


def slowly(context: BrowserContext, url: str) -> float:
    """Return when a slow phone on a slow line paints for the first time, in ms."""
    page = context.new_page()
    session: CDPSession = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_4G)
    session.send("Emulation.setCPUThrottlingRate", SLOW_PHONE)
    page.goto(url, wait_until="load")
    until(page, PAINT)
    return float(page.evaluate(PAINT))


def _scribble(page: Page) -> None:
    box = page.locator(PAD).bounding_box()
    assert box
    for stroke in range(6):
        page.mouse.move(box["x"] + 20, box["y"] + 20 + stroke * 20)
        page.mouse.down()
        for step in range(60):
            page.mouse.move(
                box["x"] + 20 + (box["width"] - 40) * step / 60,
                box["y"] + 40 + stroke * 20 + 30 * (step % 2),
            )
        page.mouse.up()
    page.wait_for_timeout(300)


def signed_in_phone(browser: Browser, url: str, who: str | None, **more: object) -> BrowserContext:
    """A phone that holds nothing but its cookies: who signed in did so on another."""
    settings = {"viewport": PHONE, "base_url": url, "locale": "nl-NL", **more}
    context = browser.new_context(**settings)  # type: ignore[arg-type]
    if who:
        door = browser.new_context(**settings)  # type: ignore[arg-type]
        page = door.new_page()
        page.goto("/demo")
        page.locator(f'form[action$="/demo/{who}"] button').first.click()
        context.add_cookies(door.cookies())  # type: ignore[arg-type]
        door.close()
    return context


@contextmanager
def opened_browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=str(chromium()), args=ARGUMENTS)
        yield opened
        opened.close()


@contextmanager
def _reference() -> Iterator[str]:
    """A page of 43 kB in four requests, its styles inside."""

    class Page43(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            main = self.path == "/reference"
            images = "".join(f'<img src="/{n}" width="9" height="9" alt="">' for n in range(3))
            body = (
                f"<!doctype html><title>x</title><style>{'p{margin:1px}' * 700}</style><p>x{images}"
                if main
                else "x" * 11000
            )
            self.send_response(200)
            self.send_header("Content-Type", "text/html" if main else "image/svg+xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_said: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page43)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/reference"
    finally:
        server.shutdown()
        server.server_close()
