"""The promise of a phone, at its edges: nothing lost, nothing twice, nothing unseen, nothing in another's name."""

from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Dialog, Page, Route, expect

from tests.browsing import Live, until, wait_until
from tests.carry.line import Line
from tests.carry.phones import waiting
from tests.journeys.test_nothing_lost import (
    PICTURE_THAT_NEVER_COMES,
    child_draws,
    fill_in,
    open_new,
)
from tests.logbook.book import Book
from tests.making.steps import card, newest, onward, press, saved

pytest_plugins = ["tests.carry.fixtures"]

# Recorders that can be counted, and a question about the microphone that waits for `allow`.
MICROPHONE = """
self.recorders = []
const Real = MediaRecorder
self.MediaRecorder = class extends Real { constructor(...all) { super(...all); recorders.push(this) } }
"""
QUESTION = """
const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
navigator.mediaDevices.getUserMedia = (what) => new Promise((done) => {
  self.allow = async () => { self.stream = await ask(what); done(stream) }
})
"""
SLOW_PHOTO = """
const whole = HTMLCanvasElement.prototype.toBlob
HTMLCanvasElement.prototype.toBlob = function (...all) { self.goOn = () => whole.apply(this, all) }
"""


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "a.jpg"
    Image.linear_gradient("L").resize((900, 600)).convert("RGB").save(path)
    return path


def texts(away: Live, who: str) -> list[str]:
    person = getattr(away.world, who)
    return Book(away.house, away.world.household, away.house.clock.now()).texts(
        person, person=person
    )


def asked(page: Page) -> list[str]:
    """The questions of the browser, each answered with: stay here."""
    found: list[str] = []

    def answer(dialog: Dialog) -> None:
        found.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", answer)
    return found


def test_the_warning_stays_until_the_drawing_is_kept(
    carrier: BrowserContext, away: Live, line: Line
) -> None:
    page = child_draws(carrier, away, PICTURE_THAT_NEVER_COMES)
    page.evaluate("() => { IDBObjectStore.prototype.add = () => { throw new Error('full') } }")
    carrier.set_offline(True)
    questions = asked(page)
    page.get_by_role("button", name="Klaar").locator("visible=true").last.click()
    page.evaluate("location.reload()")
    wait_until(page, lambda: len(questions) == 1)
    assert questions == ["beforeunload"]


def test_leaving_does_not_wait_for_a_photo_that_is_not_small_yet(
    sara_page: Page, carrier: BrowserContext, photo: Path
) -> None:
    sara_page.add_init_script(SLOW_PHOTO)
    open_new(sara_page)
    card(sara_page, "Het was rustig").click()
    press(sara_page, "Foto")
    sara_page.set_input_files("input[name=photo]", photo)
    until(sara_page, "() => Boolean(self.goOn)")
    onward(sara_page)
    card(sara_page, "Alleen ik").click()
    carrier.set_offline(True)
    press(sara_page, "Opslaan")
    sara_page.locator("[data-leave]").click()
    sara_page.wait_for_url("**/weg")
    [record] = waiting(sara_page)
    assert record["buf"] > photo.stat().st_size


def test_the_microphone_listens_once_and_only_while_it_is_shown(
    carrier: BrowserContext, away: Live, line: Line
) -> None:
    carrier.grant_permissions(["microphone"])
    page = carrier.new_page()
    page.add_init_script(MICROPHONE)
    open_new(page)
    card(page, "Het was rustig").click()
    press(page, "Praten")
    page.evaluate(
        """() => { const start = document.querySelector("[data-do=start]"); start.click(); start.click() }"""
    )
    page.locator("voice-note [data-do=stop]").click()
    expect(page.locator("voice-note .recorded")).to_be_visible()
    page.locator("voice-note [data-do=remove]").click()
    assert page.evaluate("recorders.map(({ state }) => state)") == ["inactive"]
    assert page.evaluate("document.querySelector('[name=voice]').files.length") == 0


def test_an_open_question_about_the_microphone_does_not_hold_up_saving(
    carrier: BrowserContext, away: Live, line: Line
) -> None:
    carrier.grant_permissions(["microphone"])
    page = carrier.new_page()
    page.add_init_script(MICROPHONE)
    page.add_init_script(QUESTION)
    open_new(page)
    card(page, "Het was rustig").click()
    press(page, "Praten")
    page.locator("textarea[name=text]").fill("Met een vraag open.")
    page.locator("voice-note [data-do=start]").click()
    until(page, "() => Boolean(self.allow)")
    line.next(422, 422)
    onward(page)
    card(page, "Alleen ik").click()
    press(page, "Opslaan")
    expect(page.locator("[data-outcome] [data-state=help]")).to_be_visible()
    page.evaluate("() => { allow() }")
    until(page, "() => self.stream?.getTracks().every(({ readyState }) => readyState === 'ended')")
    assert page.evaluate("recorders.length") == 0


def test_a_refused_note_that_goes_after_all_is_not_written_twice(
    sara_page: Page, away: Live, line: Line
) -> None:
    open_new(sara_page)
    card(sara_page, "Het was rustig").click()
    sara_page.locator("textarea[name=text]").fill("Eén keer.")
    onward(sara_page)
    card(sara_page, "Alleen ik").click()
    line.next(422, 422)
    press(sara_page, "Opslaan")
    expect(sara_page.locator("[data-outcome] [data-state=help]")).to_be_visible()
    sara_page.locator("waiting-notes [data-again]").click()
    saved(sara_page)
    assert texts(away, "sara").count("Eén keer.") == 1
    assert waiting(sara_page) == []


