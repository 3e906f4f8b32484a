"""An adult writes something down: few taps, nothing ticked beforehand, nothing lost."""

import re
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import Live, new_context
from tests.making.steps import card, name, newest, onward, open_form, press, saved


@pytest.fixture
def sara(live: Live) -> UUID:
    return live.world.sara


def test_a_good_moment_takes_five_taps_and_some_words(page: Page, live: Live, sara: UUID) -> None:
    open_form(page, live, sara)
    taps = [
        lambda: card(page, "Het was rustig").click(),
        lambda: onward(page),
        lambda: card(page, "Mensen die ik kies").click(),
        lambda: name(page, "oma Els").click(),
        lambda: press(page, "Opslaan"),
    ]
    taps[0]()
    page.keyboard.type("Papa en Noor kookten samen.")
    for tap in taps[1:]:
        tap()
    saved(page)
    assert len(taps) <= 5
    entry = newest(live, sara)
    assert entry.text == "Papa en Noor kookten samen."
    assert [each.id for each in entry.chosen] == [live.world.els]


def test_like_last_time_takes_two_taps(page: Page, live: Live, sara: UUID) -> None:
    test_a_good_moment_takes_five_taps_and_some_words(page, live, sara)
    page.goto("/logboek/nieuw")
    card(page, "Het was rustig").click()
    page.keyboard.type("Noor lachte.")
    expect(page.locator("last-choice")).to_contain_text("oma Els leest dit.")
    press(page, "Opslaan")
    saved(page)
    entry = newest(live, sara)
    assert (entry.text, [each.id for each in entry.chosen]) == ("Noor lachte.", [live.world.els])


def test_the_names_beside_the_button_follow_each_tick(page: Page, live: Live, sara: UUID) -> None:
    open_form(page, live, sara)
    card(page, "Het was rustig").click()
    page.keyboard.type("Rustig.")
    onward(page)
    line = page.locator(".who-reads p:visible")
    expect(line).to_have_text("Kies wie dit mag lezen.")
    card(page, "Mensen die ik kies").click()
    name(page, "oma Els").click()
    expect(line).to_contain_text("oma Els leest dit.")
    name(page, "oom Tim").click()
    expect(line).to_contain_text("oma Els en oom Tim lezen dit.")
    name(page, "oma Els").click()
    expect(line).to_contain_text("oom Tim leest dit.")
    card(page, "Alleen ik").click()
    expect(line).to_have_text("Alleen jij leest dit.")


def test_ticks_that_were_hidden_again_do_not_count(page: Page, live: Live, sara: UUID) -> None:
    open_form(page, live, sara)
    card(page, "Het was rustig").click()
    page.keyboard.type("Alleen voor mij.")
    onward(page)
    card(page, "Mensen die ik kies").click()
    name(page, "oma Els").click()
    card(page, "Alleen ik").click()
    press(page, "Opslaan")
    saved(page)
    entry = newest(live, sara)
    assert (str(entry.audience), entry.chosen) == ("self", ())


def test_an_agreement_that_was_checked(page: Page, live: Live) -> None:
    """In a house without a plan it is named by who looked."""
    lotte = live.world.lotte
    open_form(page, live, lotte)
    card(page, "Een afspraak bekeken").click()
    page.get_by_label("Welke afspraak?").fill("Om 8 uur naar bed.")
    card(page, "Een deel").click()
    card(page, "Nee, ik kwam onverwacht").click()
    onward(page)
    card(page, "Iedereen in onze kring").click()
    press(page, "Opslaan")
    saved(page)
    entry = newest(live, lotte)
    assert (entry.agreement, str(entry.kept), str(entry.visit)) == (
        "Om 8 uur naar bed.",
        "partly",
        "unannounced",
    )


def test_what_an_answer_asks_next_is_where_typing_begins(page: Page, live: Live) -> None:
    open_form(page, live, live.world.lotte)
    card(page, "Een afspraak bekeken").click()
    expect(page.get_by_label("Welke afspraak?")).to_be_focused()


