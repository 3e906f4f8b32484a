"""Walks of a child: one question a screen, each way to tell it, and what comes of it."""

from tests.carry.phones import knows_who
from tests.look.walk import Screens, Stage, onward, photo, pick, send_plain, settled, tap, walk
from tests.look.walks_at_the_door import PICTURES
from tests.look.walks_of_adults import DOOR, open_form
from tests.making.steps import DOOR as FRONT_DOOR
from tests.making.steps import HOUSE, stroke

WAITS = '{"detail": "Nu niet."}'


def to_the_way(stage: Stage, way: str) -> None:
    """As far as the screen on which it is made."""
    open_form(stage.page)
    for name, value in (("kind", "near"), ("feeling", "scared"), ("way", way)):
        pick(stage.page, name, value)


@walk("noor", "writing.new", "writing.saved")
def a_child_draws(stage: Stage) -> Screens:
    page = stage.page
    open_form(page)
    yield "child-kind"
    onward(page)
    yield "child-kind-missing"
    pick(page, "kind", "near")
    yield "child-feeling"
    pick(page, "feeling", "scared")
    yield "child-way"
    pick(page, "way", "tekenen")
    settled(page, ".paper canvas.live")
    yield "child-pad"
    onward(page)
    yield "child-pad-missing"
    for lines in (HOUSE, FRONT_DOOR):
        stroke(page, lines)
    yield "child-drawing"
    for panel in ("pens", "sheets", "wipe"):
        tap(page, f"drawing-pad [data-panel={panel}]")
        yield f"child-drawing-{panel}"
    tap(page, "[data-do=keep]")
    onward(page)
    yield "child-tell"
    onward(page)
    yield "child-who"
    pick(page, "audience", "chosen")
    pick(page, "chosen", str(stage.live.world.els))
    yield "child-who-chosen"
    tap(page, "[data-step=who] [type=submit]")
    page.wait_for_url("**/logboek/bewaard/*")
    yield "child-saved"


@walk("noor", "writing.new")
def a_child_tells_in_other_ways(stage: Stage) -> Screens:
    page = stage.page
    to_the_way(stage, "foto")
    yield "child-photo"
    page.set_input_files("input[name=photo]", photo())  # type: ignore[arg-type]
    settled(page, "photo-pick [data-preview]")
    yield "child-photo-made"
    to_the_way(stage, "plaatjes")
    settled(page, "picture-grid [data-picture]")
    yield "child-pictures"
    for picture, cell in (("house", 4), ("bear", 0)):
        tap(page, f"[data-picture={picture}]")
        tap(page, f"[data-cell='{cell}']")
    yield "child-pictures-placed"
    to_the_way(stage, "schrijven")
    yield "child-words"
    onward(page)
    yield "child-words-missing"
    to_the_way(stage, "praten")
    yield "child-voice"
    tap(page, "voice-note [data-do=start]")
    settled(page, "voice-note [data-elapsed]:not(:text-is('0:00'))")
    yield "child-voice-talking"
    tap(page, "voice-note [data-do=stop]")
    settled(page, "voice-note audio")
    yield "child-voice-said"


@walk("noor", "writing.new", "writing.write", "writing.before_correcting", "writing.correct")
def a_child_is_refused(stage: Stage) -> Screens:
    page = stage.page
    open_form(page)
    send_plain(page)
    yield "child-refused"
    page.goto(f"/logboek/{stage.life.secret}/anders")
    yield "child-correct"
    page.locator("textarea[name=text]").fill("")
    page.locator("[name=kind]").evaluate("(each) => each.remove()")
    send_plain(page)
    yield "child-correct-refused"


@walk("noor", "settings.settings", "shell.write_offline")
def a_child_is_without_a_net(stage: Stage) -> Screens:
    page = stage.page
    page.goto("/instellingen")
    knows_who(page)
    page.goto("/schrijf")
    settled(page, "[data-step=kind]")
    yield "child-offline"
    for name, value in (("kind", "good"), ("feeling", "happy"), ("way", "schrijven")):
        pick(page, name, value)
    page.locator("textarea[name=text]").fill("Ik ving een vis.")
    onward(page)
    yield "child-offline-who"
    page.route(DOOR, lambda route: route.fulfill(status=503, content_type="text/plain", body=WAITS))
    tap(page, "[data-step=who] [type=submit]")
    settled(page, "[data-outcome] [data-state=waits]")
    yield "child-waits"


@walk("noor", "today.today")
def a_child_has_news(stage: Stage) -> Screens:
    stage.comes_in_elsewhere("noor", PICTURES)
    stage.page.goto("/")
    settled(stage.page, "form[action$=gezien]")
    yield "child-first-page-with-news"


WALKS = (
    a_child_draws,
    a_child_tells_in_other_ways,
    a_child_is_refused,
    a_child_is_without_a_net,
    a_child_has_news,
)
