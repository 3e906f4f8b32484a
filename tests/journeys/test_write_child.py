"""A child tells something, in each of the ways it may choose. Pictures first, one question a screen."""

from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import Live
from tests.making.steps import DOOR, HOUSE, card, name, newest, open_form, press, saved, stroke


@pytest.fixture
def noor(live: Live) -> UUID:
    return live.world.noor


def tell(page: Page, live: Live, noor: UUID, way: str) -> None:
    open_form(page, live, noor)
    card(page, "Het was spannend").click()
    card(page, "Bang").click()
    card(page, way).click()


def finish(page: Page) -> None:
    expect(page.locator(".who-reads p:visible")).to_contain_text("oma Els en buurman Ben zien dit.")
    press(page, "Klaar")
    saved(page)
    expect(page.get_by_role("heading", name="Dank je. Het is bewaard.")).to_be_visible()


def test_a_child_draws_and_tells_what_it_drew(page: Page, live: Live, noor: UUID) -> None:
    tell(page, live, noor, "Tekenen")
    stroke(page, HOUSE)
    stroke(page, DOOR)
    press(page, "Verder")
    page.get_by_label("Of schrijf het op").fill("Ons huis.")
    press(page, "Verder")
    finish(page)
    entry = newest(live, noor)
    assert (str(entry.kind), str(entry.feeling), entry.alt) == ("near", "scared", "Ons huis.")
    assert [each.kind for each in entry.media] == ["drawing"]
    assert str(entry.audience) == "safety_person"


def test_a_child_writes(page: Page, live: Live, noor: UUID) -> None:
    tell(page, live, noor, "Schrijven")
    page.get_by_label("Wat wil je vertellen?").fill("Ik schrok.")
    press(page, "Verder")
    finish(page)
    assert newest(live, noor).text == "Ik schrok."


def test_a_child_tells_with_pictures(page: Page, live: Live, noor: UUID) -> None:
    tell(page, live, noor, "Plaatjes")
    page.get_by_role("button", name="Huis").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Vak 5: leeg").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Vak 5: Huis")).to_be_visible()
    press(page, "Beer")
    page.locator("[data-cell='0']").click()
    page.locator("[data-cell='8']").click()
    page.locator("[data-cell='8']").click()
    press(page, "Verder")
    press(page, "Verder")
    finish(page)
    placed = {(each.picture, each.cell) for each in newest(live, noor).pictures}
    assert placed == {("house", 4), ("bear", 0)}


def test_a_child_talks(page: Page, live: Live, noor: UUID) -> None:
    tell(page, live, noor, "Praten")
    press(page, "Verder")
    expect(page.get_by_text("Zeg eerst iets.")).to_be_visible()
    press(page, "Begin met praten")
    expect(page.locator("[data-elapsed]")).not_to_have_text("0:00")
    press(page, "Klaar")
    expect(page.get_by_label("Wat jij zei")).to_be_visible()
    press(page, "Verder")
    finish(page)
    assert [each.kind for each in newest(live, noor).media] == ["voice"]


def test_drawing_from_the_menu_begins_on_the_paper(page: Page, live: Live, noor: UUID) -> None:
    open_form(page, live, noor, "/logboek/nieuw?maak=tekenen")
    expect(page.locator(".paper canvas[role=img]")).to_be_visible()
    stroke(page, HOUSE)
    press(page, "Verder")
    press(page, "Verder")
    card(page, "Het was fijn").click()
    card(page, "Blij").click()
    finish(page)
    assert str(newest(live, noor).kind) == "good"


def test_a_child_may_keep_it_or_choose_who_sees_it(page: Page, live: Live, noor: UUID) -> None:
    tell(page, live, noor, "Schrijven")
    page.get_by_label("Wat wil je vertellen?").fill("Voor buurman Ben.")
    press(page, "Verder")
    line = page.locator(".who-reads p:visible")
    card(page, "Alleen ik").click()
    expect(line).to_have_text("Alleen jij ziet dit.")
    card(page, "Ik kies zelf").click()
    name(page, "buurman Ben").click()
    expect(line).to_contain_text("buurman Ben ziet dit.")
    press(page, "Klaar")
    saved(page)
    assert [each.id for each in newest(live, noor).chosen] == [live.world.ben]


def test_every_control_of_a_child_is_large(page: Page, live: Live, noor: UUID) -> None:
    open_form(page, live, noor)
    small = []
    for choose in ("Het was spannend", "Bang", "Tekenen"):
        small += small_controls(page, 64)
        card(page, choose).click()
    small += small_controls(page, 64)
    press(page, "Pen")
    small += small_controls(page, 64)
    press(page, "Blad")
    small += small_controls(page, 64)
    press(page, "Alles weg")
    small += small_controls(page, 64)
    assert small == []


def small_controls(page: Page, least: int) -> list[str]:
    return page.evaluate(
        """(least) => [...document.querySelectorAll("main button, main label, main a, main textarea, main summary")]
            .filter((each) => each.getClientRects().length && !each.matches(".label"))
            .filter((each) => { const box = each.getBoundingClientRect(); return box.width < least - 0.5 || box.height < least - 0.5 })
            .map((each) => `${each.tagName} ${each.textContent.trim()}`)""",
        least,
    )
