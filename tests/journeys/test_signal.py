"""A signal without words, from the child that moves its thing to the grandmother who comes.

Nothing of it is played: a real Chromium subscribes at a push service, the worker sends to it, the browser
opens what came in and shows it. Only what the browser's maker runs lives on this machine.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from random import Random
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import Browser, BrowserContext, Cookie, Page, expect
from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.logbook.model import Entry
from api.outbox.model import Receipt
from api.people.devices import ThisDevice
from api.people.entering import enter
from api.push.sentences import SENTENCES
from api.safe_object.model import Signal
from tests.browsing import Live, new_context, wait_until
from tests.carry.phones import Phone, ready_offline, waiting
from tests.house.crawl import Answer, crawl
from tests.people.doors import PICTURES, Door
from tests.push.hearing import Ahead, Elsewhere, Hearing
from tests.push.maker import Maker
from tests.safe_object.room import AGREED, PLAY, agree_on
from tests.safe_object.tapping import move, ready

pytest_plugins = ["tests.push.hearers", "tests.carry.fixtures"]
pytestmark = pytest.mark.timeout(600)
NOWHERE = uuid4()
KEPT = "async (path) => Boolean(await (await caches.open('kamers')).match(path))"
WORDS = "We liepen samen met de hond."


@pytest.fixture(autouse=True)
def tiles_that_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pictures at the door lie in another order each time; what is compared here is the rest."""
    monkeypatch.setattr("pwa.choosing.SystemRandom", lambda: Random(7))


@pytest.fixture
def tablet(browser: Browser, at_work: Live) -> Iterator[BrowserContext]:
    """A tablet that is nobody's own, on which Noor, her mother and Mark have a place; nobody is in."""
    live, client = at_work, at_work.app.test_client()
    Door(live.house, live.app).place(client, live.world.noor, live.world.sara, live.world.mark)
    agree_on(live.house, live.world.noor, live.world.els)
    context = new_context(browser, live.url)
    live.hand_over(context, client)
    yield context
    context.close()


def room_of_noor(tablet: BrowserContext, live: Live) -> Page:
    """Noor's room, as the tablet opens it for nobody in particular."""
    page = tablet.new_page()
    page.goto("/kamer")
    page.locator(f"main a[href='/kamer/{live.world.noor}']").click()
    ready(page)
    return page


def opened_again(phone: Phone, cookies: list[Cookie]) -> BrowserContext:
    """The tablet's browser with what it kept; its cookies of this session are given anew."""
    context = phone.start()
    context.add_cookies(cookies)  # type: ignore[arg-type]
    return context


def moves_in(live: Live) -> int:
    """How many moves came in, of any kind."""
    with live.house.db.reading(EVERYWHERE) as session:
        return len(session.scalars(select(Receipt)).all())


def signals(live: Live) -> list[Signal]:
    with live.house.db.reading(EVERYWHERE) as session:
        return list(session.scalars(select(Signal).order_by(Signal.came_at)))


@dataclass
class Feared:
    """Mark, whom Noor may fear, signed in on the tablet on which she moves her thing."""

    live: Live
    tokens: dict[str, str]

    @classmethod
    def on(cls, tablet: BrowserContext, live: Live) -> "Feared":
        (token,) = [each["value"] for each in tablet.cookies() if each["name"] == "hbd"]
        here, now = ThisDevice(token=token), live.house.clock.now()
        opened = enter(live.house, person=live.world.mark, device=here, now=now)
        return cls(live, {"hb": opened.token, "hbd": opened.device_token})

    def sees(self, *hidden: UUID) -> dict[str, Answer]:
        """Everything that he can fetch, also at the addresses of what is hidden from him."""
        client = self.live.app.test_client()
        for name, value in self.tokens.items():
            client.set_cookie(name, value)
        return crawl(self.live.app, client, [self.live.world.noor, NOWHERE, *hidden])

    def cannot_tell(self, before: dict[str, Answer], *hidden: UUID) -> None:
        """Nothing changed for him since; what is hidden is as if it never was."""
        now = self.sees(*hidden)
        assert now[f"/kamer/{self.live.world.noor}"][0] == 200
        for address, (status, headers, body) in now.items():
            bare = (status, headers, as_nowhere(body, hidden))
            assert bare == before[as_nowhere(address.encode(), hidden).decode()], address
        assert before.keys() <= now.keys()


def as_nowhere(text: bytes, hidden: Iterable[UUID]) -> bytes:
    """The same about what never was; it is as long."""
    for each in hidden:
        text = text.replace(str(each).encode(), str(NOWHERE).encode())
    return text


def comes_in(page: Page, name: str, url: str = "") -> None:
    page.goto(f"{url}/binnen")
    page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name)).first.click()
    for picture in PICTURES:
        page.locator(f"button.tile[value={picture}]:visible").click()
    expect(page.get_by_role("heading", name=f"Hoi {name}")).to_be_visible()


def presses(page: Page, words: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=words, exact=True).click()


