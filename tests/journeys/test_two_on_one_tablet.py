"""Seven things by two people on one tablet, without a net, through killed browsers and killed servers.

Each arrives exactly once, in the order in which its maker made it, and while it waits nobody who
takes the tablet finds a word of it.
"""

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import func, select

from api.core.clock import SystemClock
from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.settings import Settings
from api.logbook import queries
from api.logbook.model import Entry
from api.people.queries import viewer as viewer_of
from tests.browsing import Live, wait_until
from tests.carry.line import Line
from tests.carry.phones import Phone, everything_kept, ready_offline, waiting
from tests.carry.real_server import RealServer, behind_a_line
from tests.houses import make_app
from tests.making.steps import DOOR, HOUSE, card, onward, press, stroke
from tests.world import build_world

pytest_plugins = ["tests.carry.fixtures"]
pytestmark = pytest.mark.timeout(600)

SARAS = tuple(f"Kanarie nummer {number} van Sara" for number in range(3))
NOORS = tuple(f"Papegaai nummer {number} van Noor" for number in range(4))
SECRETS = ("Kanarie", "Papegaai")


@pytest.fixture
def far(sqlite_template: str, tmp_path: Path) -> Iterator[tuple[Live, Line, RealServer]]:
    """A real server behind a line, and the same house opened here, to look into."""
    data = tmp_path / "house"
    data.mkdir()
    shutil.copy(sqlite_template, data / "huisboek.db")
    environment = {"HUISBOEK_DATA": str(data)}
    house = House.open(Settings.from_environment(environment), SystemClock())
    world = build_world(house, house.clock.now())
    with behind_a_line(environment) as (url, line, real):
        yield Live(url, make_app(house), house, world), line, real
    house.close()


def test_seven_things_by_two_people_arrive_once_and_in_order(
    killable: Phone, far: tuple[Live, Line, RealServer]
) -> None:
    live, line, real = far
    context = pick_up(killable, live)
    page = come_in(context, live, live.world.sara)
    context.set_offline(True)
    for words in SARAS:
        write(page, live, words)
        assert_unreadable(page, killable)
    saras = [record["id"] for record in waiting(page)]
    killable.kill()

    context = pick_up(killable, live)
    page = come_in(context, live, live.world.noor)
    context.set_offline(True)
    for words in NOORS[:2]:
        tell(page, live, words)
    for words in NOORS[2:]:
        draw(page, live, words)
        assert_unreadable(page, killable)
    noors = [record["id"] for record in waiting(page)][len(saras) :]
    assert (len(saras), len(noors)) == (3, 4)
    assert line.bodies == []
    killable.kill()

    context = pick_up(killable, live)
    real.dies(None, "half", None, "unanswered")
    line.next(None, None, None, None, None, "lost")
    three_tabs(context, live, live.world.noor, left=len(saras))
    real.dies("half")
    page = three_tabs(context, live, live.world.sara, left=0)
    assert real.died == 3
    assert_unreadable(page, killable)

    assert arrived(line) == [*noors, *saras]
    assert max(Counter(line.accepted()).values()) == 1, "one was new to the server twice"
    assert texts(live, live.world.sara) == list(SARAS)
    assert texts(live, live.world.noor) == list(NOORS)
    with live.house.db.reading(EVERYWHERE) as session:
        assert session.scalar(select(func.count()).select_from(Entry)) == 7


def pick_up(phone: Phone, live: Live) -> BrowserContext:
    context = phone.start()
    context.clear_cookies()
    context.add_cookies([{"name": "taal", "value": "nl", "url": live.url}])
    return context


def come_in(context: BrowserContext, live: Live, person: UUID) -> Page:
    live.enter(context, person)
    page = context.new_page()
    page.goto(f"{live.url}/instellingen")
    ready_offline(page)
    return page


def three_tabs(context: BrowserContext, live: Live, person: UUID, *, left: int) -> Page:
    """The same person in three tabs, all of which send, until only what others wrote is left."""
    live.enter(context, person)
    tabs = [context.new_page() for _ in range(3)]
    for tab in tabs:
        tab.goto(f"{live.url}/instellingen")
    wait_until(tabs[0], lambda: len(waiting(tabs[0])) == left, seconds=240)
    expect(tabs[0].locator("waiting-notes [data-state=waits]")).to_be_hidden()
    for tab in tabs[1:]:
        tab.close()
    return tabs[0]


def open_form(page: Page, live: Live) -> None:
    page.goto(f"{live.url}/logboek/nieuw")
    page.wait_for_selector("step-by-step:defined")


def write(page: Page, live: Live, words: str) -> None:
    open_form(page, live)
    card(page, "Het was rustig").click()
    page.locator("textarea[name=text]").fill(words)
    onward(page)
    card(page, "Alleen ik").click()
    press(page, "Opslaan")
    expect(page.locator("[data-outcome] [data-state=waits]")).to_be_visible()


def tell(page: Page, live: Live, words: str) -> None:
    choose(page, live, "Schrijven")
    page.get_by_label("Wat wil je vertellen?").fill(words)
    press(page, "Verder")
    done(page)


def draw(page: Page, live: Live, words: str) -> None:
    choose(page, live, "Tekenen")
    stroke(page, HOUSE)
    stroke(page, DOOR)
    press(page, "Verder")
    page.get_by_label("Of schrijf het op").fill(words)
    press(page, "Verder")
    done(page)


def choose(page: Page, live: Live, way: str) -> None:
    open_form(page, live)
    for word in ("Het was fijn", "Blij", way):
        card(page, word).click()


def done(page: Page) -> None:
    press(page, "Klaar")
    expect(page.locator("[data-outcome] [data-state=waits]")).to_be_visible()


def assert_unreadable(page: Page, phone: Phone) -> None:
    """Neither through the browser nor in the files that it wrote."""
    kept = everything_kept(page).encode()
    files = [path for path in phone.profile.rglob("IndexedDB/**/*") if path.is_file()]
    assert files
    for bytes_ in (kept, *(path.read_bytes() for path in files)):
        for secret in SECRETS:
            assert secret.encode() not in bytes_
            assert secret.encode("utf-16-le") not in bytes_


def arrived(line: Line) -> list[str]:
    """The records in the order in which the phone was first told that they are there."""
    return list(dict.fromkeys(record for record, status in line.seen if status in (200, 201)))


def texts(live: Live, person: UUID) -> list[str]:
    """What this person wrote, in the order in which the server wrote it down."""
    with live.house.db.reading(live.world.household) as session:
        mine = queries.timeline(session, viewer_of(session, person), person=person).items
    written = sorted((each for each in mine if each.mine), key=lambda each: each.written_at)
    return [each.text or each.alt for each in written]
