"""Walks of the grown-ups: each screen of the form, what comes of it, and everything that is refused."""

from playwright.sync_api import Page

from tests.carry.phones import knows_who
from tests.carry.writing import put
from tests.look.walk import (
    Screens,
    Stage,
    onward,
    photo,
    pick,
    send_plain,
    settled,
    tap,
    unfold,
    walk,
)
from tests.look.walks_at_the_door import CODE
from tests.making.steps import HOUSE, stroke

DOOR = "**/api/v1/outbox/*"
WORDS = "We aten samen soep en daarna bleef het rustig."


@walk("sara", "writing.new", "writing.saved")
def an_adult_writes(stage: Stage) -> Screens:
    page = stage.page
    open_form(page)
    yield "form-kind"
    onward(page)
    yield "form-kind-missing"
    pick(page, "kind", "near")
    yield "form-what"
    onward(page)
    yield "form-what-missing"
    page.locator("textarea[name=text]").fill(WORDS)
    unfold(page, "details.more")
    pick(page, "when", "earlier")
    yield "form-what-more"
    onward(page)
    yield "form-who"
    pick(page, "audience", "chosen")
    pick(page, "chosen", str(stage.live.world.els))
    yield "form-who-chosen"
    tap(page, "[data-step=who] [type=submit]")
    page.wait_for_url("**/logboek/bewaard/*")
    yield "saved"
    open_form(page)
    pick(page, "kind", "good")
    page.locator("textarea[name=text]").fill(WORDS)
    settled(page, "last-choice")
    yield "form-like-last-time"


@walk("els", "writing.new")
def an_adult_rather_does_not_type(stage: Stage) -> Screens:
    page = stage.page
    open_form(page, "/logboek/nieuw?soort=good")
    tap(page, "[data-panel=voice]")
    yield "form-voice"
    tap(page, "voice-note [data-do=start]")
    settled(page, "voice-note [data-elapsed]:not(:text-is('0:00'))")
    yield "form-voice-talking"
    tap(page, "voice-note [data-do=stop]")
    settled(page, "voice-note audio")
    yield "form-voice-said"
    tap(page, "[data-panel=photo]")
    page.set_input_files("input[name=photo]", photo())  # type: ignore[arg-type]
    settled(page, "photo-pick [data-preview]")
    yield "form-photo"
    tap(page, "[data-panel=drawing]")
    stroke(page, HOUSE)
    yield "form-drawing"
    for panel in ("pens", "sheets", "wipe"):
        tap(page, f"drawing-pad [data-panel={panel}]")
        yield f"form-drawing-{panel}"


@walk("tim", "writing.new")
def an_adult_looks_at_an_agreement(stage: Stage) -> Screens:
    open_form(stage.page)
    pick(stage.page, "kind", "check")
    yield "form-check"
    open_form(stage.page)
    pick(stage.page, "kind", "how")
    yield "form-how"


@walk("sara", "writing.new")
def what_comes_of_a_note(stage: Stage) -> Screens:
    page = stage.page
    for state, status in (("help", 413), ("login", 401), ("waits", 503)):
        open_form(page)
        pick(page, "kind", "good")
        page.locator("textarea[name=text]").fill(WORDS)
        tap(page, "[data-step=what] .onward [data-next]")
        pick(page, "audience", "self")
        page.unroute_all()
        page.route(DOOR, _answering(status))
        tap(page, "[data-step=who] [type=submit]")
        settled(page, f"[data-outcome] [data-state={state}]")
        yield f"form-{state}"


@walk("sara", "settings.settings", "today.today")
def what_waits_on_the_phone(stage: Stage) -> Screens:
    page = stage.page
    page.goto("/instellingen")
    knows_who(page)
    for state, status in (("waits", 503), ("login", 401), ("help", 413)):
        page.unroute_all()
        page.route(DOOR, _answering(status))
        put(page)
        settled(page, f"waiting-notes [data-state={state}]")
        yield f"waiting-{state}"
    page.goto("/")
    settled(page, "waiting-notes [data-state=help]")
    yield "waiting-on-the-first-page"


