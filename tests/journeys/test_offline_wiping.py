"""Wiping a phone: first all is sent, what cannot go is said, and then nothing is left."""

from playwright.sync_api import BrowserContext, Page, expect

from tests.browsing import Live
from tests.carry.line import Line
from tests.carry.phones import waiting
from tests.carry.writing import put

pytest_plugins = ["tests.carry.fixtures"]

LEFT = """async () => [
  (await caches.keys()).length,
  (await indexedDB.databases()).length,
  (await navigator.serviceWorker.getRegistrations()).length,
  localStorage.length + sessionStorage.length,
]"""


def ask_to_wipe(page: Page) -> None:
    page.goto("/instellingen/wissen")
    page.get_by_role("button", name="Ja, wis deze telefoon").click()


def test_wiping_sends_first_and_leaves_nothing(
    sara_page: Page, carrier: BrowserContext, away: Live, line: Line
) -> None:
    line.next(503)
    record = put(sara_page, settle=30_000)
    assert record["state"] == "waits"
    other = carrier.new_page()
    other.goto("/mensen")
    ask_to_wipe(sara_page)
    expect(sara_page.get_by_role("heading", name="Deze telefoon is leeg")).to_be_visible()
    assert line.accepted() == [record["id"]]
    assert sara_page.evaluate(LEFT) == [0, 0, 0, 0]
    assert {cookie["name"] for cookie in carrier.cookies()} & {"hb", "hbd"} == set()
    other.wait_for_url("about:blank")
    assert sara_page.evaluate(LEFT) == [0, 0, 0, 0], "no other tab lays it down again"


def test_what_cannot_be_sent_is_said_and_only_the_person_decides(
    sara_page: Page, carrier: BrowserContext, line: Line
) -> None:
    line.next(*[503] * 20)
    record = put(sara_page, settle=30_000)
    ask_to_wipe(sara_page)
    expect(sara_page.get_by_text("Iets van jou is nog niet verstuurd.")).to_be_visible()
    assert [each["id"] for each in waiting(sara_page)] == [record["id"]]
    sara_page.get_by_role("button", name="Wis het toch").click()
    expect(sara_page.get_by_role("heading", name="Deze telefoon is leeg")).to_be_visible()
    assert sara_page.evaluate(LEFT) == [0, 0, 0, 0]


def test_without_a_net_it_does_not_pretend_to_wipe(
    sara_page: Page, carrier: BrowserContext
) -> None:
    sara_page.goto("/instellingen/wissen")
    carrier.set_offline(True)
    sara_page.get_by_role("button", name="Ja, wis deze telefoon").click()
    expect(sara_page.get_by_text("Wissen lukt alleen met internet.")).to_be_visible()
    assert sara_page.evaluate(LEFT)[2] == 1
