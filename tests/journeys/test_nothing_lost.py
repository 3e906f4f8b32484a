"""Small accidents while saving: a second tap, Enter, an old page, a store that does not open, leaving at once."""

from uuid import UUID

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from playwright.sync_api import Error as PlaywrightError

from api.logbook.views import EntryView
from api.people.policy import Audience
from tests.browsing import Live, new_context, until, wait_until
from tests.carry.line import Line
from tests.carry.phones import ready_offline, waiting
from tests.carry.writing import flush, put
from tests.journeys.test_offline_reading import keep_pages, kept
from tests.logbook.book import Book
from tests.making.steps import HOUSE, card, newest, onward, press, saved, stroke

pytest_plugins = ["tests.carry.fixtures"]

BUSY_AT_ONCE = """() => {
  [...document.querySelectorAll("[type=submit]")].at(-1).click()
  return document.querySelector("[data-outcome] [data-state=busy]").checkVisibility()
}"""
NEVER_OPENS = """{
  const open = indexedDB.open.bind(indexedDB)
  indexedDB.open = (...all) => Object.assign(open(...all), {addEventListener() {}})
}"""
NO_PICTURE = """
HTMLCanvasElement.prototype.toBlob = () => { throw new Error('no memory') }
OffscreenCanvas.prototype.convertToBlob = () => { throw new Error('no memory') }
"""
# A busy phone makes it later, and a browser may never make it.
PICTURE_THAT_NEVER_COMES = """
HTMLCanvasElement.prototype.toBlob = () => {}
OffscreenCanvas.prototype.convertToBlob = () => new Promise(() => {})
"""


def open_new(page: Page) -> None:
    page.goto("/logboek/nieuw")
    page.wait_for_selector("step-by-step:defined")


def fill_in(page: Page, text: str) -> None:
    """As far as the last button."""
    card(page, "Het was rustig").click()
    page.locator("textarea[name=text]").fill(text)
    onward(page)
    card(page, "Alleen ik").click()


def last_of(away: Live, person: UUID) -> EntryView:
    return newest(away, person)


def test_a_second_tap_while_the_thank_you_page_is_on_its_way_writes_nothing_more(
    browser: Browser, away: Live, line: Line
) -> None:
    context = new_context(browser, away.url, service_workers="block")
    away.enter(context, away.world.sara)
    sara_page, held = context.new_page(), list[Route]()

    def hold(route: Route) -> None:
        held.append(route)

    sara_page.route("**/logboek/bewaard/*", hold)
    open_new(sara_page)
    fill_in(sara_page, "Twee keer getikt.")
    button = sara_page.get_by_role("button", name="Opslaan", exact=True).locator("visible=true")
    place = button.bounding_box()
    assert place
    button.click()
    wait_until(sara_page, lambda: bool(held))
    sara_page.mouse.click(place["x"] + 20, place["y"] + 20)
    held[0].continue_()
    saved(sara_page)
    flush(sara_page)
    assert waiting(sara_page) == []
    assert len(line.accepted()) == 1
    assert len(held) == 1
    context.close()


def test_enter_never_chooses_who_reads(sara_page: Page, away: Live, line: Line) -> None:
    open_new(sara_page)
    card(sara_page, "Het was rustig").click()
    sara_page.locator("textarea[name=text]").fill("Voor iedereen.")
    onward(sara_page)
    card(sara_page, "Iedereen in onze kring").click()
    press(sara_page, "Opslaan")
    saved(sara_page)
    line.mend()
    open_new(sara_page)
    card(sara_page, "Het was rustig").click()
    sara_page.locator("textarea[name=text]").fill("Niet voor iedereen.")
    sara_page.locator("input[name=helped]:visible").first.press("Enter")
    assert sara_page.locator("[data-outcome]").is_hidden(), "Enter in a field sends nothing"
    assert line.accepted() == []
    if sara_page.locator("[data-step=what]").is_visible():
        onward(sara_page)
    sara_page.get_by_label("Alleen ik").check()
    sara_page.get_by_label("Alleen ik").press("Enter")
    assert sara_page.locator("[data-outcome]").is_hidden()
    assert sara_page.locator("[name=audience]:checked").get_attribute("value") == "self"
    press(sara_page, "Opslaan")
    saved(sara_page)
    assert last_of(away, away.world.sara).audience == Audience.SELF