def test_the_focus_is_seen_above_the_buttons_that_stay(page: Page, live: Live, sara: UUID) -> None:
    test_a_good_moment_takes_five_taps_and_some_words(page, live, sara)
    open_form(page, live, sara)
    card(page, "Het was rustig").click()
    expect(page.locator("last-choice")).to_be_visible()
    stays = page.locator(".stays").bounding_box()
    assert stays
    for _ in range(12):
        page.keyboard.press("Tab")
        top = page.evaluate(
            """() => { const at = document.activeElement
              return at.closest(".stays") || !at.closest(".step") ? null : at.getBoundingClientRect().bottom }"""
        )
        if top is not None:
            assert top <= stays["y"] + 1
    assert page.locator(".step :focus").count() == 1


def test_the_browsers_back_button_goes_back_one_question(
    page: Page, live: Live, sara: UUID
) -> None:
    open_form(page, live, sara)
    card(page, "Het ging mis").click()
    page.locator("textarea[name=text]").fill("Er was lawaai.")
    onward(page)
    expect(page.locator("[data-step=who]")).to_be_visible()
    page.go_back()
    expect(page.locator("textarea[name=text]")).to_have_value("Er was lawaai.")
    expect(page.locator("[data-step=who]")).to_be_hidden()
    page.go_back()
    expect(page.locator("[data-step=kind]")).to_be_visible()


def test_an_address_that_names_the_kind_skips_that_question(
    page: Page, live: Live, sara: UUID
) -> None:
    open_form(page, live, sara, "/logboek/nieuw?soort=good")
    expect(page.get_by_label("Wat ging er goed?")).to_be_visible()
    press(page, "Terug")
    expect(page.locator("input[name=kind][value=good]")).to_be_checked()
    expect(page.locator("[data-step=kind]")).to_be_visible()


def test_a_question_without_answer_says_so_and_stays(page: Page, live: Live, sara: UUID) -> None:
    open_form(page, live, sara)
    press(page, "Verder")
    expect(page.get_by_text("Kies eerst een plaatje.")).to_be_visible()
    card(page, "Het was rustig").click()
    onward(page)
    expect(page.get_by_text("Schrijf, teken of vertel eerst iets.")).to_be_visible()
    expect(page.locator("textarea[name=text]")).to_be_focused()


def test_the_keyboard_alone_is_enough(page: Page, live: Live, sara: UUID) -> None:
    open_form(page, live, sara)
    page.locator("input[name=kind]").first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-step=kind]")).to_be_visible()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Met het toetsenbord.")
    page.locator("[data-step=what] [data-next]").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(page.locator("input[name=audience]:checked")).to_have_value("circle")
    page.locator("[data-step=who] [type=submit]").focus()
    page.keyboard.press("Enter")
    saved(page)
    assert newest(live, sara).text == "Met het toetsenbord."


def test_without_script_all_questions_stand_below_each_other(
    browser: Browser, live: Live, sara: UUID
) -> None:
    context = new_context(browser, live.url, java_script_enabled=False)
    page = context.new_page()
    live.enter(context, sara)
    page.goto("/logboek/nieuw")
    page.locator("textarea[name=text]").fill("Zonder script.")
    page.locator("textarea[name=text]").press("Tab")
    press(page, "Opslaan")
    expect(page.locator("#errors")).to_contain_text("Kies een van de antwoorden.")
    expect(page.locator("textarea[name=text]")).to_have_value("Zonder script.")
    card(page, "Het was rustig").click()
    card(page, "Alleen ik").click()
    press(page, "Opslaan")
    expect(page.get_by_role("heading", name="Het staat in jullie logboek.")).to_be_visible()
    assert re.search(r"/logboek/bewaard/[0-9a-f-]{36}$", page.url)
    assert newest(live, sara).text == "Zonder script."
    context.close()
