"""Written without a net: kept sealed, through a killed browser and a lost sign-in, and there once."""

import re
from uuid import UUID

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browsing import Live, new_context, wait_until
from tests.carry.line import Line
from tests.carry.phones import Phone, everything_kept, has_gone, ready_offline, waiting
from tests.making.steps import HOUSE, newest, stroke

pytest_plugins = ["tests.carry.fixtures"]

CANARY = "Kanarie zingt zachtjes"
OPENS_LATE = """{
  const open = indexedDB.open.bind(indexedDB)
  indexedDB.open = (...all) => {
    const request = open(...all)
    const listen = request.addEventListener.bind(request)
    request.addEventListener = (kind, hear, ...more) => listen(kind, (event) => {
      if (kind === "success") setTimeout(hear, 4000, event)
      else hear(event)
    }, ...more)
    return request
  }
}"""


def write_as_adult(page: Page, text: str) -> None:
    """The three screens of an adult."""
    page.get_by_role("radio", name="Het was rustig").click()
    page.locator("textarea[name=text]").fill(text)
    page.get_by_role("button", name=re.compile("Kies (wie dit leest|iemand anders)")).click()
    page.get_by_label("Alleen ik").check()
    page.get_by_role("button", name="Opslaan").click()


def open_signed_in(context: BrowserContext, away: Live, person: UUID) -> Page:
    context.add_cookies([{"name": "taal", "value": "nl", "url": away.url}])
    away.enter(context, person)
    page = context.new_page()
    page.goto(f"{away.url}/instellingen")
    ready_offline(page)
    return page


def test_a_note_written_without_a_net_survives_a_killed_browser_and_stands_once(
    killable: Phone, away: Live, line: Line
) -> None:
    context = killable.start()
    page = open_signed_in(context, away, away.world.sara)
    context.set_offline(True)
    page.goto(f"{away.url}/logboek/nieuw")
    write_as_adult(page, CANARY)
    expect(page.locator("[data-outcome] [data-state=waits]")).to_be_visible()
    expect(page.locator("waiting-notes [data-state=waits]")).to_be_visible()
    assert CANARY not in everything_kept(page)
    [record] = waiting(page)
    killable.kill()

    context = killable.start()
    context.set_offline(True)
    page = context.new_page()
    page.goto(f"{away.url}/logboek/nieuw")
    expect(page.locator("waiting-notes [data-state=waits]")).to_be_visible()
    assert [each["id"] for each in waiting(page)] == [record["id"]]

    context.set_offline(False)
    expect(page.locator("waiting-notes [data-state=login]")).to_be_visible()
    assert line.accepted() == []
    away.enter(context, away.world.sara)
    page.goto(f"{away.url}/instellingen")
    expect(page.locator("waiting-notes [data-state=sent]")).to_be_visible()
    assert line.accepted() == [record["id"]]
    assert waiting(page) == []
    page.goto(f"{away.url}/logboek")
    expect(page.get_by_text(CANARY)).to_have_count(1)


def test_a_note_goes_by_itself_while_the_person_still_looks(
    sara_page: Page, carrier: BrowserContext, line: Line
) -> None:
    carrier.set_offline(True)
    sara_page.goto("/logboek/nieuw")
    write_as_adult(sara_page, "Dit gaat vanzelf weg.")
    expect(sara_page.locator("[data-outcome] [data-state=waits]")).to_be_visible()
    carrier.set_offline(False)
    wait_until(sara_page, lambda: has_gone(sara_page))
    assert len(line.accepted()) == 1
    sara_page.get_by_role("link", name="Bekijk het").click()
    expect(sara_page.get_by_text("Dit gaat vanzelf weg.")).to_be_visible()


def test_with_a_net_the_person_lands_on_the_thank_you_page(sara_page: Page, line: Line) -> None:
    sara_page.goto("/logboek/nieuw")
    write_as_adult(sara_page, "We aten samen soep.")
    sara_page.wait_for_url("**/logboek/bewaard/*")
    expect(sara_page.get_by_role("heading", level=1)).to_have_text("Het staat in jullie logboek.")
    assert len(line.accepted()) == 1


