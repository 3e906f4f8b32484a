"""Two people on one phone: nobody writes, sends or is announced in the name of the other."""

from playwright.sync_api import BrowserContext, Page, expect

from tests.browsing import Live, wait_until
from tests.carry.line import Line
from tests.carry.writing import put

pytest_plugins = ["tests.carry.fixtures"]

META = """async ([name, value]) => {
  const db = await new Promise((done) => { indexedDB.open("bewaard").onsuccess = (e) => done(e.target.result) })
  const meta = db.transaction("meta", value ? "readwrite" : "readonly").objectStore("meta")
  const found = await new Promise((done) => { meta.get(name).onsuccess = (e) => done(e.target.result ?? null) })
  if (value) await new Promise((done) => { meta.put({...found, ...value}, name).onsuccess = done })
  db.close()
  return found
}"""


def test_who_comes_in_on_anothers_own_phone_does_not_write_in_that_name(
    sara_page: Page, carrier: BrowserContext, away: Live
) -> None:
    sara_page.evaluate(META, ["me", {"own": True}])
    sara_page.goto("/weg")
    sara_page.goto("/binnen", wait_until="networkidle")
    away.enter(carrier, away.world.mark)
    carrier.route("**/ik", lambda route: route.abort())
    sara_page.goto("/mensen")
    wait_until(sara_page, lambda: sara_page.evaluate(META, ["me", None]) is None)
    carrier.set_offline(True)
    sara_page.goto("/logboek/nieuw")
    expect(sara_page.get_by_role("heading", name="Meld je eerst aan")).to_be_visible()


def test_what_another_sends_is_not_announced_and_its_open_page_goes_away(
    sara_page: Page, carrier: BrowserContext, away: Live, line: Line
) -> None:
    sara_page.evaluate("""() => { new BroadcastChannel("bewaard").postMessage(
      {id: "x", who: "iemand anders", state: "sent"}) }""")
    put(sara_page, settle=8000)
    expect(sara_page.locator("waiting-notes [data-state=sent]")).to_be_visible()
    sara_page.reload()
    other = carrier.new_page()
    other.goto("/mensen")
    other.evaluate("""() => { new BroadcastChannel("bewaard").postMessage(
      {id: "x", who: "iemand anders", state: "sent"}) }""")
    put(sara_page)
    away.enter(carrier, away.world.mark)
    third = carrier.new_page()
    third.goto("/instellingen")
    for tab in (sara_page, other):
        tab.wait_for_url(f"{away.url}/")
        tab.wait_for_selector(f"body[data-person='{away.world.mark}']")
        expect(tab.locator("waiting-notes")).to_be_hidden()
    assert third.url.endswith("/instellingen")
