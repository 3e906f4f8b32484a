"""A child on a tablet that it shares with its brother: out of sight is locked, and nothing made is lost."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from api.people.actions import add_person
from api.people.policy import Role
from tests.browsing import Live, new_context
from tests.making.steps import HOUSE, card, newest, press, saved, stroke
from tests.people.doors import PICTURES, PIN, Door

SHOWN = """(state) => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state })
    document.dispatchEvent(new Event("visibilitychange"))
}"""

BACK_FROM_MEMORY = "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"


@pytest.fixture
def brother(live: Live) -> UUID:
    now = live.house.clock.now()
    with live.house.db.writing(live.world.household, by=None, now=now) as session:
        values = {"role": Role.CHILD, "name": "Sem", "face": "dog", "born_year": now.year - 7}
        return add_person(session, household=live.world.household, now=now, **values)  # type: ignore[arg-type]


@pytest.fixture
def tablet(browser: Browser, live: Live, brother: UUID) -> Iterator[BrowserContext]:
    """A tablet on which both children and their mother have a place, and nobody is in."""
    door = Door(live.house, live.app)
    client = live.app.test_client()
    door.place(client, live.world.noor, brother, live.world.sara)
    context = new_context(browser, live.url)
    live.hand_over(context, client)
    yield context
    context.close()


def hide(page: Page) -> None:
    page.wait_for_load_state()  # from then on it watches whether it is looked at
    with page.expect_response("**/binnen/slot") as heard:
        page.evaluate(SHOWN, "hidden")
    assert heard.value.status == 204


def show(page: Page) -> None:
    page.evaluate(SHOWN, "visible")


def tap(page: Page, pictures: list[str]) -> None:
    for picture in pictures:
        page.locator(f"button.tile[value={picture}]:visible").click()


def come_in(page: Page, name: str) -> None:
    page.goto("/binnen")
    page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name)).first.click()
    tap(page, PICTURES)
    expect(page.get_by_role("heading", name=f"Hoi {name}")).to_be_visible()


def test_her_drawing_waits_for_her_own_pictures(tablet: BrowserContext, live: Live) -> None:
    hers = tablet.new_page()
    come_in(hers, "Noor")
    hers.get_by_role("link", name="Tekenen").first.click()
    stroke(hers, HOUSE)
    hide(hers)

    his = tablet.new_page()
    his.goto("/")
    expect(his).to_have_url(f"{live.url}/binnen")
    come_in(his, "Sem")
    his.goto("/logboek")
    assert "Noor" not in his.locator("main").inner_text()

    show(hers)
    ask = hers.get_by_role("dialog")
    expect(ask).to_be_visible()
    expect(ask).to_contain_text("Wat je maakt, staat er nog.")
    assert hers.evaluate("getComputedStyle(document.querySelector('main')).visibility") == "hidden"
    assert "Noor" not in ask.inner_text()
    hers.keyboard.press("Escape")
    tap(hers, [*PICTURES[1:], PICTURES[0]])
    expect(ask).to_contain_text("Dat klopt niet.")
    tap(hers, PICTURES)
    expect(ask).to_be_hidden()
    expect(hers.locator(".paper canvas[role=img]")).to_have_attribute("data-strokes", "1")

    expect(his.get_by_role("heading", name="Hoi Noor")).to_be_visible()
    press(hers, "Verder")
    press(hers, "Verder")
    card(hers, "Het was fijn").click()
    card(hers, "Blij").click()
    press(hers, "Klaar")
    saved(hers)
    assert [each.kind for each in newest(live, live.world.noor).media] == ["drawing"]


def test_from_page_to_page_she_stays_in_and_out_of_sight_she_is_out(
    tablet: BrowserContext, live: Live
) -> None:
    page = tablet.new_page()
    come_in(page, "Noor")
    page.get_by_role("link", name="Van mij").first.click()
    expect(page.get_by_role("heading", name="Wat ik maakte")).to_be_visible()
    page.get_by_role("link", name="Terug").click()
    expect(page.get_by_role("heading", name="Hoi Noor")).to_be_visible()
    hide(page)
    show(page)
    expect(page).to_have_url(f"{live.url}/binnen")
    page.go_back()
    expect(page).to_have_url(f"{live.url}/binnen")


def test_a_page_that_comes_in_while_nobody_looks_is_locked_too(tablet: BrowserContext) -> None:
    page = tablet.new_page()
    come_in(page, "Noor")
    page.add_init_script(
        "Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' })"
    )
    with page.expect_response("**/binnen/slot"):
        page.goto("/logboek")
    show(page)
    page.wait_for_url("**/binnen")


def test_a_page_of_before_the_lock_does_not_come_back_out_of_memory(tablet: BrowserContext) -> None:
    """Browsers that drive tests keep no page in memory: what the page would hear is said to it here."""
    page = tablet.new_page()
    come_in(page, "Noor")
    page.goto("/logboek")
    page.wait_for_load_state()
    page.evaluate(BACK_FROM_MEMORY)
    assert page.url.endswith("/logboek"), "nothing was locked"
    page.evaluate("sessionStorage['op-slot'] = 'ja'")
    page.evaluate(BACK_FROM_MEMORY)
    page.wait_for_url("**/binnen")


def test_who_tries_too_often_over_a_page_hears_to_wait(tablet: BrowserContext) -> None:
    page = tablet.new_page()
    come_in(page, "Noor")
    page.goto("/logboek/nieuw?maak=tekenen")
    hide(page)
    show(page)
    dialog = page.get_by_role("dialog")
    page.route("**/binnen", lambda route: route.fulfill(status=429, body=""))
    tap(page, PICTURES)
    expect(dialog.locator("[data-say=wait]")).to_be_visible()
    expect(dialog.locator("[data-say=wrong]")).to_be_hidden()
    page.unroute("**/binnen")
    tap(page, PICTURES)
    expect(dialog).to_be_hidden()


def test_the_camera_that_she_opened_herself_does_not_lock_her_out(tablet: BrowserContext) -> None:
    page = tablet.new_page()
    come_in(page, "Noor")
    page.clock.install()
    page.goto("/logboek/nieuw?maak=foto")
    with page.expect_file_chooser() as chooser:
        page.locator("input[type=file]:visible").or_(
            page.locator("label:has(input[type=file]):visible")
        ).first.click()
    assert chooser.value is not None
    page.evaluate(SHOWN, "hidden")
    page.clock.fast_forward(119_000)
    show(page)
    assert page.evaluate("getComputedStyle(document.querySelector('main')).visibility") == "visible"
    hide(page)
    show(page)
    expect(page.get_by_role("dialog")).to_be_visible()


def test_an_adults_words_wait_for_the_code(tablet: BrowserContext, live: Live) -> None:
    page = tablet.new_page()
    live.hand_over(tablet, Door(live.house, live.app).arrive(live.world.els))
    page.clock.install()
    page.goto("/logboek/nieuw")
    card(page, "Goed").click()
    words = page.locator("textarea[name=text]")
    words.fill("Wij bakten brood.")
    page.evaluate(SHOWN, "hidden")
    page.clock.fast_forward(119_000)
    show(page)
    expect(words).to_be_visible()
    page.evaluate(SHOWN, "hidden")
    page.clock.fast_forward(120_000)
    show(page)
    ask = page.get_by_role("dialog")
    expect(ask).to_be_visible()
    assert page.request.get("/ik").url.endswith("/binnen")
    ask.get_by_label("Je code").fill(PIN)
    press(page, "Ga verder")
    expect(ask).to_be_hidden()
    expect(words).to_have_value("Wij bakten brood.")
