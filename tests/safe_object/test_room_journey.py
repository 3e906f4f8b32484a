"""A room in a real browser: by finger, keyboard and screen reader, without a net, without script."""

import json
import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect
from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.outbox.model import Receipt
from api.safe_object.model import Signal
from api.safe_object.words import Kind
from tests.browsing import Live, new_context, wait_until
from tests.carry.phones import Phone
from tests.look.eyes import barriers, cut_off, sticks_out
from tests.push.knocking import give_device
from tests.safe_object.calls import move as set_off
from tests.safe_object.calls import say
from tests.safe_object.room import AGREED, PLAY, agree_on
from tests.safe_object.tapping import move, ready

pytest_plugins = ["tests.carry.fixtures"]
pytestmark = pytest.mark.browser
QUEUE = """async () => {
  const db = await new Promise((done) => { indexedDB.open("bewaard").onsuccess = (e) => done(e.target.result) })
  const all = await new Promise((done) => {
    db.transaction("waiting").objectStore("waiting").getAll().onsuccess = (e) => done(e.target.result) })
  db.close()
  return all.map(({ who, buf }) => [who, buf.byteLength])
}"""


@pytest.fixture
def room(own_live: Live, browser: Browser) -> Iterator[Page]:
    """Noor's room on a tablet with nobody signed in."""
    context = new_context(browser, own_live.url)
    on_tablet(own_live, context)
    page = context.new_page()
    page.goto(f"/kamer/{own_live.world.noor}")
    yield page
    context.close()


def on_tablet(live: Live, context: BrowserContext) -> str:
    """Noor and Sara have a place on this tablet, and Noor agreed on her bear at the window."""
    world = live.world
    opened = give_device(live.house, world.noor, kind="tablet")
    give_device(live.house, world.sara, token=opened.device_token)
    live._keep(context, {"hbd": opened.device_token})
    agree_on(live.house, world.noor, world.els)
    return opened.device_token


def signals(live: Live) -> int:
    with live.house.db.reading(EVERYWHERE) as session:
        return len(session.scalars(select(Signal)).all())


def receipts(live: Live) -> list[UUID]:
    with live.house.db.reading(EVERYWHERE) as session:
        return list(session.scalars(select(Receipt.id)))


def test_a_tap_on_a_thing_and_on_a_place_moves_it_and_says_the_same_words(
    room: Page, own_live: Live
) -> None:
    ready(room)
    for count, (thing, spot) in enumerate((PLAY, AGREED), start=1):
        move(room, thing, spot)
        expect(room.locator(f".spot[value='{spot}'] [data-thing='{thing}']")).to_be_visible()
        expect(room.locator("[data-said]")).to_have_text("Het staat er.")
        wait_until(room, lambda count=count: len(receipts(own_live)) == count)
    assert signals(own_live) == 1
    room.reload()
    assert room.locator("[data-thing]").count() == 0


def test_play_and_a_signal_send_the_same_requests_of_the_same_size(
    room: Page, own_live: Live
) -> None:
    ready(room)
    seen: list[tuple[str, str, int]] = []
    room.on("request", lambda each: seen.append((each.method, each.url.rsplit("/", 1)[0], len(each.post_data_buffer or b""))))  # fmt: skip
    shown = []
    for count, (thing, spot) in enumerate((PLAY, AGREED), start=1):
        seen.clear()
        move(room, thing, spot)
        wait_until(room, lambda count=count: len(receipts(own_live)) == count)
        wait_until(room, lambda: room.evaluate(QUEUE) == [])
        shown.append([each for each in seen if each[0] == "PUT"])
    assert shown[0] == shown[1]
    assert len(shown[0]) == 1


def test_by_keyboard_alone(room: Page, own_live: Live) -> None:
    ready(room)
    room.locator("[name=thing]").first.focus()
    for _ in range(3):
        room.keyboard.press("ArrowRight")
    expect(room.locator("[name=thing][value=car]")).to_be_checked()
    room.keyboard.press("Tab")
    expect(room.locator(".spot").first).to_be_focused()
    for _ in range(6):
        room.keyboard.press("ArrowDown")
    expect(room.locator(".spot.rug")).to_be_focused()
    room.keyboard.press("Enter")
    expect(room.locator(".spot.rug [data-thing=car]")).to_be_visible()
    wait_until(room, lambda: len(receipts(own_live)) == 1)


def test_dragging_is_an_extra(room: Page, own_live: Live) -> None:
    ready(room)
    thing, spot = room.locator(".thing:has([value=ball])"), room.locator(".spot.chair")
    room.evaluate("scrollTo(0, 0)")
    one, other = thing.bounding_box(), spot.bounding_box()
    assert one is not None
    assert other is not None
    room.mouse.move(one["x"] + 20, one["y"] + 20)
    room.mouse.down()
    room.mouse.move(other["x"] + 32, other["y"] + 32, steps=5)
    room.mouse.up()
    expect(room.locator(".spot.chair [data-thing=ball]")).to_be_visible()
    wait_until(room, lambda: len(receipts(own_live)) == 1)
    assert room.locator(":checked").count() == 0