def test_a_moved_thing_is_answered(
    els: Hearing, tablet: BrowserContext, at_work: Live, maker: Maker
) -> None:
    marks_phone = Elsewhere.of(at_work, at_work.world.mark, maker)
    mark = Feared.on(tablet, at_work)
    els.turns_on()
    before = mark.sees()
    assert sum(status == 200 for status, _headers, _body in before.values()) > 15
    room = room_of_noor(tablet, at_work)
    move(room, *PLAY)
    move(room, *AGREED)
    (shown,) = els.hears()
    assert (shown["title"], shown["body"]) == (SENTENCES[0], "")
    (signal,) = signals(at_work)
    mark.cannot_tell(before, signal.id)

    els.taps()
    expect(els.page.get_by_role("heading", name="Noor gaf een teken")).to_be_visible()
    presses(els.page, "Ik ga")
    expect(els.page.get_by_text("Jij gaat.")).to_be_visible()
    assert room.locator(".lit").count() == 0
    mark.cannot_tell(before, signal.id)

    comes_in(room, "Noor")
    room.get_by_role("link", name="Kamer", exact=True).first.click()
    expect(room.locator(".scene.lit")).to_be_visible()
    room.get_by_text("Kijk wie er is").click()
    expect(room.locator("[data-faces]")).to_have_text("oma Els")

    els.page.get_by_label("Rustig", exact=True).check()
    presses(els.page, "Bewaar")
    els.page.get_by_label("Wat heb je gedaan?").fill(WORDS)
    presses(els.page, "Dit is klaar")
    (signal,) = signals(at_work)
    assert signal.closed_at is not None
    room.goto("/logboek?van=anderen")
    expect(room.get_by_text(WORDS)).to_be_visible()
    els.page.goto("/logboek")
    expect(els.page.get_by_text(WORDS)).to_be_visible()
    room.goto(f"/kamer/{at_work.world.noor}")
    expect(room.locator(".scene")).to_be_visible()
    assert room.locator(".lit").count() == 0
    with at_work.house.db.reading(EVERYWHERE) as session:
        (note,) = session.scalars(select(Entry.id))
    mark.cannot_tell(before, signal.id, note)
    assert marks_phone.heard() == []


def test_put_back_it_is_not_silenced_and_the_next_one_hears(
    els: Hearing, tablet: BrowserContext, at_work: Live, maker: Maker, clock: Ahead
) -> None:
    ben = Elsewhere.of(at_work, at_work.world.ben, maker)
    els.turns_on()
    room = room_of_noor(tablet, at_work)
    thing, _spot = AGREED
    move(room, *AGREED)
    els.hears()
    move(room, thing, PLAY[1])
    wait_until(room, lambda: moves_in(at_work) == 2)
    (signal,) = signals(at_work)
    assert signal.closed_at is None
    assert ben.heard() == []
    clock.by = timedelta(minutes=6)
    wait_until(room, lambda: len(ben.heard()) == 1)
    (said,) = ben.heard()
    assert said.keys() == {"v", "k", "id"}
    assert SENTENCES[said["k"]] == SENTENCES[0]

    els.taps()
    presses(els.page, "Ik ga")
    page = ben.client.get("/nieuw", follow_redirects=True).get_data(as_text=True)
    assert "oma Els gaat." in unescape(re.sub("<[^>]+>", "", page))


def test_moved_without_a_net_it_arrives_once_when_the_tablet_is_opened_again(
    els: Hearing, tablet: BrowserContext, at_work: Live, maker: Maker, killable: Phone
) -> None:
    els.turns_on()
    tablet.add_cookies([{"name": "taal", "value": "nl", "url": at_work.url}])
    cookies = tablet.cookies()
    context = opened_again(killable, cookies)
    room = context.new_page()
    comes_in(room, "Noor", at_work.url)
    ready_offline(room)
    context.clear_cookies(name="hb")
    room.goto(f"{at_work.url}/kamer/{at_work.world.noor}")
    ready(room)
    wait_until(room, lambda: bool(room.evaluate(KEPT, "/kamer")))
    context.set_offline(True)
    room.goto(f"{at_work.url}/kamer")
    room.locator(f"main a[href='/kamer/{at_work.world.noor}']").click()
    ready(room)
    expect(room.locator(".no-net")).to_be_visible()
    move(room, *AGREED)
    wait_until(room, lambda: len(waiting(room)) == 1)
    moved = at_work.house.clock.now()
    killable.kill()
    assert signals(at_work) == []

    context = opened_again(killable, cookies)
    room = context.new_page()
    room.goto(f"{at_work.url}/kamer/{at_work.world.noor}")
    els.hears()
    wait_until(room, lambda: waiting(room) == [])
    (signal,) = signals(at_work)
    assert signal.made_at < moved < signal.came_at
    assert len(maker.posted) == 1


def test_practice_is_said_to_be_practice_and_what_is_real_then_is_real(
    els: Hearing, tablet: BrowserContext, at_work: Live
) -> None:
    mark, noor = Feared.on(tablet, at_work), at_work.world.noor
    els.turns_on()
    before = mark.sees()
    els.page.goto(f"/mensen/{noor}/wie-komt")
    presses(els.page, "Begin met oefenen")
    mark.cannot_tell(before)
    page = tablet.new_page()
    comes_in(page, "Noor")
    page.get_by_role("link", name="Kamer", exact=True).first.click()
    page.get_by_role("link", name="Ga oefenen").click()
    expect(page.get_by_text("Dit is oefenen.")).to_be_visible()
    ready(page)
    move(page, *AGREED)
    els.hears()
    els.taps()
    expect(els.page.get_by_text("Dit is een oefening.")).to_be_visible()
    expect(els.page.get_by_role("heading", name="Noor gaf een teken")).to_be_visible()
    (practised,) = signals(at_work)
    mark.cannot_tell(before, practised.id)

    page.goto(f"/kamer/{noor}")
    ready(page)
    move(page, *AGREED)
    els.hears(2)
    els.taps()
    expect(els.page.get_by_role("heading", name="Noor gaf een teken")).to_be_visible()
    assert els.page.get_by_text("Dit is een oefening.").count() == 0
    real = signals(at_work)[-1]
    assert els.page.url.endswith(f"/nu/{real.id}")
    mark.cannot_tell(before, practised.id, real.id)