def test_a_refused_note_keeps_the_words_on_the_screen_and_the_better_one_replaces_it(
    sara_page: Page, line: Line
) -> None:
    sara_page.goto("/logboek/nieuw")
    line.next(413)
    write_as_adult(sara_page, "Dit past niet.")
    expect(sara_page.locator("[data-outcome] [data-state=help]")).to_be_visible()
    expect(sara_page.get_by_text("Nu niet.")).to_be_visible()
    assert [each["state"] for each in waiting(sara_page)] == ["help"]
    sara_page.get_by_role("button", name="Opslaan").click()
    sara_page.wait_for_url("**/logboek/bewaard/*")
    assert waiting(sara_page) == []
    assert len(line.accepted()) == 1


def test_a_phone_whose_store_opens_late_still_knows_who_writes(
    sara_page: Page, carrier: BrowserContext
) -> None:
    carrier.set_offline(True)
    page = carrier.new_page()
    page.add_init_script(OPENS_LATE)
    page.goto("/logboek/nieuw")
    expect(page.get_by_role("radio", name="Het was rustig")).to_be_visible()
    expect(page.get_by_role("heading", name="Meld je eerst aan")).to_be_hidden()


def test_without_anybody_known_the_page_asks_to_sign_in_first(page: Page) -> None:
    page.goto("/schrijf")
    expect(page.get_by_role("heading", name="Meld je eerst aan")).to_be_visible()
    assert page.locator("form").count() == 0
    assert (
        page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    )


def test_without_a_net_the_other_pages_say_so_and_lead_on(
    sara_page: Page, carrier: BrowserContext
) -> None:
    carrier.set_offline(True)
    sara_page.goto("/mensen")
    expect(sara_page.get_by_role("heading", name="Er is nu geen internet")).to_be_visible()
    sara_page.get_by_role("link", name="Schrijf iets op").click()
    expect(sara_page.get_by_text("Het was rustig")).to_be_visible()
    sara_page.goto("/bellen")
    expect(sara_page.get_by_text("112").first).to_be_visible()


def test_a_child_draws_without_a_net_and_the_drawing_arrives(
    browser: Browser, away: Live, line: Line
) -> None:
    context = new_context(browser, away.url)
    page = open_signed_in(context, away, away.world.noor)
    context.set_offline(True)
    page.goto("/logboek/nieuw")
    expect(page.locator("body")).to_have_attribute("data-look", "kid")
    draw_as_child(page)
    expect(page.locator("[data-outcome] [data-state=waits]")).to_be_visible()
    [record] = waiting(page)
    assert record["buf"] > 2000
    context.set_offline(False)
    wait_until(page, lambda: has_gone(page))
    assert line.accepted() == [record["id"]]
    page.goto("/logboek")
    expect(page.locator("main img").first).to_be_visible()
    context.close()


def test_a_child_draws_on_the_sheet_of_its_house_without_a_net(
    browser: Browser, away: Live, line: Line
) -> None:
    context = new_context(browser, away.url)
    page = open_signed_in(context, away, away.world.noor)
    context.set_offline(True)
    page.goto("/logboek/nieuw?maak=tekenen&vel=worries")
    draw_as_child(page)
    expect(page.locator("[data-outcome] [data-state=waits]")).to_be_visible()
    [record] = waiting(page)
    context.set_offline(False)
    wait_until(page, lambda: line.accepted() == [record["id"]])
    assert newest(away, away.world.noor).sheet == "worries"
    context.close()


def draw_as_child(page: Page) -> None:
    for choice in ("Het was fijn", "Blij", "Tekenen"):
        page.get_by_role("radio", name=choice).click()
    stroke(page, HOUSE)
    for _ in range(2):
        page.get_by_role("button", name="Verder").click()
    page.get_by_role("button", name="Klaar").click()
