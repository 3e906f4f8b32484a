"""The main road: in by a link, a drawing made without a net, a killed phone, there once, and for whom.

On SQLite and on PostgreSQL, as every house.
"""

from collections.abc import Iterator
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from api.people.entering import invite
from api.people.policy import Audience
from tests.browsing import Live, serve, wait_until
from tests.carry.line import Line
from tests.carry.phones import Phone, everything_kept, ready_offline, waiting
from tests.house.crawl import crawl
from tests.making.steps import DOOR, HOUSE, card, newest, press, stroke
from tests.people.doors import copy_cookies
from tests.world import sign_in_client

pytest_plugins = ["tests.carry.fixtures"]

PIN = "492817"
PICTURES = ("beer", "zon", "kat", "maan")
CAPTION = "Kanarie in een tunnel"


@pytest.fixture
def own_live(environment: dict[str, str], dialect: str) -> Iterator[Live]:
    """A server for one test alone, on each of the two databases."""
    for live in serve(environment):
        assert live.house.db.engine.dialect.name == dialect
        yield live


@pytest.fixture
def line(own_live: Live) -> Line:
    return Line.before(own_live.app)


def start(phone: Phone, live: Live) -> BrowserContext:
    context = phone.start()
    context.add_cookies([{"name": "taal", "value": "nl", "url": live.url}])
    return context


def follow_link(context: BrowserContext, live: Live, person: UUID) -> Page:
    """Open the invitation on this phone and say that it is one's own."""
    now = live.house.clock.now()
    with live.house.db.writing(live.world.household, by=None, now=now) as session:
        secret = invite(session, person=person, now=now)
    page = context.new_page()
    page.goto(f"{live.url}/kom#{secret}")
    page.get_by_label("Van mij alleen").check()
    press(page, "Ga verder")
    return page


def put_away(phone: Phone) -> None:
    """Close the browser in peace: only then are cookies of the last half minute on the disk."""
    assert phone.browser
    assert phone.process
    phone.browser.new_browser_cdp_session().send("Browser.close")
    phone.process.wait(60)
    phone.process = None


def tap_pictures(page: Page) -> None:
    for name in PICTURES:
        page.get_by_role("button", name=name, exact=True).click()


def come_back_with_pictures(page: Page, live: Live) -> None:
    page.goto(f"{live.url}/binnen")
    if page.get_by_role("link", name="Noor").count():
        page.get_by_role("link", name="Noor").click()
    tap_pictures(page)
    page.wait_for_url(f"{live.url}/")


def test_a_grown_up_comes_in_by_link_and_code_and_writes(
    killable: Phone, own_live: Live, line: Line
) -> None:
    page = follow_link(start(killable, own_live), own_live, own_live.world.tim)
    page.locator("input[name=code]").fill(PIN)
    page.locator("input[name=again]").fill(PIN)
    page.locator("main form button[type=submit]").last.click()
    press(page, "Ja, zo doe ik het ook")
    page.wait_for_url("**/logboek/nieuw")
    card(page, "Het was rustig").click()
    page.locator("textarea[name=text]").fill("Noor en ik gingen naar het bos.")
    page.locator("[data-step=what] [data-next]").click()
    page.get_by_label("Iedereen").first.check()
    press(page, "Opslaan")
    page.wait_for_url("**/logboek/bewaard/**")
    entry = newest(own_live, own_live.world.tim)
    assert (entry.text, entry.audience) == ("Noor en ik gingen naar het bos.", Audience.CIRCLE)
    assert len(line.accepted()) == 1


def test_a_drawing_made_in_a_tunnel_arrives_once_and_only_for_whom_it_was(
    killable: Phone, own_live: Live, line: Line
) -> None:
    world = own_live.world
    context = start(killable, own_live)
    page = follow_link(context, own_live, world.noor)
    tap_pictures(page)
    tap_pictures(page)
    press(page, "Ja, dat is goed")
    page.wait_for_url(f"{own_live.url}/")
    put_away(killable)
    context = start(killable, own_live)
    page = context.new_page()
    come_back_with_pictures(page, own_live)
    ready_offline(page)
    # Signed in once: another sign-in would be one more device on the list of Mark's own.
    mark = sign_in_client(own_live.app, world.mark)
    before = crawl(own_live.app, copy_cookies(own_live.app, mark), [world.noor])

    context.set_offline(True)
    page.goto(f"{own_live.url}/logboek/nieuw")
    draw(page)
    expect(page.locator("waiting-notes [data-state=waits]")).to_be_visible()
    assert CAPTION not in everything_kept(page)
    [record] = waiting(page)
    killable.kill()

    context = start(killable, own_live)
    page = context.new_page()
    come_back_with_pictures(page, own_live)
    # It may go as soon as the phone is back, before the last picture is tapped.
    wait_until(page, lambda: line.accepted() == [record["id"]] and waiting(page) == [])

    entry = newest(own_live, world.noor)
    assert (entry.alt, entry.audience) == (CAPTION, Audience.SAFETY_PERSON)
    ids = [entry.id, *(medium.id for medium in entry.media)]
    assert len(ids) == 2
    for person, found in ((world.els, 200), (world.ben, 200), (world.sara, 404), (world.tim, 404)):
        client = sign_in_client(own_live.app, person)
        assert client.get(f"/logboek/{entry.id}").status_code == found
        assert client.get(f"/media/{ids[1]}").status_code == found
    after = crawl(own_live.app, copy_cookies(own_live.app, mark), [world.noor, *ids])
    assert {address: after[address] for address in before} == before
    # The thank-you page of a note that is not one's own leads on, as for an id that nobody ever made.
    unknown = {
        address: answer[0]
        for address, answer in after.items()
        if any(str(id) in address for id in ids)
    }
    assert unknown
    assert all(
        status == (303 if address.startswith("/logboek/bewaard/") else 404)
        for address, status in unknown.items()
    )


def draw(page: Page) -> None:
    """Tell with a drawing, for the safe person."""
    page.wait_for_selector("step-by-step:defined")
    card(page, "Ik vertel iets").click()
    for word in ("Bang", "Tekenen"):
        card(page, word).click()
    stroke(page, HOUSE)
    stroke(page, DOOR)
    press(page, "Verder")
    page.get_by_label("Of schrijf het op").fill(CAPTION)
    press(page, "Verder")
    press(page, "Klaar")
