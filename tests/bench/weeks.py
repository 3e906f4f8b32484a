"""The week page and the book reader: bytes on the wire, first paint and taps on a slow phone, and growth."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from uuid import uuid4

from playwright.sync_api import Browser, Page

from api.core.db import EVERYWHERE
from api.core.house import House
from api.demo.people import demo_people
from api.people.queries import viewer as viewer_of
from api.plan.queries import in_force_versions
from api.resilience import actions, queries
from api.resilience.elements import DayPart, Element
from api.resilience.rules import Cell, monday_of, weeks_before
from api.words_and_pictures.queries import books
from api.words_and_pictures.words import Kind
from i18n.dates import here
from pwa import create_app
from tests.bench.browser import (
    ROUNDS,
    SLOW_4G,
    SLOW_PHONE,
    opened_browser,
    signed_in_phone,
    slowly,
    weigh,
)
from tests.bench.figures import alternated, cpu_ms, ratio, say
from tests.bench.houses import open_house, running
from tests.bench.taps import Thumb
from tests.schema import build_schema
from tests.world import World, build_world

NOW = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
WEEKS = 12
CELLS = tuple((part, element) for part in (DayPart.UP, DayPart.EVENING) for element in Element)
A_DAY = 6  # so many of them come back on a day


def pages(data: Path) -> None:
    """What the pages of the made-up household cost the server."""
    house = open_house(data)
    for who, name, path in _addresses(house):
        client = create_app(house).test_client()
        client.post(f"/demo/{who}", headers={"Sec-Fetch-Site": "same-origin"})
        assert client.get(path).status_code == 200, path
        say(f"{name} of the demo", cpu_ms(lambda c=client, p=path: c.get(p), 20), "ms CPU")  # type: ignore[misc]
    house.close()


def paint(data: Path) -> None:
    """As a phone on slow 4G and four times as slow gets them for the first time."""
    house = open_house(data)
    addresses = _addresses(house)
    house.close()
    with running(data, "api.cli", "serve") as server, opened_browser() as browser:
        for who, name, path in addresses:
            _on_the_wire(browser, server.url, who, name, path)
            first = [_first(browser, server.url, who, path) for _ in range(ROUNDS)]
            say(
                f"P10 {name}, first paint, first visit",
                median(first) / 1000,
                "s (goal 1.2 or less)",
            )
        _taps(browser, server.url)


def growth(folder: Path) -> None:
    """The same questions of a household with ten times as many weeks."""
    small, large = (_asks(folder / f"weeks-{times}", times) for times in (1, 10))
    for name in small:
        one, ten = alternated([small[name], large[name]], times=10)
        say(f"P4 {name}, {WEEKS} weeks", one, "ms CPU")
        ratio(f"P4 {name}, {WEEKS * 10} / {WEEKS} weeks", ten, one, "goal 1.2 or less")


def _addresses(house: House) -> tuple[tuple[str, str, str], ...]:
    with house.db.reading(EVERYWHERE) as session:
        people = demo_people(session)
        noor = viewer_of(session, people["noor"])
        true = in_force_versions(session, noor.household)
        shelf = books(session, noor, in_force=true, now=house.clock.now())
    why = next(each.id for each in shelf if each.kind is Kind.WHY)
    return (
        ("sara", "week", f"/week/{people['noor']}"),
        ("noor", "book reader", f"/boek/{why}/lezen?blad=1"),
        ("noor", "book shelf", "/boek"),
    )


def _on_the_wire(browser: Browser, url: str, who: str, name: str, path: str) -> None:
    sent = weigh(browser, url, who, path)
    without_fonts = sum(size for kind, size in sent.items() if kind != "Font")
    say(f"P9 {name} without fonts", without_fonts / 1000, "kB (the first page: 60 or less)")
    for kind, goal in (
        ("Document", ""),
        ("Script", " (the first page: 20 or less)"),
        ("Image", ""),
    ):
        say(f"P9 {name}, {kind.lower()}", sent.get(kind, 0) / 1000, f"kB{goal}")


def _first(browser: Browser, url: str, who: str, path: str) -> float:
    context = signed_in_phone(browser, url, who, service_workers="block")
    try:
        return slowly(context, f"{url}{path}")
    finally:
        context.close()


def _taps(browser: Browser, url: str) -> None:
    """Each road begins on the first page of somebody; a slow thumb walks it on a slow phone."""
    for who, name, road in (("sara", "week, one tick", _tick), ("noor", "book, next page", _read)):
        context = signed_in_phone(browser, url, who)
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW_4G)
        session.send("Emulation.setCPUThrottlingRate", SLOW_PHONE)
        page.goto("/", wait_until="load")
        thumb, began = Thumb(page), time.monotonic()
        road(thumb)
        say(f"{name}, taps", thumb.taps, "taps from the first page (goal 4 or less)")
        say(f"{name}, seconds on a slow phone", time.monotonic() - began, "s (goal 20 or less)")
        context.close()


def _tick(thumb: Thumb) -> None:
    """The week, the child's, today, and a picture that is not ticked."""
    _go(thumb, 'a[href="/week"]')
    today = here(datetime.now(UTC))
    with thumb.page.expect_navigation():
        thumb.tap(f'[name=set][value^="{today}."]')


def _read(thumb: Thumb) -> None:
    """The shelf, the story, and on to its second page."""
    _go(thumb, 'a[href="/boek"]')
    _go(thumb, "a.cover")
    _go(thumb, "a[rel=next]")


def _go(thumb: Thumb, what: str) -> None:
    page: Page = thumb.page
    with page.expect_navigation():
        thumb.tap(what)


def _asks(data: Path, times: int) -> dict[str, Callable[[], object]]:
    data.mkdir()
    build_schema(f"sqlite:///{data}/huisboek.db")
    house = open_house(data)
    world = build_world(house, NOW - timedelta(weeks=WEEKS * times + 1))
    with house.db.writing(world.household, by=world.els, now=NOW) as session:
        els = viewer_of(session, world.els)
        actions.begin(session, by=els, whose=world.noor, now=NOW)
    for back in range(7 * WEEKS * times):
        _day(house, world, back)

    def ask(many: int) -> Callable[[], object]:
        mondays = weeks_before(monday_of(NOW), many)

        def once() -> object:
            with house.db.reading(world.household) as session:
                els = viewer_of(session, world.els)
                return queries.weeks(session, els, world.noor, mondays, NOW)

        return once

    return {"week": ask(1), "twelve weeks": ask(12)}


def _day(house: House, world: World, back: int) -> None:
    """Some of all that may come back on a day, told that evening."""
    at = NOW - timedelta(days=back, hours=1)
    cells = [
        Cell(day=here(at), part=part, element=element, text="Samen gedaan.")
        for part, element in (CELLS[(back + step) % len(CELLS)] for step in range(A_DAY))
    ]
    with house.db.writing(world.household, by=world.els, now=at) as session:
        els = viewer_of(session, world.els)
        actions.mark(
            session, by=els, whose=world.noor, record=uuid4(), cells=cells, made_at=at, now=at
        )
