"""Messages from the page where they are turned on to the phone that shows them, and back: in a real Chromium.

Only the browser's maker is played: its service is ours, and what it would hand the phone we hand it.
"""

import json

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.ids import digest
from api.push.due import deliver
from api.push.model import Subscription
from api.push.sentences import SENTENCES
from api.push.vapid import public_key
from tests.browsing import Live, wait_until
from tests.push.receiving import Receiver
from tests.push.service import Service

pytest_plugins = ["tests.push.receivers"]
PAGE = "/instellingen/berichten"
PLAYED = """(() => {
  const every = %s
  const at = () => Number(localStorage.getItem("asked"))
  const made = (told) => ({ ...told, toJSON: () => told, unsubscribe: async () => localStorage.removeItem("sub") })
  PushManager.prototype.subscribe = async () => {
    localStorage.setItem("sub", "1")
    localStorage.setItem("asked", at() + 1)
    return made(every[at() - 1])
  }
  PushManager.prototype.getSubscription = async () => localStorage.getItem("sub") ? made(every[at() - 1]) : null
})()"""
NEVER = """PushManager.prototype.subscribe = () => new Promise(() => null)
PushManager.prototype.getSubscription = async () => null"""
NO = """let said = "default"
Object.defineProperty(Notification, "permission", { get: () => said })
Notification.requestPermission = async () => { said = "denied"; return said }"""


def told(live: Live) -> list[Subscription]:
    with live.house.db.reading(EVERYWHERE) as session:
        return list(session.scalars(select(Subscription).filter_by(person_id=live.world.els)))


def test_turned_on_tried_shown_and_off_again(
    receiver: Receiver, at_home: Live, knocks: Service
) -> None:
    page, house = receiver.page, at_home.house
    receiver.counter.is_real = True
    browser = knocks.subscribe(public_key(house.secrets.vapid))
    receiver.context.add_init_script(PLAYED % json.dumps([browser]))
    page.goto("/instellingen")
    page.locator(f"a[href='{PAGE}']").click()
    page.locator("[data-push=on]").click()
    expect(page.locator("[data-push=off]")).to_be_visible()
    (row,) = told(at_home)
    assert row.shown_at is None
    with page.expect_navigation():
        page.locator("form[action$=proef] button").click()
    expect(page.locator("[data-tried=waits]")).to_be_visible()
    deliver(house, house.clock.now())
    (came,) = knocks.accepted(browser["endpoint"])
    receiver.deliver(came.plain.decode())
    expect(page.locator("[data-tried=shown]")).to_be_visible()
    assert [each["title"] for each in receiver.shown()] == [SENTENCES[1]]
    (row,) = told(at_home)
    assert row.shown_at is not None
    assert row.tested_at is not None
    page.locator("[data-push=off]").click()
    expect(page.locator("[data-push=on]")).to_be_visible()
    assert told(at_home) == []


def test_each_page_tells_the_address_again_and_a_dead_one_is_asked_anew(
    receiver: Receiver, at_home: Live, knocks: Service
) -> None:
    page, house = receiver.page, at_home.house
    both = [knocks.subscribe(public_key(house.secrets.vapid)) for _ in range(2)]
    receiver.context.add_init_script(PLAYED % json.dumps(both))
    page.goto(PAGE)
    page.locator("[data-push=on]").click()
    expect(page.locator("[data-push=off]")).to_be_visible()
    with house.db.writing(EVERYWHERE, by=None, now=house.clock.now()) as session:
        for row in session.scalars(select(Subscription)):
            session.delete(row)
    page.goto("/bellen")
    wait_until(page, lambda: [row.endpoint_hash for row in told(at_home)] == [hash_of(both[0])])
    with house.db.writing(EVERYWHERE, by=None, now=house.clock.now()) as session:
        for row in session.scalars(select(Subscription)):
            row.dead_at = house.clock.now()
    page.goto("/bellen")
    wait_until(page, lambda: [row.endpoint_hash for row in told(at_home)] == [hash_of(both[1])])
    assert [row.dead_at for row in told(at_home)] == [None]


def hash_of(browser: dict[str, str]) -> bytes:
    return digest(browser["endpoint"])


def test_a_browser_that_never_answers_is_said_and_leaves_the_button(receiver: Receiver) -> None:
    page = receiver.page
    receiver.context.add_init_script(NEVER)
    page.clock.install()
    page.goto(PAGE)
    with page.expect_response("**/api/v1/push/key"):
        page.locator("[data-push=on]").click()
    expect(page.locator("[data-state=busy]")).to_be_visible()
    page.clock.run_for(25_000)
    expect(page.locator("[data-state=late]")).to_be_visible()


def test_nobody_is_asked_without_a_tap_and_a_no_is_said(receiver: Receiver) -> None:
    page = receiver.page
    receiver.context.add_init_script(NO)
    page.goto(PAGE)
    expect(page.locator("[data-push=on]")).to_be_visible()
    assert page.evaluate("Notification.permission") == "default"
    page.locator("[data-push=on]").click()
    expect(page.locator("[data-state=denied]")).to_be_visible()


@pytest.mark.parametrize("person", ["noor", "amina"])
def test_there_is_no_such_page_for_others(at_home: Live, receiver: Receiver, person: str) -> None:
    at_home.enter(receiver.context, getattr(at_home.world, person))
    answer = receiver.page.goto(PAGE)
    assert answer is not None
    assert answer.status == 404
    receiver.page.goto("/instellingen")
    assert receiver.page.locator(f"a[href='{PAGE}']").count() == 0
