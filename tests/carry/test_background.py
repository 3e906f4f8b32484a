"""Background sync: where a browser has it, a closed app still sends. In order, and only what is one's own."""

import re

from playwright.sync_api import BrowserContext, Page

from tests.browsing import Live, wait_until
from tests.carry.line import Line
from tests.carry.phones import waiting
from tests.carry.writing import put

pytest_plugins = ["tests.carry.fixtures"]


def wake_worker(carrier: BrowserContext, away: Live) -> None:
    """As the browser does when the net is back; no page of the app is open."""
    page = carrier.new_page()
    devtools = carrier.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.setBypassServiceWorker", {"bypass": True})
    page.goto(f"{away.url}/api/v1/key")
    found: list[str] = []
    devtools.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: found.extend(each["registrationId"] for each in event["registrations"]),
    )
    devtools.send("ServiceWorker.enable")
    wait_until(page, lambda: bool(found))
    devtools.send(
        "ServiceWorker.dispatchSyncEvent",
        {"origin": away.url, "registrationId": found[0], "tag": "bewaard", "lastChance": False},
    )


def test_a_closed_app_still_sends_in_order(
    sara_page: Page, carrier: BrowserContext, away: Live, line: Line
) -> None:
    line.next(*[503] * 2, retry_after=600)
    written = [put(sara_page, f"Nummer {number}")["id"] for number in range(3)]
    wait_until(sara_page, lambda: bool(line.bodies))
    assert line.accepted() == []
    sara_page.close()
    line.next()
    wake_worker(carrier, away)
    page = carrier.new_page()
    page.goto("/bellen")
    wait_until(page, lambda: waiting(page) == [])
    assert line.accepted() == written


def test_the_worker_leaves_alone_what_somebody_else_wrote(
    sara_page: Page, carrier: BrowserContext, away: Live, line: Line
) -> None:
    carrier.set_offline(True)
    record = put(sara_page)
    away.enter(carrier, away.world.mark)
    sara_page.close()
    carrier.set_offline(False)
    wake_worker(carrier, away)
    page = carrier.new_page()
    wait_until(page, lambda: "/ik" in line.asked)
    page.goto("/bellen")
    assert line.bodies == []
    assert [each["id"] for each in waiting(page)] == [record["id"]]
    assert not re.search("waits|login", page.locator("body").inner_text())
