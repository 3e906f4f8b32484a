"""Reading aloud: only by a voice that lives in this device, only on a tap, sentence by sentence."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from api.child_world.rules import Reply, Says
from api.child_world.talking import answer, want_to_talk
from tests.browsing import Live, new_context, until
from tests.logbook.book import Book
from tests.look.life import drawing
from tests.making.mouth import (
    ANDROID,
    ELLEN,
    MAJED,
    SENT_AWAY,
    XANDER,
    Voice,
    button,
    give_voices,
    listen,
    noors_phone,
    said,
    speaking,
)
from tests.making.steps import card, open_form, press

pytestmark = pytest.mark.browser


@pytest.fixture
def noors(browser: Browser, live: Live) -> Iterator[Page]:
    with noors_phone(browser, live) as page:
        yield page


HOME = ["Hoi Noor", "Wat wil je doen?"]
WAYS = ["Kamer", "Tekenen", "Week", "Boek"]
BELOW = [
    "oma Els is er voor jou.",
    "Ik wil praten met",
    "Zo voel ik me",
    "Vertellen",
    "Onze afspraken",
    "Van mij",
]


def test_a_childs_own_place_is_read_in_its_order(browser: Browser, own_live: Live) -> None:
    """All of it, so on a server of its own: what other journeys asked or told stands here too."""
    with noors_phone(browser, own_live) as page:
        page.goto("/")
        expect(page.get_by_role("button", name="Lees voor")).to_be_visible()
        expect(page.get_by_text("Gebruik oortjes")).to_be_visible()
        assert said(page) == []
        assert listen(page) == [*HOME, *WAYS, *BELOW]
        voices = page.evaluate("speechSynthesis.said.map(({ voice, lang }) => `${voice} ${lang}`)")
        assert set(voices) == {"Xander nl-NL"}
        expect(page.get_by_role("button", name="Lees voor")).to_be_visible()
        assert listen(page) == [*HOME, *WAYS, *BELOW]


def test_what_somebody_answered_is_read_before_what_else_there_is(
    browser: Browser, own_live: Live
) -> None:
    world, wish = own_live.world, uuid4()
    book = Book(own_live.house, world.household, own_live.house.clock.now() - timedelta(hours=1))
    book.do(world.noor, want_to_talk, wish_id=wish, asked=world.els)
    book.do(world.els, answer, wish_id=wish, answer_id=uuid4(), reply=Reply(Says.CALLS))
    with noors_phone(browser, own_live) as page:
        page.goto("/")
        assert listen(page) == [*HOME, *WAYS, "oma Els belt je.", *BELOW]


def test_one_sentence_at_a_time(noors: Page) -> None:
    noors.goto("/")
    button(noors).click()
    assert said(noors) == HOME[:1]
    noors.evaluate("speechSynthesis.finish()")
    assert said(noors) == HOME[:2]


@pytest.mark.parametrize("late", [False, True], ids=["at once", "later"])
def test_a_voice_that_sends_words_away_gives_no_button(
    context: BrowserContext, live: Live, late: bool
) -> None:
    give_voices(context, *(() if late else SENT_AWAY))
    live.enter(context, live.world.noor)
    page = context.new_page()
    page.goto("/", wait_until="networkidle")
    if late:
        page.evaluate("(voices) => speechSynthesis.arrive(voices)", SENT_AWAY)
    until(page, "() => Boolean(customElements.get('read-aloud'))")
    expect(button(page)).to_be_hidden()
    page.evaluate("document.querySelector('read-aloud button').click()")
    assert said(page) == []


def test_a_browser_that_cannot_speak_gives_no_button(context: BrowserContext, live: Live) -> None:
    context.add_init_script("Object.defineProperty(self, 'speechSynthesis', { value: undefined })")
    live.enter(context, live.world.noor)
    page = context.new_page()
    wrong: list[object] = []
    page.on("pageerror", lambda error: wrong.append(error))  # noqa: PLW0108 a method of list cannot be wrapped
    page.goto("/", wait_until="networkidle")
    expect(button(page)).to_be_hidden()
    assert wrong == []


def test_without_script_there_is_no_button(browser: Browser, live: Live) -> None:
    context = new_context(browser, live.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/bellen")
    expect(button(page)).to_be_hidden()
    context.close()


@pytest.mark.parametrize("voice", [XANDER, ANDROID], ids=["apple", "android"])
def test_a_voice_may_come_late_and_go_again(
    context: BrowserContext, live: Live, voice: Voice
) -> None:
    give_voices(context)
    live.enter(context, live.world.noor)
    page = context.new_page()
    page.goto("/", wait_until="networkidle")
    expect(button(page)).to_be_hidden()
    page.evaluate("(voice) => speechSynthesis.arrive([voice])", voice)
    expect(button(page)).to_be_visible()
    button(page).click()
    page.evaluate("() => speechSynthesis.arrive([])")
    expect(button(page)).to_be_hidden()
    assert not speaking(page)
    assert said(page) == HOME[:1]


def test_no_other_voice_takes_over_halfway(noors: Page) -> None:
    noors.goto("/")
    button(noors).click()
    noors.evaluate("(voices) => { speechSynthesis.voices = voices }", SENT_AWAY)
    noors.evaluate("speechSynthesis.finish()")
    assert said(noors) == HOME[:1]


def test_the_voice_somebody_chose_goes_first_and_speaks_the_language_of_the_page(
    context: BrowserContext, live: Live
) -> None:
    give_voices(context, MAJED, XANDER, ELLEN)
    page = context.new_page()
    for language, voice in (("nl", "Ellen nl-BE"), ("ar", "Majed ar-001")):
        context.add_cookies([{"name": "taal", "value": language, "url": live.url}])
        page.goto("/bellen")
        button(page).click()
        spoken = page.evaluate("speechSynthesis.said.map(({ voice, lang }) => `${voice} ${lang}`)")
        assert spoken == [voice]


def test_a_second_tap_ends_it(noors: Page) -> None:
    noors.goto("/")
    button(noors).click()
    expect(noors.get_by_role("button", name="Stop")).to_be_visible()
    button(noors).click()
    assert not speaking(noors)
    assert said(noors) == HOME[:1]
    expect(noors.get_by_role("button", name="Lees voor")).to_be_visible()


ENDINGS: dict[str, str] = {
    "hidden": """Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true })
        document.dispatchEvent(new Event("visibilitychange"))""",
    "pagehide": "dispatchEvent(new PageTransitionEvent('pagehide'))",
    "another window": "dispatchEvent(new Event('blur'))",
    "back": "dispatchEvent(new PopStateEvent('popstate', { state: null }))",
    "a tap elsewhere": "document.querySelector('main h1').click()",
    "three times Shift": """for (const _ of [1, 2, 3]) document.dispatchEvent(new KeyboardEvent("keyup", { key: "Shift" }))""",
    "Weg": "document.querySelector('[data-leave]').click()",
    "gone from the page": "document.querySelector('read-aloud').remove()",
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_looking_away_or_leaving_ends_it_at_once(noors: Page, ending: str) -> None:
    noors.route("**/weg", lambda route: route.fulfill(status=204))
    noors.goto("/", wait_until="networkidle")
    button(noors).click()
    assert speaking(noors)
    left = noors.evaluate(
        f"async () => {{ {ENDINGS[ending]}; await null; return speechSynthesis.now }}"
    )
    assert left is None
    noors.evaluate("speechSynthesis.finish()")
    assert said(noors) == HOME[:1]


def test_each_question_is_read_by_itself(noors: Page, live: Live) -> None:
    open_form(noors, live, live.world.noor)
    kinds = ["Hoe was het?", "Het was fijn", "Het was spannend", "Het ging mis", "Ik vertel iets"]
    assert listen(noors) == kinds
    card(noors, "Het was fijn").click()
    faces = ["Blij", "Rustig", "Gaat wel", "Bezorgd", "Verdrietig", "Boos", "Bang"]
    assert listen(noors) == ["Hoe voel je je?", *faces]
    card(noors, "Blij").click()
    ways = ["Tekenen", "Praten", "Foto", "Plaatjes", "Schrijven"]
    assert listen(noors) == ["Hoe wil je het vertellen?", *ways]
    noors.go_back()
    assert listen(noors)[0] == "Hoe voel je je?"


def test_the_next_question_ends_the_reading_of_this_one(noors: Page, live: Live) -> None:
    open_form(noors, live, live.world.noor)
    button(noors).click()
    card(noors, "Het was fijn").click()
    assert not speaking(noors)
    noors.evaluate("speechSynthesis.finish()")
    assert said(noors) == ["Hoe was het?"]


def test_the_form_without_a_net_is_read_too(noors: Page) -> None:
    noors.goto("/", wait_until="networkidle")
    noors.goto("/schrijf")
    noors.wait_for_selector("step-by-step:defined")
    assert listen(noors)[:2] == ["Hoe was het?", "Het was fijn"]


def test_drawing_names_its_tools(noors: Page, live: Live) -> None:
    open_form(noors, live, live.world.noor, "/logboek/nieuw?maak=tekenen")
    expect(noors.locator(".pad-tools")).to_be_visible()
    assert listen(noors) == ["Teken maar", "Pen", "Blad", "Stap terug", "Alles weg"]


def test_what_somebody_is_typing_is_never_read(noors: Page, live: Live) -> None:
    open_form(noors, live, live.world.noor)
    for choice in ("Het was fijn", "Blij", "Schrijven"):
        card(noors, choice).click()
    noors.get_by_label("Wat wil je vertellen?").fill("Mijn geheim.")
    assert listen(noors) == ["Wat wil je vertellen?", "Een paar woorden is genoeg."]
    press(noors, "Verder")
    asked = listen(noors)
    assert asked[:3] == ["Wie mag dit zien?", "oma Els en buurman Ben", "Alleen ik"]
    assert asked[-3:] == ["oma Els en buurman Ben zien dit.", "Verder niemand.", "Klaar"]


@pytest.fixture
def book(live: Live) -> Book:
    earlier = live.house.clock.now() - timedelta(hours=1)  # other journeys look for the newest note
    return Book(live.house, live.world.household, earlier)


def test_words_that_stand_in_a_field_are_not_read_either(
    noors: Page, live: Live, book: Book
) -> None:
    note = book.write(live.world.noor, "Dit maak ik nog beter.")
    noors.goto(f"/logboek/{note}/anders")
    expect(noors.get_by_label("Wat wil je vertellen?")).to_have_value("Dit maak ik nog beter.")
    heard = listen(noors)
    assert heard[0] == "Maak het beter"
    assert "Dit maak ik nog beter." not in heard


def test_a_note_is_read_with_what_its_picture_shows(noors: Page, live: Live, book: Book) -> None:
    long = "Toen gingen we " + "heel ver " * 30 + "lopen"
    note = book.write(
        live.world.noor,
        f"We waren buiten. Het regende!\n{long}",
        alt="Ons huis met de zon",
        uploads=(drawing(),),
    )
    book.reply(live.world.els, note, "Wat fijn.")
    noors.goto(f"/logboek/{note}")
    heard = listen(noors)
    written = heard.index("We waren buiten.")
    assert heard[written + 1] == "Het regende!"
    assert heard.count("Ons huis met de zon") == 1
    assert "Wat fijn." in heard
    assert " ".join(heard).count(long.strip()) == 1
    assert max(map(len, heard)) <= 181
    assert not {"Niet voor iedereen", "Lees voor", "Goed gedaan"} & set(heard)


READ: dict[str, Callable[[list[str]], bool]] = {
    "/sporen": lambda heard: heard[0] == "Deze app laat sporen achter" and len(heard) > 15,
    "/bellen": lambda heard: heard[:2] == ["Nu bellen", "Is er nu gevaar?"],
    "/kom": lambda heard: heard[:2] == ["Welkom", "Iemand vraagt je om mee te doen."],
    "/binnen": lambda heard: heard[:2] == ["Wie ben je?", "Was je hier nog niet?"],
}


@pytest.mark.parametrize("address", READ)
def test_a_short_page_is_read(context: BrowserContext, address: str) -> None:
    give_voices(context, XANDER)
    page = context.new_page()
    page.goto(address)
    assert READ[address](listen(page)), said(page)
