"""Leaving: covered at once, gone from the history, and nothing that waits is lost."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browsing import Live
from tests.carry.line import Line
from tests.carry.phones import waiting
from tests.carry.writing import put

pytest_plugins = ["tests.carry.fixtures"]

SECRET = "Vandaag kookten we samen"
# In the same breath: no frame is painted in between, on the slowest phone.
AT_ONCE = "() => { %s; return getComputedStyle(document.body).visibility }"
HIDE = """(state) => {
  Object.defineProperty(document, "visibilityState", {value: state, configurable: true})
  document.dispatchEvent(new Event("visibilitychange"))
}"""


def walk_about(page: Page) -> None:
    for address in ("/", "/logboek", "/mensen"):
        page.goto(address)


def covered(page: Page) -> bool:
    return bool(page.evaluate("getComputedStyle(document.body).visibility === 'hidden'"))


def expect_neutral(page: Page, away: Live) -> None:
    expect(page).to_have_title("Boodschappen")
    words = page.locator("body").inner_text()
    assert not re.search("Sara|Logboek|Mensen|Meer|" + SECRET, words)
    assert page.locator("[data-person]").count() == 0


@pytest.mark.parametrize("net", ["net", "no net"])
def test_after_leaving_the_back_button_shows_nothing(
    sara_page: Page, carrier: BrowserContext, away: Live, line: Line, net: str
) -> None:
    put(sara_page, SECRET, settle=30_000)
    walk_about(sara_page)
    carrier.set_offline(net == "no net")
    sara_page.get_by_role("link", name="Weg").click()
    sara_page.wait_for_url("**/weg")
    expect_neutral(sara_page, away)
    for _ in range(3):
        sara_page.go_back(wait_until="load")
        expect_neutral(sara_page, away)


def test_leaving_without_a_net_ends_the_sign_in_before_anything_else_opens(
    sara_page: Page, carrier: BrowserContext, away: Live
) -> None:
    carrier.set_offline(True)
    sara_page.get_by_role("link", name="Weg").click()
    expect(sara_page).to_have_title("Boodschappen")
    carrier.set_offline(False)
    sara_page.goto("/mensen")
    assert sara_page.url.endswith("/binnen")
    assert carrier.request.get(f"{away.url}/ik", max_redirects=0).status == 303


def test_leaving_works_on_the_first_visit_without_a_worker(
    carrier: BrowserContext, away: Live
) -> None:
    page = carrier.new_page()
    page.add_init_script("delete Navigator.prototype.serviceWorker")
    walk_about(page)
    page.get_by_role("link", name="Weg").click()
    page.wait_for_url("**/weg")
    expect_neutral(page, away)
    for _ in range(3):
        page.go_back(wait_until="load")
        assert "Sara" not in page.locator("body").inner_text()


def test_leaving_works_without_script(browser: object, carrier: BrowserContext, away: Live) -> None:
    page = carrier.browser.new_context(  # type: ignore[union-attr]
        java_script_enabled=False, base_url=away.url, locale="nl-NL"
    ).new_page()
    away.enter(page.context, away.world.sara)
    walk_about(page)
    page.get_by_role("link", name="Weg").click()
    expect_neutral(page, away)
    for _ in range(3):
        page.go_back(wait_until="load")
        assert "Sara" not in page.locator("body").inner_text()
    page.context.close()


def test_the_content_is_covered_before_anything_else_is_painted(sara_page: Page) -> None:
    tap = "document.querySelector('[data-leave]').click()"
    assert sara_page.evaluate(AT_ONCE % tap) == "hidden"
    sara_page.wait_for_url("**/weg")


def test_three_times_shift_leaves_and_two_times_does_not(sara_page: Page) -> None:
    for key in ("Shift", "Shift", "a", "Shift", "Shift"):
        sara_page.keyboard.press(key)
    assert sara_page.url.endswith("/instellingen")
    sara_page.keyboard.press("Shift")
    sara_page.wait_for_url("**/weg")


def test_what_waits_survives_leaving_and_goes_after_coming_back(
    sara_page: Page, carrier: BrowserContext, away: Live, line: Line
) -> None:
    carrier.set_offline(True)
    record = put(sara_page)
    sara_page.get_by_role("link", name="Weg").click()
    expect(sara_page).to_have_title("Boodschappen")
    assert [each["id"] for each in waiting(sara_page)] == [record["id"]]
    carrier.set_offline(False)
    sara_page.goto("/binnen")
    assert "hbd" in {cookie["name"] for cookie in carrier.cookies()}
    away.enter(carrier, away.world.sara)
    sara_page.goto("/instellingen")
    expect(sara_page.locator("waiting-notes [data-state=sent]")).to_be_visible()
    assert line.accepted() == [record["id"]]


def test_after_leaving_a_shared_phone_nobody_writes_in_the_name_of_who_left(
    sara_page: Page, carrier: BrowserContext
) -> None:
    carrier.set_offline(True)
    sara_page.get_by_role("link", name="Weg").click()
    expect(sara_page).to_have_title("Boodschappen")
    sara_page.goto("/schrijf")
    expect(sara_page.get_by_role("heading", name="Meld je eerst aan")).to_be_visible()


@pytest.mark.parametrize("moment", ["hidden", "blur", "pagehide"])
def test_looking_away_covers_at_once_and_coming_back_uncovers(sara_page: Page, moment: str) -> None:
    sara_page.goto("/logboek/nieuw")
    hide = {
        "hidden": f"({HIDE})('hidden')",
        "blur": "dispatchEvent(new Event('blur'))",
        "pagehide": "dispatchEvent(new PageTransitionEvent('pagehide'))",
    }[moment]
    assert sara_page.evaluate(AT_ONCE % hide) == "hidden"
    sara_page.evaluate(HIDE, "visible")
    sara_page.evaluate("dispatchEvent(new Event('focus'))")
    assert not covered(sara_page)


def test_typed_words_and_their_place_survive_looking_away(sara_page: Page) -> None:
    sara_page.goto("/logboek/nieuw")
    sara_page.get_by_role("radio", name="Het was rustig").click()
    box = sara_page.locator("textarea[name=text]")
    box.fill(SECRET)
    box.focus()
    sara_page.evaluate("dispatchEvent(new Event('blur'))")
    sara_page.evaluate(
        "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
    sara_page.evaluate("dispatchEvent(new Event('focus'))")
    expect(box).to_have_value(SECRET)
    expect(box).to_be_focused()