def test_better_words_stay_when_the_refused_ones_go_after_all(
    sara_page: Page, away: Live, line: Line
) -> None:
    open_new(sara_page)
    fill_in(sara_page, "Eerste woorden.")
    line.next(422, 422)
    press(sara_page, "Opslaan")
    expect(sara_page.locator("[data-outcome] [data-state=help]")).to_be_visible()
    press(sara_page, "Terug")
    sara_page.locator("textarea[name=text]").fill("Betere woorden.")
    sara_page.locator("waiting-notes [data-again]").click()
    expect(sara_page.locator("[data-outcome] [data-state=sent]")).to_be_visible()
    expect(sara_page.locator("textarea[name=text]")).to_have_value("Betere woorden.")
    onward(sara_page)
    press(sara_page, "Opslaan")
    saved(sara_page)
    assert {"Eerste woorden.", "Betere woorden."} <= set(texts(away, "sara"))


def test_a_second_answer_that_waited_says_why_it_stays_and_can_be_thrown_away(
    sara_page: Page, carrier: BrowserContext, away: Live, line: Line
) -> None:
    book = Book(away.house, away.world.household, away.house.clock.now() - timedelta(hours=1))
    note = book.write(away.world.tim, "Hier komen twee antwoorden bij.")
    sara_page.goto(f"/logboek/{note}")
    book.reply(away.world.sara, note, "Het eerste, van een ander scherm.")
    sara_page.locator("note-form[data-outbox=reply] textarea").fill("Het tweede.")
    sara_page.get_by_role("button", name="Antwoord", exact=True).click()
    expect(sara_page.locator("[data-outcome] [data-state=help]:visible")).to_contain_text(
        "al op geantwoord"
    )
    sara_page.goto("/mensen")
    row = sara_page.locator("[data-refused] > *")
    expect(row).to_contain_text("Je hebt hier al op geantwoord.")
    row.get_by_role("button", name="Gooi dit weg").click()
    row.get_by_role("button", name="Nee, bewaar het").click()
    assert len(waiting(sara_page)) == 1
    row.get_by_role("button", name="Gooi dit weg").click()
    row.get_by_role("button", name="Ja, gooi het weg").click()
    expect(sara_page.locator("waiting-notes")).to_be_hidden()
    assert waiting(sara_page) == []


def test_nothing_can_be_typed_that_would_not_go_along(
    sara_page: Page, away: Live, line: Line
) -> None:
    note = Book(away.house, away.world.household, away.house.clock.now()).write(away.world.tim)
    sara_page.goto(f"/logboek/{note}")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    sara_page.route("**/api/v1/outbox/*", hold)
    words = sara_page.locator("note-form[data-outbox=reply] textarea")
    words.fill("Dit gaat mee.")
    sara_page.get_by_role("button", name="Antwoord", exact=True).click()
    wait_until(sara_page, lambda: bool(held))
    words.focus()
    sara_page.keyboard.type(" Dit niet.")
    expect(words).to_have_value("Dit gaat mee.")
    held[0].fulfill(status=413, body="<h1>413</h1>", content_type="text/html")
    expect(sara_page.locator("[data-outcome]:focus [data-state=toobig]")).to_be_visible()
    words.press_sequentially(" Nu wel.")
    expect(words).to_have_value("Dit gaat mee. Nu wel.")


def test_a_line_while_the_picture_is_being_made_is_not_lost(
    carrier: BrowserContext, away: Live, line: Line
) -> None:
    page = child_draws(carrier, away, PICTURE_THAT_NEVER_COMES)
    strokes = page.evaluate(
        """async () => { const pad = document.querySelector("drawing-pad"), first = pad.gather()
          pad.hidden = false
          const draw = (kind) => pad.querySelector("canvas").dispatchEvent(new PointerEvent(kind, {pointerId: 1, button: 0}))
          Element.prototype.setPointerCapture = () => {}
          draw("pointerdown"); draw("pointerup")
          await first; await pad.gather()
          return JSON.parse(document.querySelector("[name=strokes]").value).strokes.length }"""
    )
    assert strokes == 2


def test_a_photo_that_was_taken_away_does_not_come_back(
    carrier: BrowserContext, away: Live, photo: Path
) -> None:
    page = carrier.new_page()
    page.add_init_script(SLOW_PHOTO)
    open_new(page)
    card(page, "Het was rustig").click()
    press(page, "Foto")
    page.set_input_files("input[name=photo]", photo)
    until(page, "() => Boolean(self.goOn)")
    page.evaluate("document.querySelector('photo-pick').forget()")
    page.evaluate("async () => { goOn(); await document.querySelector('photo-pick').gather() }")
    assert page.evaluate("document.querySelector('[name=photo]').files.length") == 0


def test_a_child_sees_what_goes_along_beside_the_way_it_chose(
    carrier: BrowserContext, away: Live, line: Line
) -> None:
    page = child_draws(carrier, away, "")
    expect(page.get_by_text("Je tekening gaat ook mee.")).to_be_hidden()
    for step in ("voice", "draw", "way"):
        press(page, "Terug")
        page.locator(f"[data-step={step}]").wait_for()
    page.get_by_role("radio", name="Schrijven").click()
    page.locator("textarea[name=text]").fill("Liever met woorden.")
    press(page, "Verder")
    expect(page.get_by_text("Je tekening gaat ook mee.")).to_be_visible()
    press(page, "Laat weg")
    expect(page.get_by_text("Je tekening gaat ook mee.")).to_be_hidden()
    press(page, "Klaar")
    saved(page)
    told = newest(away, away.world.noor)
    assert (told.text, told.media) == ("Liever met woorden.", ())