@walk("sara", "settings.settings", "phone.before_wiping", "phone.wipe")
def a_phone_is_wiped(stage: Stage) -> Screens:
    page = stage.page
    page.goto("/instellingen")
    knows_who(page)
    page.route(DOOR, _answering(503))
    put(page)
    page.goto("/instellingen/wissen")
    yield "wipe"
    tap(page, "form[data-wipe] > [type=submit]")
    settled(page, "[data-state=left]")
    yield "wipe-left"
    page.route("**/ik", lambda route: route.abort())
    tap(page, "[data-anyway]")
    settled(page, "[data-state=nonet]")
    yield "wipe-no-net"
    page.unroute("**/ik")
    with page.expect_navigation():
        tap(page, "form[data-wipe] > [type=submit]")
        tap(page, "[data-anyway]")
    yield "wiped"


@walk("sara", "settings.settings", "shell.write_offline")
def an_adult_is_without_a_net(stage: Stage) -> Screens:
    page = stage.page
    page.goto("/instellingen")
    knows_who(page)
    page.goto("/schrijf")
    settled(page, "[data-step=kind]")
    yield "offline-form"
    pick(page, "kind", "good")
    page.locator("textarea[name=text]").fill(WORDS)
    onward(page)
    yield "offline-form-who"


@walk("sara", "writing.new", "writing.write", "writing.before_correcting", "writing.correct")
def words_are_refused(stage: Stage) -> Screens:
    page = stage.page
    open_form(page)
    send_plain(page)
    yield "form-refused"
    page.goto(f"/logboek/{stage.life.baked}/anders")
    yield "correct"
    page.locator("textarea[name=text]").fill("")
    send_plain(page)
    yield "correct-refused"
    open_form(page)
    page.locator("textarea[name=text]").evaluate("(each, words) => { each.value = words }", WORDS)
    stage.sign_out()
    send_plain(page)
    yield "refusal-with-words"


@walk("tim", "logbook.entry", "answering.reply", "logbook.timeline", "logbook.search")
def somebody_answers_and_seeks(stage: Stage) -> Screens:
    page = stage.page
    page.goto(f"/logboek/{stage.life.near}")
    page.locator("textarea[name=text]").evaluate("each => { each.value = 'woord '.repeat(400) }")
    page.evaluate("document.querySelector('[action$=antwoord]').submit()")
    settled(page, ".error")
    yield "answer-refused"
    page.goto("/logboek")
    unfold(page, "details.find")
    yield "logbook-find"
    for words, name in (("samen", "search"), ("onvindbaar", "search-none")):
        unfold(page, "details.find")
        page.locator("[name=words]").first.fill(words)
        with page.expect_navigation():
            tap(page, "form[role=search] [type=submit]")
        yield name


@walk(
    "tim",
    "own_numbers.own",
    "own_numbers.add",
    "own_numbers.before_changing",
    "own_numbers.change",
)
def somebody_keeps_the_numbers(stage: Stage) -> Screens:
    page = stage.page
    page.goto("/bellen/eigen")
    yield "own-numbers"
    send_plain(page)
    yield "own-numbers-refused"
    page.goto(f"/bellen/eigen/{stage.life.number}")
    yield "own-number"
    page.locator("[name=number]").fill("geen nummer")
    send_plain(page)
    yield "own-number-refused"


@walk("sara", "today.today")
def there_is_news(stage: Stage) -> Screens:
    stage.comes_in_elsewhere("sara", [CODE])
    stage.page.goto("/")
    settled(stage.page, "form[action$=gezien]")
    yield "first-page-with-news"


@walk("ben", "writing.new", "writing.saved")
def after_bad_news(stage: Stage) -> Screens:
    page = stage.page
    for _ in range(3):
        open_form(page)
        pick(page, "kind", "wrong")
        page.locator("textarea[name=text]").fill("Het was luid.")
        tap(page, "[data-step=what] .onward [data-next]")
        pick(page, "audience", "self")
        tap(page, "[data-step=who] [type=submit]")
        page.wait_for_url("**/logboek/bewaard/*")
    settled(page, ".saved .note")
    yield "saved-after-bad-news"


def open_form(page: Page, address: str = "/logboek/nieuw") -> None:
    page.goto(address)
    page.wait_for_selector("step-by-step:defined")


def _answering(status: int) -> object:
    return lambda route: route.fulfill(
        status=status,
        content_type="application/problem+json",
        body='{"detail": "Dit is te groot."}',
    )


WALKS = (
    an_adult_writes,
    an_adult_rather_does_not_type,
    an_adult_looks_at_an_agreement,
    what_comes_of_a_note,
    what_waits_on_the_phone,
    a_phone_is_wiped,
    an_adult_is_without_a_net,
    words_are_refused,
    somebody_answers_and_seeks,
    somebody_keeps_the_numbers,
    there_is_news,
    after_bad_news,
)
