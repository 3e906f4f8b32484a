"""What a message on a phone is made of, for real: the worker at work, and somebody whose phone hears."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from typing import Any
from uuid import UUID

from flask.testing import FlaskClient
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select

from api import worker
from api.core.db import EVERYWHERE
from api.core.house import House
from api.push.model import Delivery
from tests.browsing import Live, wait_until
from tests.carry.phones import ready_offline
from tests.people.doors import Door
from tests.push.checking import Browser
from tests.push.maker import HOST, Maker
from tests.push.receiving import SHOWN, TAP

PAGE = "/instellingen/berichten"


class Ahead:
    """The machine's clock, which can be put ahead."""

    def __init__(self) -> None:
        self.by = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.by


@contextmanager
def working(house: House) -> Iterator[None]:
    """The worker of this house, until the block ends."""
    stop = Event()
    thread = Thread(target=worker.work, args=(house, stop), name="worker")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


@dataclass
class Hearing:
    """Somebody with a phone of their own, on which messages can be turned on."""

    person: UUID
    live: Live
    context: BrowserContext
    page: Page

    def turns_on(self) -> None:
        """By the page, as anybody does; the browser asks its maker for an address."""
        self.page.goto("/instellingen")
        ready_offline(self.page)
        self.page.locator(f"a[href='{PAGE}']").click()
        self.page.locator("[data-push=on]").click()
        expect(self.page.locator("[data-push=off]")).to_be_visible()

    def hears(self, count: int = 1) -> list[dict[str, Any]]:
        """What stands on the screen as soon as the phone told of this many messages that it showed them.

        Looked at once, after that: a look while one is being shown loses what is tapped.
        """
        wait_until(self.page, lambda: len(self.told_shown()) == count)
        found: list[dict[str, Any]] = self.page.evaluate(SHOWN)
        return found

    def told_shown(self) -> list[Delivery]:
        """The messages of which this phone said that it showed them."""
        return [each for each in deliveries(self.live.house, self.person) if each.shown_at]

    def taps(self) -> None:
        """Tap what is shown, and come where it leads."""
        with self.page.expect_navigation():
            self.context.service_workers[0].evaluate(TAP)
        self.page.wait_for_load_state()


def deliveries(house: House, person: UUID) -> list[Delivery]:
    """Every message for somebody."""
    with house.db.reading(EVERYWHERE) as session:
        mine = select(Delivery).filter_by(person_id=person)
        return list(session.scalars(mine.order_by(Delivery.made_at)))


@dataclass
class Elsewhere:
    """Somebody whose phone is only an address at the same maker, with keys that the test holds."""

    client: FlaskClient
    browser: Browser
    maker: Maker

    @classmethod
    def of(cls, live: Live, person: UUID, maker: Maker) -> "Elsewhere":
        client = Door(live.house, live.app).arrive(person)
        token = maker.register({"device": str(person), "sender": "", "app": ""})
        browser = Browser(token, None)
        told = {**browser.told(HOST), "endpoint": f"{HOST}/fcm/send/{token}"}
        assert client.put("/api/v1/push/subscription", json=told).status_code == 200
        return cls(client, browser, maker)

    def heard(self) -> list[dict[str, Any]]:
        """What each message said."""
        mine = [each for each in self.maker.posted if each.token == self.browser.token]
        return [json.loads(self.browser.open(each.body)) for each in mine]