def test_two_answers_on_the_same_kept_page_are_two_records(
    carrier: BrowserContext, sara_page: Page, away: Live, line: Line
) -> None:
    book = Book(away.house, away.world.household, away.house.clock.now())
    note = book.write(away.world.tim, "Hier komt een antwoord bij.")
    keep_pages(sara_page)
    sara_page.goto(f"/logboek/{note}")
    until(sara_page, "async () => (await (await caches.open('bladen')).keys()).length")
    assert kept(sara_page) == [f"/logboek/{note}"]
    carrier.set_offline(True)
    for times, text in enumerate(("Eerst dit.", "En ook nog dit."), start=1):
        sara_page.goto(f"/logboek/{note}")
        sara_page.locator("note-form[data-outbox=reply] textarea").fill(text)
        sara_page.get_by_role("button", name="Antwoord", exact=True).click()
        expect(sara_page.locator("note-form[data-outbox=reply] [data-state=waits]")).to_be_visible()
        assert len(waiting(sara_page)) == times


def test_a_store_that_never_opens_does_not_hold_up_saving(
    carrier: BrowserContext, away: Live, line: Line
) -> None:
    page = carrier.new_page()
    page.add_init_script(NEVER_OPENS)
    open_new(page)
    fill_in(page, "De telefoon kon niets bewaren.")
    press(page, "Opslaan")
    page.wait_for_url("**/logboek/bewaard/*")
    assert len(line.accepted()) == 1


def test_a_drawing_whose_picture_fails_still_arrives_as_strokes(
    carrier: BrowserContext, away: Live, line: Line
) -> None:
    page = child_draws(carrier, away, NO_PICTURE)
    page.get_by_role("button", name="Klaar").locator("visible=true").last.click()
    saved(page)
    [drawn] = last_of(away, away.world.noor).media
    assert drawn.kind == "drawing"


def test_a_drawing_does_not_wait_for_a_picture_that_never_comes(
    carrier: BrowserContext, away: Live, line: Line
) -> None:
    page = child_draws(carrier, away, PICTURE_THAT_NEVER_COMES)
    assert page.evaluate(BUSY_AT_ONCE)
    saved(page)
    [drawn] = last_of(away, away.world.noor).media
    assert drawn.kind == "drawing"
    assert len(line.accepted()) == 1


def test_leaving_right_after_the_last_button_keeps_what_was_made(
    carrier: BrowserContext, away: Live, line: Line
) -> None:
    page = child_draws(carrier, away, PICTURE_THAT_NEVER_COMES)
    carrier.set_offline(True)
    page.evaluate(
        """() => { [...document.querySelectorAll("[type=submit]")].at(-1).click()
          document.querySelector("[data-leave]").click() }"""
    )
    page.wait_for_url("**/weg")
    assert [record["state"] for record in waiting(page)] == ["waits"]


def test_the_offline_form_writes_for_who_opened_it_or_for_nobody(
    sara_page: Page, carrier: BrowserContext, away: Live, line: Line
) -> None:
    carrier.set_offline(True)
    open_new(sara_page)
    carrier.set_offline(False)
    away.enter(carrier, away.world.mark)
    other = carrier.new_page()
    other.goto("/instellingen")
    until(
        other,
        """async (mark) => { const db = await new Promise((done) => {
          indexedDB.open("bewaard").onsuccess = (e) => done(e.target.result) })
          const me = await new Promise((done) => {
            db.transaction("meta").objectStore("meta").get("me").onsuccess = (e) => done(e.target.result) })
          db.close()
          return me?.who === mark }""",
        str(away.world.mark),
    )
    fill_in(sara_page, "Van Sara, niet van Mark.")
    press(sara_page, "Opslaan")
    expect(sara_page.locator("[data-outcome] [data-state=signin]")).to_be_visible()
    assert waiting(sara_page) == []
    assert line.bodies == []
    press(sara_page, "Terug")
    expect(sara_page.locator("textarea[name=text]")).to_have_value("Van Sara, niet van Mark.")


def test_too_much_for_one_record_is_said_while_the_words_are_still_there(
    sara_page: Page, carrier: BrowserContext
) -> None:
    carrier.set_offline(True)
    with pytest.raises(PlaywrightError, match="TooBig"):
        put(sara_page, "Met een veel te grote foto.", photo=12 * 1024 * 1024)
    assert waiting(sara_page) == []


def child_draws(carrier: BrowserContext, away: Live, script: str) -> Page:
    away.enter(carrier, away.world.noor)
    page = carrier.new_page()
    if script:
        page.add_init_script(script)
    page.goto("/instellingen")
    ready_offline(page)
    page.goto("/logboek/nieuw")
    for choice in ("Het was fijn", "Blij", "Tekenen"):
        page.get_by_role("radio", name=choice).click()
    stroke(page, HOUSE)
    for _ in range(2):
        page.get_by_role("button", name="Verder").locator("visible=true").click()
    return page
