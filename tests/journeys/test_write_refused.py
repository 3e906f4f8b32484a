"""When it cannot be kept, or not yet: the screen says so, and what was written is in one place only."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.browsing import Live
from tests.making.steps import card, newest, onward, open_form, press, saved


def test_a_refusal_keeps_the_words_and_the_better_answer_arrives(page: Page, live: Live) -> None:
    tomorrow = (live.house.clock.now() + timedelta(days=2)).date().isoformat()
    open_form(page, live, live.world.sara)
    card(page, "Het was rustig").click()
    page.locator("textarea[name=text]").fill("Op de verkeerde dag.")
    page.locator("details.more > summary").click()
    card(page, "Eerder").click()
    page.get_by_label("Welke dag?").fill(tomorrow)
    onward(page)
    card(page, "Alleen ik").click()
    press(page, "Opslaan")
    expect(page.locator("[data-outcome]")).to_contain_text("Dit moment komt nog.")
    press(page, "Terug")
    expect(page.locator("textarea[name=text]")).to_have_value("Op de verkeerde dag.")
    card(page, "Net nu of vandaag").click()
    onward(page)
    press(page, "Opslaan")
    saved(page)
    assert newest(live, live.world.sara).text == "Op de verkeerde dag."


def test_what_waits_on_the_phone_is_gone_from_the_screen(page: Page, live: Live) -> None:
    open_form(page, live, live.world.sara)
    page.wait_for_load_state("networkidle")
    card(page, "Het was rustig").click()
    page.locator("textarea[name=text]").fill("Zonder internet.")
    onward(page)
    card(page, "Alleen ik").click()
    page.route("**/api/v1/outbox/*", lambda route: route.abort())
    press(page, "Opslaan")
    expect(page.get_by_role("heading", name="Je hebt het opgeschreven.")).to_be_visible()
    assert page.evaluate("document.querySelector('[name=text]').value") == ""
    expect(page.locator("note-form form")).to_be_hidden()


def test_better_words_for_a_note_go_through_the_same_door(page: Page, live: Live) -> None:
    open_form(page, live, live.world.sara)
    card(page, "Het was rustig").click()
    page.locator("textarea[name=text]").fill("Eerst zo.")
    onward(page)
    card(page, "Alleen ik").click()
    press(page, "Opslaan")
    saved(page)
    page.get_by_role("link", name="Bekijk het").click()
    page.get_by_role("link", name="Verander dit").click()
    page.locator("textarea[name=text]").fill("Liever zo.")
    press(page, "Opslaan")
    page.wait_for_url("**/logboek/*-*")
    expect(page.locator("main")).to_contain_text("Liever zo.")
    assert newest(live, live.world.sara).versions == 2