def test_a_screen_reader_names_every_thing_and_place(room: Page) -> None:
    assert barriers(room) == []
    for name in ("Beer", "Bal", "Boek", "Auto", "Schoenen", "Klok", "Kussen", "Plant"):
        expect(room.get_by_role("radio", name=name, exact=True)).to_be_attached()
    for name in ("Bij het raam", "Op de plank", "Bij de deur", "Op de stoel", "Onder het bed"):
        expect(room.get_by_role("button", name=name, exact=True)).to_be_visible()


def test_without_script_it_is_a_plain_form(own_live: Live, browser: Browser) -> None:
    context = new_context(browser, own_live.url, java_script_enabled=False)
    on_tablet(own_live, context)
    page = context.new_page()
    page.goto(f"/kamer/{own_live.world.noor}")
    for thing, spot in (PLAY, AGREED):
        move(page, thing, spot)
        expect(page.locator(f".spot[value='{spot}'] svg")).to_be_visible()
    assert (signals(own_live), len(receipts(own_live))) == (1, 2)
    context.close()


def test_without_a_net_it_opens_keeps_and_sends_once(
    own_live: Live, playwright: Playwright, killable: Phone
) -> None:
    """Moved without a net, the browser killed and opened again without one: it arrives once, unseen."""
    world, live = own_live.world, own_live
    context = killable.start()
    context.add_cookies([{"name": "taal", "value": "nl", "url": live.url}])
    live.enter(context, world.sara)
    page = context.new_page()
    page.goto(f"{live.url}/")
    wait_until(page, lambda: page.evaluate("Boolean(navigator.serviceWorker?.controller)"))
    context.clear_cookies(name="hb")
    tablet = on_tablet(live, context)
    page.goto(f"{live.url}/kamer/{world.noor}")
    ready(page)
    kept = "async (path) => Boolean(await (await caches.open('kamers')).match(path))"
    wait_until(page, lambda: page.evaluate(kept, "/kamer"))
    context.set_offline(True)
    page.goto(f"{live.url}/kamer")
    page.locator(f"main a[href='/kamer/{world.noor}']").click()
    ready(page)
    expect(page.locator(".no-net")).to_be_visible()
    for thing, spot in (PLAY, AGREED):
        move(page, thing, spot)
    wait_until(page, lambda: len(page.evaluate(QUEUE)) == 2)
    whose, sizes = zip(*page.evaluate(QUEUE), strict=True)
    assert set(whose) == {f"kamer {world.noor}"}
    assert len(set(sizes)) == 1
    page.locator("summary").last.click()
    expect(page.locator(".call-from [data-no-net]")).to_be_visible()
    killable.kill()
    context = killable.start()
    live.take_in(context, give_device(live.house, world.mark, token=tablet))
    page = context.new_page()
    page.goto(f"{live.url}/bellen")
    wait_until(page, lambda: len(receipts(live)) == 2)
    assert signals(live) == 1
    assert page.locator("waiting-notes:visible").count() == 0


def test_another_on_the_tablet_sees_no_sign_of_what_waits(own_live: Live, browser: Browser) -> None:
    context = new_context(browser, own_live.url)
    on_tablet(own_live, context)
    page = context.new_page()
    page.route("**/api/v1/room/*", lambda route: route.abort())
    page.goto(f"/kamer/{own_live.world.noor}")
    ready(page)
    move(page, *AGREED)
    wait_until(page, lambda: len(page.evaluate(QUEUE)) == 1)
    for who in (own_live.world.sara, own_live.world.noor):
        own_live.enter(context, who)
        other = context.new_page()
        other.route("**/api/v1/room/*", lambda route: route.abort())
        other.goto("/")
        wait_until(other, lambda other=other: other.evaluate(QUEUE) != [])
        assert other.locator("waiting-notes:visible").count() == 0
        assert "kamer" not in json.dumps(other.evaluate("Object.entries(localStorage)"))
        other.close()
    context.close()


def test_the_lamp_lights_by_itself_with_the_face_of_who_comes(
    own_live: Live, browser: Browser
) -> None:
    world, house = own_live.world, own_live.house
    context = new_context(browser, own_live.url)
    own_live.enter(context, world.noor)
    page = context.new_page()
    page.clock.install()
    page.goto(f"/kamer/{world.noor}")
    ready(page)
    say(house, world.els, set_off(house, world), Kind.GO)
    page.clock.run_for(21_000)
    expect(page.locator(".scene.lit .glow")).to_be_visible()
    page.get_by_text("Kijk wie er is").click()
    for _ in ("by itself", "opened again"):
        face = page.locator("[data-faces] .face")
        expect(face.locator("use")).to_have_attribute("href", re.compile("#flower$"))
        box = face.bounding_box()
        assert box is not None
        assert box["width"] < 100
        assert (sticks_out(page), cut_off(page)) == ([], [])
        page.reload()
        page.get_by_text("Kijk wie er is").click()
    context.close()
